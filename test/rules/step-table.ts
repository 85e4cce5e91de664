/** Tables of what a change makes of one part of a call. */
import type { Test } from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import type { KeyedChange } from '../../src/translate/change.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { contextFor, stepsOf } from './steps.ts'

type BodyPart = 'request' | 'response' | 'message' | 'error' | 'requestHeaders' | 'responseHeaders'

/** What goes in and what comes out; `SAME` where the very value that went in has to. */
export type Row = readonly [input: unknown, output: unknown]

export const SAME = Symbol('the value that went in')

export interface Table {
  readonly client?: ApiVersion
  readonly params?: Readonly<Record<string, string>>
}

/** Checks each row, and that no step touches what it is given. */
export async function checkRows(
  t: Test,
  rules: readonly KeyedChange[],
  [id, operation, part]: readonly [id: string, operation: string, part: BodyPart],
  rows: readonly Row[],
  { client = '1.24', params = {} }: Table = {},
): Promise<void> {
  await t.test(`${id}: ${part} of ${operation}`, async t => {
    const steps = stepsOf(rules, id, operation)
    const step = steps[part] as (value: unknown, context: unknown) => unknown
    t.ok(step, 'has a step')
    const passes = (input: unknown) =>
      part === 'response' && steps.onlyWith?.some(text => JSON.stringify(input).includes(text)) === false
    for (const [input, output] of rows) {
      deepFreeze(input)
      const result = step(input, { ...contextFor(client, '1.51'), operation, params })
      if (output === SAME) t.equal(result, input, JSON.stringify(input))
      else t.strictSame(result, output, JSON.stringify(input))
      if (passes(input)) t.equal(result, input, `is not changed unread: ${JSON.stringify(input)}`)
    }
  })
}

/** As above, with queries written as text. */
export async function checkQueries(
  t: Test,
  rules: readonly KeyedChange[],
  id: string,
  operation: string,
  rows: readonly (readonly [input: string, output: string])[],
  { client = '1.24' }: Table = {},
): Promise<void> {
  await t.test(`${id}: query of ${operation}`, async t => {
    const { query } = stepsOf(rules, id, operation)
    for (const [input, output] of rows) {
      const given = new URLSearchParams(input)
      const result = query!(given, { ...contextFor(client, '1.51', input), operation })
      t.equal(decodeURIComponent(result.toString()), output, input)
      t.equal(given.toString(), new URLSearchParams(input).toString(), 'the query given is untouched')
    }
  })
}

/** Checks that a call is refused, and how. */
export async function checkRefusals(
  t: Test,
  rules: readonly KeyedChange[],
  [id, operation, part]: readonly [id: string, operation: string, part: 'request' | 'response' | 'query'],
  rows: readonly (readonly [input: unknown, message: string, httpStatus?: number])[],
  { client = '1.24', params = {} }: Table = {},
): Promise<void> {
  await t.test(`${id}: refused ${part} of ${operation}`, async t => {
    const step = stepsOf(rules, id, operation)[part] as (value: unknown, context: unknown) => unknown
    for (const [input, message, httpStatus = 400] of rows) {
      deepFreeze(input)
      const error = refusalOf(() => step(input, { ...contextFor(client, '1.51'), operation, params }))
      t.equal(error?.message, message)
      t.equal(error?.httpStatus, httpStatus, message)
    }
  })
}

function refusalOf(call: () => unknown): UntranslatableError | undefined {
  try {
    call()
    return undefined
  } catch (error) {
    if (error instanceof UntranslatableError) return error
    throw error
  }
}

export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof URLSearchParams)) {
    for (const member of Object.values(value)) deepFreeze(member)
    Object.freeze(value)
  }
  return value
}

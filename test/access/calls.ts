/** Calls for policies to judge, made as clients make them: method, path, body. */

import { newestKnown, rules } from '../../rules/index.ts'
import type { Identity } from '../../src/access/identity.ts'
import type { Policy } from '../../src/access/judge.ts'
import type { JudgedCall, JudgedObject } from '../../src/access/judged-call.ts'
import { loadPolicy } from '../../src/access/policy-file.ts'
import { existingObject } from '../../src/access/subjects.ts'
import { prepareCallWith } from '../../src/cli/policy-call.ts'

const prepare = prepareCallWith({ changes: rules, newestKnown })

export interface Caller {
  readonly identity?: Identity
  /** What the daemon has by that name; null for nothing. By default the object is called as the path calls it. */
  readonly object?: JudgedObject | null
}

/** @param line `GET /containers/json` @param body JSON text, or a value to write as such */
export function callOf(line: string, body?: unknown, caller: Caller = {}): JudgedCall {
  const [method, path] = line.split(' ')
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  const prepared = prepare(method!, path!, text as string | undefined)
  if ('error' in prepared) throw new Error(prepared.error)
  const existing = existingObject(prepared.operation, prepared.params, prepared.query)
  const named = existing && { ...objectNamed(existing.reference), kind: existing.kind }
  const object = caller.object === undefined ? named : caller.object
  return {
    ...prepared,
    identity: caller.identity ?? { listener: 'main' },
    ...(object !== undefined && { object }),
  }
}

export const objectNamed = (name: string, labels: Readonly<Record<string, string>> = {}): JudgedObject => ({
  kind: 'container',
  id: `id-of-${name}`,
  names: [name],
  labels: new Map(Object.entries(labels)),
})

export const policy = (text: string): Policy => loadPolicy(text, 'policy.yaml')

/** Allows creates for which the condition holds, and nothing else. */
export const allowWhen = (condition: string, operations = '"*"'): Policy =>
  policy(
    `rules: [{ name: r, operations: ${operations}, decision: allow, when: ${JSON.stringify(condition)} }]`,
  )

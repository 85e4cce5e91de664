/**
 * How single values are written. Flags and environment variables are text, and YAML's numbers are taken as they were
 * typed (`file.ts`), so that `1.40` does not become 1.4 nor `0660` six hundred and sixty.
 */
import { constants } from 'node:buffer'
import * as z from 'zod'
import { parseApiVersion } from '../api/version.ts'
import { AddressError } from '../daemon/address.ts'
import { shown } from './errors.ts'

/** Text read by `parse`, which gives undefined for what is not `expected` ("a whole number of seconds"). */
export function written<T>(expected: string, parse: (text: string) => T | undefined) {
  const mismatch = (input: unknown) => `must be ${expected}, not ${shown(input)}.`
  return z.string({ error: issue => mismatch(issue.input) }).transform((text, context) => {
    let message = mismatch(text)
    try {
      const value = parse(text)
      if (value !== undefined) return value
    } catch (error) {
      if (!(error instanceof AddressError)) throw error
      message = error.message
    }
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })
}

export const text = (expected: string) => written(expected, value => (value === '' ? undefined : value))

export const filePath = text('the path of a file')

export const flag = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', 'yes', 'on', '1'], falsy: ['false', 'no', 'off', '0'] })],
  {
    error: issue => `must be true or false, not ${shown(issue.input)}.`,
  },
)

export const apiVersion = written('an API version such as 1.44', parseApiVersion)

export function oneOf<const T extends string>(...choices: readonly T[]) {
  return written(`one of ${choices.join(', ')}`, value => choices.find(choice => choice === value))
}

/** setTimeout takes at most 2^31 - 1 ms, about 24 days; a day is more than anybody waits for. */
const SECONDS_MAX = 86_400

export const seconds = written(`a whole number of seconds from 0 to ${SECONDS_MAX}, such as 10`, value =>
  /^\d{1,5}$/.test(value) && Number(value) <= SECONDS_MAX ? Number(value) : undefined,
)

/** Permission bits: set-uid, set-gid and sticky mean nothing on a socket. */
export const octalMode = written('permissions in octal such as 0660', value =>
  /^(0o?)?[0-7]{3}$/.test(value) ? Number.parseInt(value.replace('o', ''), 8) : undefined,
)

const UNITS = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const

/** The longest string V8 can hold: no JSON text beyond it can be parsed. */
export const SIZE_MAX_BYTES = constants.MAX_STRING_LENGTH

/** A size in bytes: `65536`, `64KiB`. */
export function size(minBytes: number, maxBytes: number = SIZE_MAX_BYTES) {
  return written(`a size such as 64KiB or 64MiB, from ${minBytes} to ${maxBytes} bytes`, value => {
    const [, digits, unit] = /^(\d{1,12}) ?(|B|KiB|MiB|GiB)$/.exec(value) ?? []
    if (digits === undefined) return undefined
    const bytes = Number(digits) * UNITS[unit as keyof typeof UNITS]
    return bytes >= minBytes && bytes <= maxBytes ? bytes : undefined
  })
}

/**
 * JSON without loss. Integers beyond 2^53 (`timeNano`, a pids limit of 2^64-1) keep every digit as `LosslessNumber`,
 * everything else is what JSON.parse gives. Two decoders, because two parties write: the daemon's answers come from
 * Go's encoder and never repeat a key, a client's body may.
 */
import { LosslessNumber, parse as parseLossless, stringify as stringifyLossless } from 'lossless-json'

export type JsonPrimitive = string | number | boolean | null | LosslessNumber
export type JsonValue = JsonPrimitive | JsonArray | JsonObject
export type JsonArray = readonly JsonValue[]
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined
}

export { LosslessNumber }

/**
 * A number token that a double might not hold: 16 or more digits, or an exponent of three or more. It may also match
 * inside a string, which costs time and nothing else.
 */
const RISKY_NUMBER = /(?:^|[:,[])\s*-?(?:\d[\d.]{15,}|[\d.]+[eE][+-]?\d{3,})\s*(?=[,\]}]|$)/

export interface DecodedJson {
  readonly value: JsonValue
  /** True when the tree may hold `LosslessNumber`s, which JSON.stringify would write as objects. */
  readonly lossless: boolean
}

/** Reads one JSON value that a daemon wrote. Throws SyntaxError. */
export function decodeJson(text: string): DecodedJson {
  return RISKY_NUMBER.test(text)
    ? { value: parseLossless(text, null, exactNumber) as JsonValue, lossless: true }
    : { value: JSON.parse(text) as JsonValue, lossless: false }
}

/** The values of a key that a client wrote more than once in one object, in order. `canonicalKeys` makes one value of them. */
export class RepeatedKey {
  readonly values: readonly JsonValue[]

  constructor(values: readonly JsonValue[]) {
    this.values = values
  }
}

/**
 * Reads one JSON value that a client wrote. What a repeated key means depends on the shape of its value, so the tree holds
 * a `RepeatedKey` in its place until `canonicalKeys` has gone over it. Throws SyntaxError.
 */
export function decodeClientJson(text: string): JsonValue {
  return parseLossless(text, null, {
    parseNumber: exactNumber,
    onDuplicateKey: ({ oldValue, newValue }) =>
      new RepeatedKey([
        ...(oldValue instanceof RepeatedKey ? oldValue.values : [oldValue as JsonValue]),
        newValue as JsonValue,
      ]),
  }) as JsonValue
}

export function encodeJson(value: JsonValue, lossless: boolean): string {
  return (lossless ? stringifyLossless(value) : JSON.stringify(value)) ?? 'null'
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber)
  )
}

function exactNumber(token: string): number | LosslessNumber {
  const number = Number(token)
  return String(number) === token ? number : new LosslessNumber(token)
}

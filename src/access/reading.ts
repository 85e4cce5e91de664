/**
 * Reads values out of a body the way Go decodes them: an absent or null value is the zero value, a list of strings may be
 * one string where moby has a StrSlice. Any other type throws, because what cannot be read must not count as harmless.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'

/** A part of the call is not of the type that the API gives it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'

  constructor(key: string, expected: string) {
    // A key may be the client's, and hold a newline.
    super(`${JSON.stringify(key).slice(1, -1)} is not ${expected}`)
  }
}

const nothing: JsonObject = {}

export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key]
  if (value === undefined || value === null) return nothing
  if (!isJsonObject(value)) throw new UnreadableError(key, 'an object')
  return value
}

export function listAt(parent: JsonObject, key: string): readonly JsonValue[] {
  const value = parent[key]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new UnreadableError(key, 'a list')
  return value
}

export function objectsAt(parent: JsonObject, key: string): readonly JsonObject[] {
  return listAt(parent, key).flatMap(item => {
    if (item === null) return []
    if (!isJsonObject(item)) throw new UnreadableError(key, 'a list of objects')
    return [item]
  })
}

export function stringsAt(parent: JsonObject, key: string): readonly string[] {
  const value = parent[key]
  if (typeof value === 'string') return [value]
  return listAt(parent, key).map(item => {
    if (typeof item !== 'string') throw new UnreadableError(key, 'a list of strings')
    return item
  })
}

export function stringAt(parent: JsonObject, key: string): string {
  const value = parent[key] ?? ''
  if (typeof value !== 'string') throw new UnreadableError(key, 'a string')
  return value
}

export function flagAt(parent: JsonObject, key: string): boolean {
  const value = parent[key] ?? false
  if (typeof value !== 'boolean') throw new UnreadableError(key, 'true or false')
  return value
}

/** The entries of a map of strings. */
export function entriesAt(parent: JsonObject, key: string): readonly (readonly [string, string])[] {
  return Object.entries(objectAt(parent, key)).map(([name, value]) => {
    if (value !== null && value !== undefined && typeof value !== 'string')
      throw new UnreadableError(`${key}.${name}`, 'a string')
    return [name, value ?? '']
  })
}

export function asObject(body: JsonValue | undefined): JsonObject {
  if (body === undefined || body === null) return nothing
  if (!isJsonObject(body)) throw new UnreadableError('the body', 'an object')
  return body
}

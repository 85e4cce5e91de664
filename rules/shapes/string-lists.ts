/**
 * Lists that could be one string: StrSlice of moby up to v28.5.2 (`api/types/strslice/strslice.go`), for which a string is a
 * list of one, at every API version. 29.0 takes lists only.
 */
import type { JsonValue } from '../../src/translate/json.ts'
import type { ValueStep } from './json-edit.ts'

/** Also the empty string: as an entrypoint it is what takes away the image's. */
export const asList: ValueStep = value => (typeof value === 'string' ? [value] : value)

/**
 * As docker up to 1.6 read a list (API 1.18, moby `engine/env.go` at v1.6.2, GetList): an empty string is none, and a string
 * may hold the JSON of one.
 */
export const asLooseList: ValueStep = value => {
  if (typeof value !== 'string') return value
  if (value === '') return null
  return listIn(value) ?? [value]
}

function listIn(text: string): readonly JsonValue[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : undefined
  } catch {
    return undefined
  }
}

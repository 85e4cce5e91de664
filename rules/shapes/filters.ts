/**
 * The `filters` parameter: a JSON object that gives each filter its values, either as `{"label":["a"]}` or, since API 1.22,
 * as `{"label":{"a":true}}`. One object may not mix both: the daemon refuses that (moby `api/types/filters/parse.go`
 * at v28.5.2, FromJSON), as it refuses what is no JSON.
 */
import { leaf, map } from '../../src/api/request-shapes/shape.ts'
import { canonicalKeys } from '../../src/translate/canonical-keys.ts'
import { decodeClientJson, encodeJson, isJsonObject, type JsonValue } from '../../src/translate/json.ts'

/** Adds a value to a filter, in the form the client has chosen. Filters that cannot be read are left to the daemon. */
export function withFilter(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const filters = readFilters(query.get('filters'))
  if (filters === undefined) return query
  const changed = new URLSearchParams(query)
  changed.set('filters', encodeJson({ ...filters, [name]: added(filters, name, value) }, true))
  return changed
}

export function readFilters(
  text: string | null,
): Readonly<Record<string, JsonValue | undefined>> | undefined {
  if (text === null || text === '') return {}
  try {
    const value = canonicalKeys(decodeClientJson(text), map(leaf))
    if (value === null) return {}
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function added(
  filters: Readonly<Record<string, JsonValue | undefined>>,
  name: string,
  value: string,
): JsonValue {
  const known = filters[name]
  if (Object.values(filters).some(isJsonObject))
    return { ...(isJsonObject(known) ? known : {}), [value]: true }
  const values: readonly JsonValue[] = Array.isArray(known) ? known : []
  return values.includes(value) ? values : [...values, value]
}

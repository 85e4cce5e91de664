/**
 * Filters as lists of values by name, whichever of the two forms they came in (see filters.ts). Filters that cannot be read
 * are left to the daemon, which refuses them.
 */
import { encodeJson, isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { readFilters } from './filters.ts'

export type FilterValues = Readonly<Record<string, readonly string[]>>

/** An edit that changes nothing returns what it was given, and the query stays as the client wrote it. */
export function withFilters(
  query: URLSearchParams,
  edit: (filters: FilterValues) => FilterValues,
): URLSearchParams {
  const given = readFilters(query.get('filters'))
  const filters = given && valuesOf(given)
  if (filters === undefined) return query
  const edited = edit(filters)
  if (edited === filters) return query
  const changed = new URLSearchParams(query)
  if (Object.keys(edited).length > 0) changed.set('filters', encodeJson(edited, false))
  else changed.delete('filters')
  return changed
}

function valuesOf(filters: Readonly<Record<string, JsonValue | undefined>>): FilterValues | undefined {
  const entries = Object.entries(filters).map(([name, value]) => [name, listOf(value)] as const)
  return entries.some(([, values]) => values === undefined)
    ? undefined
    : (Object.fromEntries(entries) as FilterValues)
}

/** A value that is mapped to false does not count. */
function listOf(value: JsonValue | undefined): readonly string[] | undefined {
  const values: readonly JsonValue[] = isJsonObject(value)
    ? Object.keys(value).filter(key => value[key] === true)
    : Array.isArray(value)
      ? value
      : [null]
  return values.every(item => typeof item === 'string') ? values : undefined
}

/**
 * Events as up to docker 0.11 (API 1.11): containers and images had ten kinds of them (moby `server.go` at v0.5.1 and v0.6.7,
 * LogEvent), and a bound that is no number was passed over (`api.go` at v0.6.7, getEvents).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'

const KNOWN: readonly (JsonValue | undefined)[] = [
  'create',
  'delete',
  'destroy',
  'die',
  'export',
  'kill',
  'restart',
  'start',
  'stop',
  'untag',
]

export const knownEvent = (event: JsonValue): JsonValue | undefined =>
  isJsonObject(event) && event.status !== undefined && !KNOWN.includes(event.status) ? undefined : event

const SECONDS = /^[+-]?\d{1,15}$/

/** A time before 1970 came from CLIs that read `-since=1` as a year. */
export function numericBounds(query: URLSearchParams): URLSearchParams {
  const changed = new URLSearchParams(query)
  for (const name of ['since', 'until']) {
    const value = query.get(name)
    if (value === null) continue
    if (!SECONDS.test(value)) changed.delete(name)
    else if (value.startsWith('-')) changed.set(name, '0')
  }
  return changed
}

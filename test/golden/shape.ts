/**
 * The shape of a JSON value: its members, their types, and the form of what clients cut, compare or parse (ids, times).
 * A client reads an answer by its shape; what it does not know it passes over, so that an answer may have members more.
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'

/** Forms a text can have. An empty one has none. */
const FORMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['64 hex digits', /^[0-9a-f]{64}$/],
  ['12 hex digits', /^[0-9a-f]{12}$/],
  ['sha256: and 64 hex digits', /^sha256:[0-9a-f]{64}$/],
  ['RFC 3339 in UTC', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/],
  ['stamp in brackets', /^\[[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{3}\] /],
]

/** Objects whose keys are the user's: every value has one shape. */
const MAPS: readonly string[] = ['Labels', 'Volumes', 'VolumesRW', 'ExposedPorts', 'Ports', 'PortBindings']

/** What of `recorded` the answer lacks or has in another form, one line each: `Config.Tty: boolean, now absent`. */
export function differences(
  recorded: JsonValue | undefined,
  answered: JsonValue | undefined,
  path = '',
): string[] {
  const [was, is] = [kindOf(recorded), kindOf(answered)]
  // To Go, whose encoder wrote all of this, null is an empty list or map.
  if (was === 'null' && ['null', 'list', 'object'].includes(is)) return []
  if (is === 'null' && (isEmptyList(recorded) || isEmptyObject(recorded))) return []
  if (was !== is) return [`${path || 'body'}: ${was}, now ${is}`]
  if (Array.isArray(recorded)) return ofList(recorded, answered as readonly JsonValue[], path)
  if (isJsonObject(recorded)) return ofObject(recorded, answered as typeof recorded, path)
  return ofText(recorded, answered, path)
}

/** Each element now must have the shape of one that was recorded. */
function ofList(recorded: readonly JsonValue[], answered: readonly JsonValue[], path: string): string[] {
  if (recorded.length === 0) return []
  if (answered.length === 0) return [`${path || 'body'}: elements, now none`]
  const found = answered.map(element =>
    recorded
      .map(known => differences(known, element, `${path}[]`))
      .reduce((fewest, other) => (other.length < fewest.length ? other : fewest)),
  )
  return [...new Set(found.flat())]
}

function ofObject(
  recorded: Readonly<Record<string, JsonValue | undefined>>,
  answered: Readonly<Record<string, JsonValue | undefined>>,
  path: string,
): string[] {
  const key = path.slice(path.lastIndexOf('.') + 1)
  if (MAPS.includes(key)) {
    const values = Object.values(answered).map(value => value ?? null)
    return values.length === 0
      ? []
      : ofList(
          Object.values(recorded).map(v => v ?? null),
          values,
          path,
        )
  }
  return Object.entries(recorded).flatMap(([name, value]) =>
    differences(value, answered[name], path === '' ? name : `${path}.${name}`),
  )
}

function ofText(recorded: JsonValue | undefined, answered: JsonValue | undefined, path: string): string[] {
  if (typeof recorded !== 'string' || recorded === '') return []
  const [was, is] = [formOf(recorded), formOf(answered as string)]
  return was === is || answered === '' ? [] : [`${path || 'body'}: ${was}, now ${is}`]
}

const formOf = (text: string): string => FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text'

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  return isJsonObject(value)
    ? 'object'
    : typeof value === 'string' || typeof value === 'boolean'
      ? typeof value
      : 'number'
}

const isEmptyList = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length === 0
const isEmptyObject = (value: JsonValue | undefined): boolean =>
  isJsonObject(value) && Object.keys(value).length === 0

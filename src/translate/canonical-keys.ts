/**
 * A client's JSON body with its keys spelled as the daemon's structs spell them, read the way Go's decoder reads it
 * (encoding/json, `object` and `foldName`): a key matches a field whatever its case, and a second spelling of a key is
 * decoded over what the first one left. So nothing in a body is hidden from who looks for `HostConfig`.
 *
 * Hazard: whoever judges the result must also send it. Go skips a null for a field that is no pointer, list or map, so of
 * `{"Privileged":true,"privileged":null}` a daemon makes true; here it becomes null, which a daemon reads as false.
 */
import { leaf, type Shape, type Struct } from '../api/request-shapes/shape.ts'
import { isJsonObject, type JsonArray, type JsonObject, type JsonValue, RepeatedKey } from './json.ts'

/** Keys of structs respelled, those of maps and unknown ones kept. What is not of its shape is left for the daemon to refuse. */
export function canonicalKeys(value: JsonValue, shape: Shape): JsonValue {
  switch (shape.kind) {
    case 'leaf':
      return withoutRepeated(value)
    case 'list':
      return isArray(value) ? value.map(item => canonicalKeys(item, shape.items)) : value
    case 'map':
      return isJsonObject(value) ? canonicalMap(value, shape.values) : value
    case 'struct':
      return isJsonObject(value) ? canonicalStruct(value, shape) : value
  }
}

function canonicalMap(object: JsonObject, values: Shape): JsonObject {
  return Object.fromEntries(members(object).map(([key, value]) => [key, canonicalKeys(value, values)]))
}

function canonicalStruct(object: JsonObject, shape: Struct): JsonObject {
  return decodeMembers(
    new Map(),
    members(object).map(([spelling, value]) => {
      const field = shape.fields.get(foldKey(spelling)) ?? { name: spelling, shape: leaf }
      return [field.name, canonicalKeys(value, field.shape)]
    }),
    shape,
  )
}

/** Two letters beyond ASCII fold onto ASCII ones: ſ onto s, and the Kelvin sign onto k, which toLowerCase does as well. */
function foldKey(key: string): string {
  return key.replaceAll('\u017f', 's').toLowerCase()
}

/**
 * What is left of a value when a later one is decoded over it. A struct keeps the fields that the later one lacks, and so do
 * the structs in a list, element by element; a map gains entries and replaces those of the same key; all else is replaced.
 */
function decodeOver(earlier: JsonValue, later: JsonValue, shape: Shape): JsonValue {
  if (shape.kind === 'list' && isArray(earlier) && isArray(later)) {
    return later.map((item, i) => (i < earlier.length ? decodeOver(earlier[i]!, item, shape.items) : item))
  }
  if (!isJsonObject(earlier) || !isJsonObject(later)) return later
  if (shape.kind === 'struct') return decodeMembers(new Map(members(earlier)), members(later), shape)
  if (shape.kind === 'map') return Object.fromEntries([...members(earlier), ...members(later)])
  return later
}

function decodeMembers(
  decoded: Map<string, JsonValue>,
  later: readonly (readonly [string, JsonValue])[],
  shape: Struct,
): JsonObject {
  for (const [name, value] of later) {
    const earlier = decoded.get(name)
    const field = shape.fields.get(name.toLowerCase())
    decoded.set(name, earlier === undefined ? value : decodeOver(earlier, value, field?.shape ?? leaf))
  }
  // A user's key may be `__proto__`, which only fromEntries takes for a key.
  return Object.fromEntries(decoded)
}

/** A key that was written more than once is there more than once. */
function members(object: JsonObject): [string, JsonValue][] {
  return Object.entries(object).flatMap(([key, value]): [string, JsonValue][] => {
    if (value === undefined) return []
    return value instanceof RepeatedKey ? value.values.map(single => [key, single]) : [[key, value]]
  })
}

/** Where nothing is known of a value, the last of a repeated key counts, as in a map of anything. */
function withoutRepeated(value: JsonValue): JsonValue {
  if (!holdsRepeated(value)) return value
  if (isArray(value)) return value.map(withoutRepeated)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(members(value).map(([key, member]) => [key, withoutRepeated(member)]))
}

function holdsRepeated(value: JsonValue | RepeatedKey | undefined): boolean {
  if (value instanceof RepeatedKey) return true
  if (value === undefined || value === null || typeof value !== 'object') return false
  return Object.values(value).some(holdsRepeated)
}

function isArray(value: JsonValue): value is JsonArray {
  return Array.isArray(value)
}

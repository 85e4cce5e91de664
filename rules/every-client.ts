/** What Longshore itself tells clients of the API, at every version (moby `GET /version`, `MinAPIVersion` since API 1.25). */
import { change, everyClient, type StepContext } from '../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../src/translate/json.ts'

export default everyClient([
  change({
    id: 'v1.25-version-minapi',
    summary:
      'MinAPIVersion names the oldest version Longshore serves, so that clients do not refuse to speak theirs',
    operations: { SystemVersion: { response: nameOldestServed } },
  }),
])

function nameOldestServed(body: JsonValue, { oldestServed }: StepContext): JsonValue {
  if (!isJsonObject(body)) return body
  const components = Array.isArray(body.Components)
    ? { Components: body.Components.map(component => inDetails(component, oldestServed)) }
    : {}
  return { ...withOldest(body, oldestServed), ...components }
}

function inDetails(component: JsonValue, oldest: string): JsonValue {
  if (!isJsonObject(component) || !isJsonObject(component.Details)) return component
  return { ...component, Details: withOldest(component.Details, oldest) }
}

/** Daemons before API 1.25 have no such member, and their clients do not look for one. */
const withOldest = (object: JsonObject, oldest: string): JsonObject =>
  object.MinAPIVersion === undefined ? object : { ...object, MinAPIVersion: oldest }

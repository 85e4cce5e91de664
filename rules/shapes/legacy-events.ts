/**
 * Events as up to API 1.51: those of containers and images say once more, in `status`, `id` and `from`, what stands in
 * Action and Actor (moby `daemon/events/events.go` at v28.5.2, Log).
 */
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

/** `from` is the image of a container, left out when there is none. */
export const withLegacyMembers = onObject(event => {
  if (event.Type !== 'container' && event.Type !== 'image') return event
  const actor = isJsonObject(event.Actor) ? event.Actor : {}
  const legacy: JsonObject = {
    status: event.Action,
    id: actor.ID,
    from: event.Type === 'container' && isJsonObject(actor.Attributes) ? actor.Attributes.image : undefined,
  }
  const missing = Object.entries(legacy).filter(
    ([key, value]) => event[key] === undefined && value !== undefined && value !== '',
  )
  return missing.length === 0 ? event : { ...Object.fromEntries(missing), ...event }
})

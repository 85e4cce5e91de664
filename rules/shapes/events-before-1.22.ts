/**
 * Events as up to API 1.21, `{"status","id","from","time"}`: only containers and images had any
 * (moby `pkg/jsonmessage/jsonmessage.go` at v1.9.1). `timeNano` came with 1.21.
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { bareId } from './bare-image-ids.ts'

/** Gives undefined for an event of something that had none. */
export function legacyEvent(event: JsonValue, context: StepContext): JsonValue | undefined {
  if (!isJsonObject(event) || event.Type === undefined) return event
  if (event.Type !== 'container' && event.Type !== 'image') return undefined
  const actor = isJsonObject(event.Actor) ? event.Actor : {}
  const attributes = isJsonObject(actor.Attributes) ? actor.Attributes : {}
  const from = event.Type === 'container' ? bareId(attributes.image, context) : undefined
  return {
    status: event.Action,
    id: bareId(subjectOf(event, actor, attributes), context),
    ...(from === undefined || from === '' ? {} : { from }),
    time: event.time,
    ...(isOlder(context.client, '1.21') ? {} : { timeNano: event.timeNano }),
  }
}

/** A new tag was known by its name, which newer daemons tell beside the ID of the image. */
function subjectOf(event: JsonObject, actor: JsonObject, attributes: JsonObject): JsonValue | undefined {
  return event.Type === 'image' && event.Action === 'tag' ? (attributes.name ?? actor.ID) : actor.ID
}

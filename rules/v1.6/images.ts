/** Images at API 1.6 (docker 0.6.4 to 0.6.6): moby `api.go` and `server.go` at v0.6.6 and v0.6.7. */
import { change } from '../../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { isBareId, SHORT_ID_LENGTH } from '../shapes/bare-image-ids.ts'

/** The end of the progress, the ID for people, and the ID for programs. */
function toldThreeTimes(message: JsonValue): JsonValue {
  if (!isJsonObject(message) || typeof message.id !== 'string' || !isBareId(message.id)) return message
  return [{}, { status: message.id }, { Id: message.id.slice(0, SHORT_ID_LENGTH) }]
}

export const images = [
  change({
    id: 'v1.7-insert-result',
    summary:
      'Insert ends with the whole ID as `id`; before, with the ID as a status, and 12 digits of it as `Id`',
    unversioned: '0.6.7',
    operations: { ImageInsert: { message: toldThreeTimes } },
  }),
  change({
    id: 'v1.1-insert-json-id',
    summary: 'Insert ends with an object that has the ID; docker 0.3.3 ended with the ID alone',
    operations: {},
    status: 'not needed',
    reason: 'Docker 0.3.4 sent the object at API 1.0 too, behind the ID.',
  }),
  change({
    id: 'v1.6-build-early-error',
    summary:
      'A build that fails before it prints anything is an error; before, a success with the error in it',
    operations: {},
    status: 'not needed',
    reason: 'v1.8-build-json-stream writes it in either way.',
  }),
]

/**
 * `DELETE /images/{name}` as up to API 1.9 (moby `server.go` at v0.4.1 to v0.8.1, deleteImage): an image that only stopped
 * containers use is removed, one that has names in several repositories is not removed by its ID, and what was untagged is
 * told by the ID. Before 1.2 the image went with all of its names (v0.3.4, ImageDelete), and nothing was told.
 */
import { isOlder } from '../api/version.ts'
import type { DaemonAnswer, DaemonClient } from '../daemon/daemon-client.ts'
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall, madeAnswer } from './emulation.ts'

const LOOKS_AT_CONTAINERS = '1.7'

export async function imageRemoval({ call, daemon }: EmulatedCall): Promise<AnswerStream> {
  const name = call.params.name ?? ''
  const path = `/images/${encodeURIComponent(name)}`
  const inspected = await daemon.call({ method: 'GET', path: `${path}/json` })
  if (inspected.status !== 200) throw new EmulatedAnswer(inspected.status, inspected.message)
  const image = inspected.body as JsonObject
  const id = String(image.Id).replace(/^sha256:/, '')
  if (isOlder(call.client, '1.2')) {
    const whole = { method: 'DELETE', path: `/images/${id}`, query: { force: '1', noprune: '1' } } as const
    const { status, message } = await daemon.call(whole)
    throw status === 200
      ? new EmulatedAnswer(204)
      : new EmulatedAnswer(500, `Error deleting image ${name}: ${message}`)
  }
  if (id.startsWith(name) && repositoriesOf(image).size > 1) {
    throw new EmulatedAnswer(409, `Conflict, ${name} wasn't deleted`)
  }
  if (call.client === LOOKS_AT_CONTAINERS) await refuseInUse(daemon, name, String(image.Id))
  // By its ID the daemon would have to remove the image itself, which others may be made of; its names can always go.
  const isId = id.startsWith(name)
  const names = isId && tagsOf(image).length > 0 ? tagsOf(image) : [name]
  const answers = await removeAll(daemon, names)
  const told = answers.flatMap(({ body }) => (Array.isArray(body) ? (body as readonly JsonValue[]) : []))
  return madeAnswer('application/json', encodeJson(toldById(told, id), true))
}

async function removeAll(daemon: DaemonClient, names: readonly string[]): Promise<DaemonAnswer[]> {
  const answers: DaemonAnswer[] = []
  for (const name of names) {
    const path = `/images/${encodeURIComponent(name)}`
    const removed = await daemon.call({ method: 'DELETE', path, query: { force: '1' } })
    if (removed.status !== 200) throw new EmulatedAnswer(removed.status, removed.message)
    answers.push(removed)
  }
  return answers
}

/** Whether or not a layer would go: docker 0.6.7 alone. */
async function refuseInUse(daemon: DaemonClient, name: string, id: string): Promise<void> {
  const filters = JSON.stringify({ ancestor: [id] })
  const { body } = await daemon.call({ method: 'GET', path: '/containers/json', query: { filters } })
  const user: JsonValue | undefined = Array.isArray(body) ? body[0] : undefined
  if (!isJsonObject(user)) return
  const message = `Conflict, cannot delete ${name} because the running container ${user.Id} is using it`
  throw new EmulatedAnswer(409, message)
}

/** A digest goes with the last tag; old daemons had none. */
function toldById(entries: readonly JsonValue[], id: string): JsonValue {
  return entries
    .filter(isJsonObject)
    .filter(({ Untagged }) => typeof Untagged !== 'string' || !Untagged.includes('@'))
    .map(entry => (entry.Untagged === undefined ? entry : { Untagged: id }))
}

const tagsOf = ({ RepoTags: tags }: JsonObject): readonly string[] =>
  Array.isArray(tags) ? (tags as readonly JsonValue[]).map(String) : []

const repositoriesOf = (image: JsonObject): ReadonlySet<string> =>
  new Set(tagsOf(image).map(name => name.replace(/:[^:/]*$/, '')))

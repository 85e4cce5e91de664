/**
 * A container made anew with another HostConfig. The old one stays as it is until the new one runs; how far it has come
 * stands in the names of the two (see unfinished-recreation.ts), the rest in labels of the new one.
 */
import type { IncomingMessage } from 'node:http'
import { LEGACY_ID_LABEL, LEGACY_IMAGE_LABEL, LEGACY_NAME_LABEL } from '../api/legacy-labels.ts'
import { type DaemonClient, readAnswer } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer } from './emulation.ts'
import { isZero } from './host-config-change.ts'
import { discard, newName, oldName, remove, rename } from './unfinished-recreation.ts'

/**
 * Gives the answer to the start; undefined when another Longshore is at the same container. Throws `EmulatedAnswer` with
 * the daemon's reason; the old container is as it was then.
 * @param asked of the HostConfig what the client has a say in
 */
export async function recreate(
  daemon: DaemonClient,
  old: JsonObject,
  { hostConfig, asked }: { readonly hostConfig: JsonObject; readonly asked: JsonObject },
  legacyId: string,
  beforeStart: (id: string) => Promise<unknown>,
): Promise<IncomingMessage | undefined> {
  const oldId = String(old.Id)
  const name = String(old.Name).replace(/^\//, '')
  const image = await imageOf(daemon, old)
  const created = await daemon.call({
    method: 'POST',
    path: '/containers/create',
    query: { name: newName(name, oldId) },
    json: createBody(old, hostConfig, { legacyId, name, image }),
    asKnown: { query: { name }, json: { ...configOf(old), Image: image.shown, HostConfig: asked } },
  })
  if (created.status !== 201) {
    if (image.isTemporary) await daemon.call({ method: 'DELETE', path: `/images/${image.id}` })
    if (created.status === 409 && created.message.includes(newName(name, oldId))) return undefined
    throw new EmulatedAnswer(created.status, created.message)
  }
  const newId = String((created.body as JsonObject).Id)
  const undo = async (status: number, message: string) => {
    await discard(daemon, newId, oldId)
    await rename(daemon, oldId, name)
    throw new EmulatedAnswer(status, message)
  }
  await beforeStart(newId)
  for (const [id, newer] of [
    [oldId, oldName(name, newId)],
    [newId, name],
  ] as const) {
    const { status, message } = await rename(daemon, id, newer)
    if (status >= 400) await undo(status, message)
  }
  const started = await daemon.open({ method: 'POST', path: `/containers/${newId}/start` })
  if (started.statusCode !== 204 && started.statusCode !== 304) {
    const { status, message } = await readAnswer(started)
    await undo(status, message)
  }
  await remove(daemon, oldId)
  return started
}

interface RecreationImage {
  readonly id: string
  /** What the client knows it as. */
  readonly shown: string
  readonly isTemporary: boolean
}

/** The image, or what the container has made of it since: a container that has written must not lose its files. */
async function imageOf(daemon: DaemonClient, old: JsonObject): Promise<RecreationImage> {
  const config = configOf(old)
  const shown = String((isJsonObject(config.Labels) && config.Labels[LEGACY_IMAGE_LABEL]) || config.Image)
  const { body: changes } = await daemon.call({
    method: 'GET',
    path: `/containers/${String(old.Id)}/changes`,
  })
  if (isZero(changes)) return { id: String(old.Image), shown, isTemporary: false }
  const query = { container: String(old.Id), pause: '0' }
  const committed = await daemon.call({ method: 'POST', path: '/commit', query, json: {} })
  if (committed.status !== 201) throw new EmulatedAnswer(committed.status, committed.message)
  return { id: String((committed.body as JsonObject).Id), shown, isTemporary: true }
}

function createBody(
  old: JsonObject,
  hostConfig: JsonObject,
  { legacyId, name, image }: { legacyId: string; name: string; image: RecreationImage },
): JsonObject {
  const config = configOf(old)
  const labels = isJsonObject(config.Labels) ? config.Labels : {}
  const mode = String(hostConfig.NetworkMode ?? '')
  const sharesName = mode.startsWith('container:') || mode === 'host' || hostConfig.UTSMode === 'host'
  const { Hostname: _hostname, Domainname: _domainname, ...nameless } = config
  const others: JsonValue = Array.isArray(hostConfig.VolumesFrom) ? hostConfig.VolumesFrom : []
  return {
    ...(sharesName ? nameless : config),
    Image: image.id,
    Labels: {
      ...labels,
      [LEGACY_ID_LABEL]: legacyId,
      [LEGACY_NAME_LABEL]: name,
      [LEGACY_IMAGE_LABEL]: image.shown,
    },
    // Carries every mount of the old container over; Binds of the body win at the same destination.
    HostConfig: { ...hostConfig, VolumesFrom: [String(old.Id), ...others] },
  }
}

const configOf = ({ Config: config }: JsonObject): JsonObject => (isJsonObject(config) ? config : {})

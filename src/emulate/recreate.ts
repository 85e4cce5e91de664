/**
 * A container made anew with another HostConfig. The old one stays as it is until the new one runs, and every step can be
 * done again after a crash: the new one has a name that tells whose successor it is, and labels that say the rest.
 *
 *   create new (name.longshore-<old id>) → start new → delete old → rename new to the old name
 */
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { LEGACY_ID_LABEL, LEGACY_IMAGE_LABEL, LEGACY_NAME_LABEL } from '../api/legacy-labels.ts'
import { type DaemonClient, readAnswer } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer } from './emulation.ts'
import { isZero } from './host-config-change.ts'
import type { Successor } from './successor.ts'

/** A successor that was not started this long after it was created belongs to a Longshore that is no more (milliseconds). */
const ABANDONED_MS = 10_000
const POLL_MS = 200

/** Gives the answer to the start. Throws `EmulatedAnswer` with the daemon's reason; the old container is untouched then. */
export async function recreate(
  daemon: DaemonClient,
  old: JsonObject,
  hostConfig: JsonObject,
  legacyId: string,
  beforeStart: (id: string) => Promise<void>,
): Promise<IncomingMessage> {
  const oldId = String(old.Id)
  const name = String(old.Name).replace(/^\//, '')
  const temporaryName = `${name}.longshore-${oldId.slice(0, 12)}`
  await clearAbandoned(daemon, temporaryName)
  const image = await imageOf(daemon, old)
  const created = await daemon.call({
    method: 'POST',
    path: '/containers/create',
    query: { name: temporaryName },
    json: createBody(old, hostConfig, { legacyId, name, image }),
  })
  const undo = async () => {
    await daemon.call({
      method: 'DELETE',
      path: `/containers/${encodeURIComponent(temporaryName)}`,
      query: { force: '1' },
    })
    if (image.isTemporary) await daemon.call({ method: 'DELETE', path: `/images/${image.id}` })
  }
  if (created.status !== 201) {
    await undo()
    throw new EmulatedAnswer(created.status, created.message)
  }
  const newId = String((created.body as JsonObject).Id)
  await beforeStart(newId)
  const started = await daemon.open({ method: 'POST', path: `/containers/${newId}/start` })
  if (started.statusCode !== 204 && started.statusCode !== 304) {
    const { status, message } = await readAnswer(started)
    await undo()
    throw new EmulatedAnswer(status, message)
  }
  await finishRecreation(
    daemon,
    { id: newId, legacyId, legacyName: name, names: [`/${temporaryName}`] },
    oldId,
  )
  return started
}

/** What is left to do once the new container exists and runs. Does nothing where it is done. */
export async function finishRecreation(
  daemon: DaemonClient,
  successor: Successor,
  oldId?: string,
): Promise<void> {
  const isNamed = successor.names.includes(`/${successor.legacyName}`)
  if (isNamed) return
  const old = oldId ?? successor.legacyId
  await daemon.call({ method: 'DELETE', path: `/containers/${old}`, query: { v: '0' } })
  const path = `/containers/${successor.id}/rename`
  await daemon.call({ method: 'POST', path, query: { name: successor.legacyName } })
}

/** Waits for another Longshore that is at it; removes what one left behind that is no more. */
async function clearAbandoned(daemon: DaemonClient, temporaryName: string): Promise<void> {
  const path = `/containers/${encodeURIComponent(temporaryName)}`
  for (let waited = 0; ; waited += POLL_MS) {
    const { status, body } = await daemon.call({ method: 'GET', path: `${path}/json` })
    if (status !== 200) return
    const age = Date.now() - Date.parse(String((body as JsonObject).Created))
    if (age > ABANDONED_MS || waited > ABANDONED_MS) {
      await daemon.call({ method: 'DELETE', path, query: { force: '1' } })
      return
    }
    await sleep(POLL_MS)
  }
}

interface RecreationImage {
  readonly id: string
  /** What the client knows it as. */
  readonly shown: string
  readonly isTemporary: boolean
}

/** The image, or what the container has made of it since: a container that has written must not lose its files. */
async function imageOf(daemon: DaemonClient, old: JsonObject): Promise<RecreationImage> {
  const config = isJsonObject(old.Config) ? old.Config : {}
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
  const config = isJsonObject(old.Config) ? old.Config : {}
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

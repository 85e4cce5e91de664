/**
 * While a container is made anew, the names of the two tell how far it has come, so that any Longshore can take it up after
 * a crash:
 *
 *   create the new one   name.longshore-new-<old id>   name
 *   put the old aside    name.longshore-new-<old id>   name.longshore-old-<new id>
 *   give it the name     name                          name.longshore-old-<new id>
 *   start, delete        name                          -
 *
 * Before the new one has been started everything is taken back; after that the old one is removed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LEGACY_ID_LABEL, RECREATION_NAME } from '../api/legacy-labels.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'

/** A re-creation that is not over this long after it began belongs to a Longshore that is no more (milliseconds). */
const ABANDONED_MS = 10_000
const POLL_MS = 200
const SHORT_ID = 12

export const newName = (name: string, oldId: string): string =>
  `${name}.longshore-new-${oldId.slice(0, SHORT_ID)}`
export const oldName = (name: string, newId: string): string =>
  `${name}.longshore-old-${newId.slice(0, SHORT_ID)}`

interface Marked {
  readonly id: string
  readonly kind: 'new' | 'old'
  /** The name that one of the two is to have. */
  readonly name: string
  /** Beginning of the other's id. */
  readonly other: string
  readonly legacyId: string
}

/**
 * Waits for a Longshore that is at it; ends what one left behind that is no more, and gives then what the one of the two
 * that stays is called: `wanted` may be the other.
 * @param wanted a name, or (the beginning of) an id
 */
export async function settleRecreation(daemon: DaemonClient, wanted: string): Promise<string | undefined> {
  const began = Date.now()
  for (;;) {
    const marked = (await findMarked(daemon)).filter(one => concerns(one, wanted.replace(/^\//, '')))
    if (marked.length === 0) return undefined
    const newer = marked.find(({ kind }) => kind === 'new')?.id ?? marked[0]!.other
    const { body } = await inspect(daemon, newer)
    const age = isJsonObject(body) ? Date.now() - Date.parse(String(body.Created)) : ABANDONED_MS
    if (age >= ABANDONED_MS || Date.now() - began > ABANDONED_MS) {
      let staying: string | undefined
      for (const one of marked) staying = (await settle(daemon, one, marked)) ?? staying
      return staying
    }
    await sleep(POLL_MS)
  }
}

/** Gives the id, or its beginning, of the container that stays; undefined where that is settled with the other one. */
async function settle(
  daemon: DaemonClient,
  one: Marked,
  marked: readonly Marked[],
): Promise<string | undefined> {
  if (one.kind === 'new') {
    if (marked.some(({ kind, other }) => kind === 'old' && one.id.startsWith(other))) return undefined
    await discard(daemon, one.id, one.other)
    return one.other
  }
  const { status, body } = await inspect(daemon, one.other)
  const hasStarted =
    status === 200 && isJsonObject(body) && isJsonObject(body.State) && body.State.Status !== 'created'
  if (hasStarted) {
    await remove(daemon, one.id)
    return one.other
  }
  await discard(daemon, one.other, one.id)
  await rename(daemon, one.id, one.name)
  return one.id
}

/** Removes the new container, and the image that was made for it of the old one's files. */
export async function discard(daemon: DaemonClient, newId: string, oldId: string): Promise<void> {
  const [made, old] = [await inspect(daemon, newId), await inspect(daemon, oldId)]
  if (!isJsonObject(made.body) || made.status !== 200) return
  await remove(daemon, newId)
  if (isJsonObject(old.body) && old.status === 200 && old.body.Image !== made.body.Image)
    await daemon.call({ method: 'DELETE', path: `/images/${String(made.body.Image)}` })
}

export const rename = (daemon: DaemonClient, id: string, name: string) =>
  daemon.call({ method: 'POST', path: `/containers/${id}/rename`, query: { name } })

/** Its volumes stay: they are the other's, too. */
export const remove = (daemon: DaemonClient, id: string) =>
  daemon.call({ method: 'DELETE', path: `/containers/${id}`, query: { v: '0', force: '1' } })

const inspect = (daemon: DaemonClient, id: string) =>
  daemon.call({ method: 'GET', path: `/containers/${id}/json` })

async function findMarked(daemon: DaemonClient): Promise<Marked[]> {
  const filters = JSON.stringify({ name: ['longshore-(new|old)-'] })
  const { body } = await daemon.call({
    method: 'GET',
    path: '/containers/json',
    query: { all: '1', filters },
  })
  return Array.isArray(body) ? body.flatMap(markedOf) : []
}

function markedOf(container: JsonValue): Marked[] {
  if (!isJsonObject(container) || !Array.isArray(container.Names)) return []
  const match = container.Names.map(name => RECREATION_NAME.exec(String(name))).find(found => found !== null)
  if (!match) return []
  const [, name = '', kind, other = ''] = match
  return [
    { id: String(container.Id), kind: kind as 'new' | 'old', name, other, legacyId: legacyIdOf(container) },
  ]
}

function legacyIdOf({ Labels: labels }: JsonObject): string {
  return String((isJsonObject(labels) && labels[LEGACY_ID_LABEL]) || '')
}

function concerns({ id, name, other, legacyId }: Marked, wanted: string): boolean {
  return (
    name === wanted ||
    [id, other, legacyId].some(one => one !== '' && (one.startsWith(wanted) || wanted.startsWith(one)))
  )
}

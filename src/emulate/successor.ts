/**
 * A container that was made anew for a client which gave a HostConfig to `start` has another id than the one the client
 * knows. The new container carries the old id, its name and its image in labels, so that the old ones resolve for every
 * Longshore in front of the daemon, after any restart, and for as long as the container lives.
 */
import { LEGACY_ID_LABEL, LEGACY_NAME_LABEL } from '../api/legacy-labels.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'

export interface Successor {
  /** The id it has now. */
  readonly id: string
  readonly legacyId: string
  readonly legacyName: string
  /** Names it has now, with their leading slash. */
  readonly names: readonly string[]
}

/** The container that a client means by `name` (a name, an id or the beginning of one), if it was made anew. */
export async function findSuccessor(daemon: DaemonClient, name: string): Promise<Successor | undefined> {
  return successorNamed(await listSuccessors(daemon), name)
}

/** Every container that was made anew. */
export async function listSuccessors(daemon: DaemonClient): Promise<readonly Successor[]> {
  const filters = JSON.stringify({ label: [LEGACY_ID_LABEL] })
  const { body } = await daemon.call({
    method: 'GET',
    path: '/containers/json',
    query: { all: '1', filters },
  })
  const successors = Array.isArray(body) ? body.flatMap(successorOf) : []
  // One that is being made anew once more has its successor's labels, too; the name tells which counts.
  return successors.sort((one, other) => Number(isNamed(other)) - Number(isNamed(one)))
}

export function successorNamed(successors: readonly Successor[], name: string): Successor | undefined {
  const plain = name.replace(/^\//, '')
  const byName = successors.find(({ legacyName }) => legacyName === plain)
  if (byName !== undefined) return byName
  const byId = successors.filter(({ legacyId }) => plain.length > 0 && legacyId.startsWith(plain))
  const ids = new Set(byId.map(({ legacyId }) => legacyId))
  return ids.size === 1 ? byId[0] : byId.find(({ legacyId }) => legacyId === plain)
}

const isNamed = ({ names, legacyName }: Successor): boolean => names.includes(`/${legacyName}`)

function successorOf(container: JsonValue): Successor[] {
  if (!isJsonObject(container) || !isJsonObject(container.Labels)) return []
  const legacyId = text(container.Labels[LEGACY_ID_LABEL])
  const legacyName = text(container.Labels[LEGACY_NAME_LABEL])
  const names = Array.isArray(container.Names) ? container.Names.map(text) : []
  return legacyId === '' ? [] : [{ id: text(container.Id), legacyId, legacyName, names }]
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/**
 * A container that was made anew for a client which gave a HostConfig to `start` has another id than the one the client
 * knows. The new container carries the old id, its name and its image in labels, so that the old ones resolve for every
 * Longshore in front of the daemon, after any restart, and for as long as the container lives.
 *
 * Anybody can give a container labels, by its image too, so they are believed only where they take nothing from another:
 * the id must be nobody's any more, and the name the container's own.
 */
import { LEGACY_ID_LABEL, LEGACY_NAME_LABEL, RECREATION_NAME } from '../api/legacy-labels.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'

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
  const claiming = (await list(daemon, { label: [LEGACY_ID_LABEL] })).flatMap(successorOf)
  if (claiming.length === 0) return []
  const standing = await list(daemon, { id: claiming.map(({ legacyId }) => legacyId) })
  const successors = claiming.filter(successor => !isTaken(successor, standing))
  // One that is being made anew once more has its successor's labels, too; the name tells which counts.
  return successors.sort((one, other) => Number(isNamed(other)) - Number(isNamed(one)))
}

export function successorNamed(successors: readonly Successor[], name: string): Successor | undefined {
  const plain = name.replace(/^\//, '')
  const byName = successors.find(one => one.legacyName === plain && isToBeNamed(one))
  if (byName !== undefined) return byName
  const byId = successors.filter(({ legacyId }) => plain.length > 0 && legacyId.startsWith(plain))
  const ids = new Set(byId.map(({ legacyId }) => legacyId))
  return ids.size === 1 ? byId[0] : byId.find(({ legacyId }) => legacyId === plain)
}

const isNamed = ({ names, legacyName }: Successor): boolean => names.includes(`/${legacyName}`)

/** Has its name, or is about to get it. */
const isToBeNamed = (one: Successor): boolean =>
  isNamed(one) ||
  one.names.some(name => {
    const [, wanted, kind] = RECREATION_NAME.exec(name) ?? []
    return kind === 'new' && wanted === one.legacyName
  })

/** Another container has the id, and is not the one put aside for this. */
const isTaken = ({ id, legacyId }: Successor, standing: readonly JsonObject[]): boolean =>
  standing.some(
    other =>
      other.Id === legacyId &&
      !namesOf(other).some(name => {
        const [, , kind, newer = ''] = RECREATION_NAME.exec(name) ?? []
        return kind === 'old' && id.startsWith(newer)
      }),
  )

async function list(
  daemon: DaemonClient,
  filters: Readonly<Record<string, readonly string[]>>,
): Promise<readonly JsonObject[]> {
  const query = { all: '1', filters: JSON.stringify(filters) }
  const { body } = await daemon.call({ method: 'GET', path: '/containers/json', query })
  return Array.isArray(body) ? (body as readonly JsonValue[]).filter(isJsonObject) : []
}

const CONTAINER_ID = /^[0-9a-f]{64}$/

function successorOf(container: JsonObject): Successor[] {
  const labels = isJsonObject(container.Labels) ? container.Labels : {}
  const legacyId = text(labels[LEGACY_ID_LABEL])
  const legacyName = text(labels[LEGACY_NAME_LABEL])
  if (!CONTAINER_ID.test(legacyId)) return []
  return [{ id: text(container.Id), legacyId, legacyName, names: namesOf(container) }]
}

const namesOf = ({ Names: names }: JsonObject): readonly string[] =>
  Array.isArray(names) ? (names as readonly JsonValue[]).map(text) : []

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

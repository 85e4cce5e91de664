/**
 * Takes hidden objects out of lists, disk usage, inspected networks and events, and finds those among what a call names.
 * Fields are those of moby `api/types` at docker-v29.7.2, of all API versions.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import type { JudgedCall, JudgedObject, ObjectKind, ObjectReference } from './judged-call.ts'
import { objectsNamed } from './named-objects.ts'
import { objectAt, stringAt, stringsAt } from './reading.ts'
import { judgedObject } from './subjects.ts'
import { type HideableKind, type Hides, isHideable } from './visibility.ts'

/** Where an answer has objects: the keys that lead to a list of them. An empty path is the answer itself. */
const LISTS: Readonly<Record<string, readonly (readonly [HideableKind, ...string[]])[]>> = {
  ContainerList: [['container']],
  ImageList: [['image']],
  NetworkList: [['network']],
  VolumeList: [['volume', 'Volumes']],
  SystemDataUsage: [
    ['container', 'Containers'],
    ['image', 'Images'],
    ['volume', 'Volumes'],
    // From 1.52 on.
    ['container', 'ContainerUsage', 'Items'],
    ['image', 'ImageUsage', 'Items'],
    ['volume', 'VolumeUsage', 'Items'],
    ['container', 'ContainersDiskUsage', 'Items'],
    ['image', 'ImagesDiskUsage', 'Items'],
    ['volume', 'VolumesDiskUsage', 'Items'],
  ],
}

/** Operations whose answers `filterList` may change. */
export const filtersAnswer = (operation: string): boolean =>
  operation in LISTS || operation === 'NetworkInspect' || operation === 'SystemEvents'

/** An answer without the hidden objects; the answer itself when it holds none. */
export function filterList(operation: string, answer: JsonValue, hides: Hides): JsonValue {
  if (operation === 'NetworkInspect') return withoutHiddenEndpoints(answer, hides)
  const paths = LISTS[operation] ?? []
  const filtered = paths.reduce(
    (current, [kind, ...path]) => filterAt(current, path, item => !hides(kind, listedObject(kind, item))),
    answer,
  )
  if (operation !== 'NetworkList' || !Array.isArray(filtered)) return filtered
  return filtered.map(network => withoutHiddenEndpoints(network, hides))
}

function filterAt(
  value: JsonValue,
  path: readonly string[],
  keeps: (item: JsonObject) => boolean,
): JsonValue {
  const [key, ...rest] = path
  if (key === undefined) {
    if (!Array.isArray(value)) return value
    const kept = value.filter(item => isJsonObject(item) && keeps(item))
    return kept.length === value.length ? value : kept
  }
  if (!isJsonObject(value)) return value
  const inner = value[key]
  if (inner === undefined || inner === null) return value
  const filtered = filterAt(inner, rest, keeps)
  return filtered === inner ? value : { ...value, [key]: filtered }
}

function listedObject(kind: HideableKind, item: JsonObject): JudgedObject {
  const labels = isJsonObject(item.Labels) ? item.Labels : {}
  const names = {
    container: () => stringsAt(item, 'Names').map(name => name.replace(/^\//, '')),
    image: () => [...stringsAt(item, 'RepoTags'), ...stringsAt(item, 'RepoDigests')],
    network: () => [stringAt(item, 'Name')],
    volume: () => [stringAt(item, 'Name')],
  }
  return { kind, id: stringAt(item, 'Id'), names: names[kind](), labels: labelMap(labels) }
}

/** A network tells the names of its containers, and no labels of theirs. */
function withoutHiddenEndpoints(network: JsonValue, hides: Hides): JsonValue {
  if (!isJsonObject(network) || !isJsonObject(network.Containers)) return network
  const all = Object.entries(network.Containers)
  const kept = all.filter(([id, endpoint]) => {
    const names = isJsonObject(endpoint) ? [stringAt(endpoint, 'Name')] : []
    return !hides('container', { kind: 'container', id, names })
  })
  return kept.length === all.length ? network : { ...network, Containers: Object.fromEntries(kept) }
}

/** Attributes of an event that are no labels of its object. */
const OWN_ATTRIBUTES = new Set(['name', 'image', 'exitCode', 'signal', 'execID', 'execDuration'])

/**
 * An event of `/events`, or undefined when it is about a hidden object. Events of containers and images have their labels
 * among the attributes; of networks and volumes no labels are known.
 */
export function filterEvent(event: JsonValue, hides: Hides): JsonValue | undefined {
  if (!isJsonObject(event)) return event
  const type = stringAt(event, 'Type') || 'container'
  if (!isHideable(type as ObjectKind)) return event
  const kind = type as HideableKind
  const actor = objectAt(event, 'Actor')
  const attributes = objectAt(actor, 'Attributes')
  const id = stringAt(actor, 'ID') || stringAt(event, 'id')
  const name = typeof attributes.name === 'string' ? attributes.name : ''
  const hasLabels = kind === 'container' || kind === 'image'
  const labels = Object.fromEntries(Object.entries(attributes).filter(([key]) => !OWN_ATTRIBUTES.has(key)))
  const object: JudgedObject = {
    kind,
    id,
    names: [...(name === '' ? [] : [name]), ...(kind === 'container' ? [] : [id])],
    ...(hasLabels && { labels: labelMap(labels) }),
  }
  return hides(kind, object) || isAboutHidden(attributes, hides) ? undefined : event
}

/** Networks and volumes tell which container was connected or mounted them, by its ID alone. */
function isAboutHidden({ container }: JsonObject, hides: Hides): boolean {
  return typeof container === 'string' && hides('container', { kind: 'container', id: container, names: [] })
}

const labelMap = (labels: JsonObject): ReadonlyMap<string, string> =>
  new Map(Object.entries(labels).map(([key, value]) => [key, String(value ?? '')]))

/** Asks the daemon for an object; undefined when it has none. An exec is looked up by its own ID and gives its container. */
export type Inspect = (reference: ObjectReference) => Promise<JsonValue | undefined>

/** The first object that a call names and its client may not see: the daemon is not asked, the client told there is none. */
export async function hiddenObject(
  call: JudgedCall,
  hides: Hides,
  inspect: Inspect,
): Promise<ObjectReference | undefined> {
  for (const named of objectsNamed(call)) {
    const kind = named.kind === 'exec' ? 'container' : named.kind
    if (!isHideable(kind)) continue
    const inspected = await inspect(named)
    if (inspected !== undefined && hides(kind, judgedObject(kind, inspected))) return named
  }
  return undefined
}

/** What a daemon says of an object that it does not have (moby `daemon/` not-found errors at docker-v29.7.2). */
export function noSuchObject({ kind, reference }: ObjectReference): string {
  switch (kind) {
    case 'network':
      return `network ${reference} not found`
    case 'volume':
      return `get ${reference}: no such volume`
    case 'exec':
      return `No such exec instance: ${reference}`
    default:
      return `No such ${kind}: ${reference}`
  }
}

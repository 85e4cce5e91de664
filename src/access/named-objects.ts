/**
 * Which objects of the daemon a call names, or would take the name of: those it is about, joins, mounts, links, runs, and
 * those that a list is to begin or end at. Fields are those of moby `api/types` at docker-v29.7.2.
 */
import { readLink } from '../api/link.ts'
import type { JsonObject } from '../translate/json.ts'
import { serviceNetworks } from './host-configs.ts'
import type { JudgedCall, ObjectKind, ObjectReference } from './judged-call.ts'
import { mountsOf } from './mounts.ts'
import { joinedContainers } from './privileges.ts'
import { asObject, objectAt, stringAt, stringsAt } from './reading.ts'
import { existingObject, madeBy } from './subjects.ts'

/** Existing objects that a call names, in its path, query or body. Throws UnreadableError. */
export function objectsNamed(call: JudgedCall): readonly ObjectReference[] {
  const { operation, params, query } = call
  const own = existingObject(operation, params, query)
  const others = joinedContainers(call).map(
    (reference): ObjectReference => ({ kind: 'container', reference }),
  )
  return [...(own === undefined ? [] : [own]), ...others, ...ofBody(call)].filter(
    ({ reference }) => reference !== '',
  )
}

function ofBody(call: JudgedCall): readonly ObjectReference[] {
  const as = (kind: ObjectKind) => (reference: string) => ({ kind, reference })
  switch (call.operation.name) {
    case 'ContainerCreate': {
      const body = asObject(call.body)
      const host = objectAt(body, 'HostConfig')
      const endpoints = objectAt(objectAt(body, 'NetworkingConfig'), 'EndpointsConfig')
      return [
        ...[stringAt(body, 'Image')].map(as('image')),
        ...[host, ...Object.keys(endpoints).map(name => objectAt(endpoints, name))]
          .flatMap(linksOf)
          .map(as('container')),
        ...[...Object.keys(endpoints), networkOf(stringAt(host, 'NetworkMode'))].map(as('network')),
        ...mounted(call),
      ]
    }
    case 'NetworkConnect':
    case 'NetworkDisconnect': {
      const body = asObject(call.body)
      const links = linksOf(objectAt(body, 'EndpointConfig'))
      return [stringAt(body, 'Container'), ...links].map(as('container'))
    }
    case 'ServiceCreate':
    case 'ServiceUpdate':
      return [...madeImages(call), ...serviceNetworks(call).map(as('network')), ...mounted(call)]
    // Of a volume that is there, it gives what it is told of it.
    case 'VolumeCreate':
      return [as('volume')(stringAt(asObject(call.body), 'Name'))]
    case 'ContainerList':
    case 'ImageList': {
      const kind = call.operation.name === 'ContainerList' ? 'container' : 'image'
      return filterValues(call.query.get('filters'), ['since', 'before']).map(as(kind))
    }
    default:
      return madeImages(call)
  }
}

function mounted(call: JudgedCall): readonly ObjectReference[] {
  return mountsOf(call).flatMap(({ kind, source }) =>
    kind === 'volume' || kind === 'image' ? [{ kind, reference: source }] : [],
  )
}

/** Images that a call uses by name, or whose names it would give to others. */
const madeImages = (call: JudgedCall): readonly ObjectReference[] =>
  madeBy(call).flatMap(({ images = [] }) => images.map(reference => ({ kind: 'image', reference })))

const linksOf = (part: JsonObject): readonly string[] =>
  stringsAt(part, 'Links').map(link => readLink(link).target)

/** @param filters JSON: lists of values, or maps whose keys they are. What is neither the daemon refuses. */
function filterValues(filters: string | null, names: readonly string[]): readonly string[] {
  let given: unknown
  try {
    given = JSON.parse(filters || '{}')
  } catch {
    return []
  }
  return names.flatMap(name => {
    const values: unknown = (given as Record<string, unknown> | null)?.[name]
    if (Array.isArray(values)) return values.map(String)
    return typeof values === 'object' && values !== null ? Object.keys(values) : []
  })
}

const networkOf = (mode: string): string =>
  /^(default|none|host|bridge|container:.*)?$/.test(mode) ? '' : mode

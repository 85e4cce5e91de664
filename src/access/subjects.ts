/**
 * What a call is about, by name, image and labels: the object its path names, and the ones it makes. An object that exists
 * has to be looked up, because a client may name it by name, ID or the start of an ID, and only the daemon knows its labels.
 */

import type { Operation } from '../api/operation.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { taskTemplate } from './host-configs.ts'
import type { JudgedCall, JudgedObject, ObjectKind, ObjectReference } from './judged-call.ts'
import { asObject, entriesAt, objectAt, stringAt } from './reading.ts'

/** One thing a rule's globs are tried on; a part that it does not have counts for nothing. */
export interface Subject {
  readonly names?: readonly string[]
  readonly images?: readonly string[]
  readonly labels?: ReadonlyMap<string, string>
}

const KINDS: Readonly<Record<string, ObjectKind>> = {
  configs: 'config',
  containers: 'container',
  exec: 'exec',
  images: 'image',
  networks: 'network',
  nodes: 'node',
  plugins: 'plugin',
  secrets: 'secret',
  services: 'service',
  tasks: 'task',
  volumes: 'volume',
}

/** Push names what to send by its name alone; whatever ID it starts with does not matter. */
const BY_NAME = new Set(['ImagePush', 'ImageInsert'])

/** The existing object that a call is about, for the daemon to be asked for. */
export function existingObject(
  operation: Operation,
  params: Readonly<Record<string, string>>,
  query: URLSearchParams,
): ObjectReference | undefined {
  if (operation.name === 'ImageCommit') return { kind: 'container', reference: query.get('container') ?? '' }
  const kind = KINDS[operation.path.split('/')[1]!]
  const reference = params.name ?? params.id
  if (kind === undefined || reference === undefined || BY_NAME.has(operation.name)) return undefined
  return { kind, reference }
}

/** True when rules about names, images or labels need the object that an operation's path names. */
export const isAboutExisting = (operation: Operation): boolean =>
  existingObject(operation, placeholders(operation.path), new URLSearchParams()) !== undefined

const placeholders = (template: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from(template.matchAll(/\{(\w+)/g), ([, name]) => [name, name]))

/** What inspecting an object told of it. `exec` is inspected as the container it runs in. */
export function judgedObject(kind: ObjectKind, inspected: JsonValue): JudgedObject {
  const object = asObject(inspected)
  const config = objectAt(object, 'Config')
  const spec = objectAt(object, 'Spec')
  const labels = [object, config, spec].find(part => isJsonObject(part.Labels)) ?? {}
  const image = stringAt(config, 'Image') || stringAt(objectAt(taskOf(spec), 'ContainerSpec'), 'Image')
  return {
    kind,
    id: stringOr(object.Id) || stringOr(object.ID) || stringOr(object.Name),
    names: namesOf(kind, object, spec),
    ...(image !== '' && { image }),
    labels: new Map(entriesAt(labels, 'Labels')),
  }
}

/** Of a service, or of a task itself. */
const taskOf = (spec: JsonObject): JsonObject => (isJsonObject(spec.TaskTemplate) ? spec.TaskTemplate : spec)

function namesOf(kind: ObjectKind, object: JsonObject, spec: JsonObject): readonly string[] {
  if (kind === 'image') return [...listOfStrings(object.RepoTags), ...listOfStrings(object.RepoDigests)]
  const name = stringOr(object.Name) || stringOr(spec.Name)
  return name === '' ? [] : [name.replace(/^\//, '')]
}

const stringOr = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

const listOfStrings = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []

/** Undefined when the existing object is needed and was not looked up. */
export function subjectsOf(call: JudgedCall): readonly Subject[] | undefined {
  const reference = existingObject(call.operation, call.params, call.query)
  if (reference === undefined) return madeBy(call)
  if (call.object === undefined) return undefined
  return [existing(reference, call.object), ...madeBy(call)]
}

function existing({ kind, reference }: ObjectReference, object: JudgedObject | null): Subject {
  // The daemon has no such object, and will say so.
  if (object === null) return { names: [reference], images: [reference], labels: new Map() }
  const images = kind === 'image' ? object.names : object.image === undefined ? [] : [object.image]
  return { names: object.names, images, labels: object.labels ?? new Map() }
}

/** What a call makes, or what it gets for others to make. */
export function madeBy(call: JudgedCall): readonly Subject[] {
  const { query, params } = call
  const first = (key: string) => query.get(key) ?? ''
  const tagged = (name: string, tag: string) =>
    tag === '' ? name : `${name}${tag.includes(':') ? '@' : ':'}${tag}`
  const image = (reference: string): Subject => ({ names: [reference], images: [reference] })
  const spec = () => asObject(call.body)
  // The daemon puts a slash in front itself, and takes one that is there.
  const containerName = () => first('name').replace(/^\//, '')
  const labels = () => new Map(entriesAt(spec(), 'Labels'))
  switch (call.operation.name) {
    case 'ContainerCreate':
      return [{ names: [containerName()], images: [stringAt(spec(), 'Image')], labels: labels() }]
    case 'ContainerRename':
      return [{ names: [containerName()] }]
    case 'ServiceCreate':
    case 'ServiceUpdate': {
      const run = stringAt(objectAt(taskTemplate(call), 'ContainerSpec'), 'Image')
      return [{ names: [stringAt(spec(), 'Name')], images: run === '' ? [] : [run], labels: labels() }]
    }
    case 'NetworkCreate':
    case 'VolumeCreate':
    case 'SecretCreate':
    case 'ConfigCreate':
      return [{ names: [stringAt(spec(), 'Name')], labels: labels() }]
    case 'PluginPull':
    case 'PluginCreate':
      return [{ names: [first('name') || first('remote')] }]
    case 'ImageCreate':
      return first('fromImage') !== ''
        ? [image(tagged(first('fromImage'), first('tag')))]
        : [image(tagged(first('repo'), first('tag')))]
    case 'ImageBuild':
      return query.getAll('t').map(image)
    case 'ImageGetAll':
      return query.getAll('names').flatMap(names => names.split(',').map(image))
    case 'ImageTag':
      return [image(tagged(first('repo'), first('tag')))]
    case 'ImageCommit':
      return [{ images: [tagged(first('repo'), first('tag'))] }]
    case 'ImagePush':
      return [image(tagged(params.name ?? '', first('tag')))]
    case 'ImageInsert':
    case 'DistributionInspect':
      return [image(params.name ?? '')]
    default:
      return []
  }
}

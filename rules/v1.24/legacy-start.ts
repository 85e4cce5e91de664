/**
 * Starting a container with a HostConfig, and what follows from it: a container that had to be made anew has another id
 * than the one its client knows (moby `api/server/router/container` at v1.12.0, postContainersStart).
 */
import { LEGACY_ID_LABEL, LEGACY_IMAGE_LABEL, LEGACY_NAME_LABEL } from '../../src/api/legacy-labels.ts'
import { operations } from '../../src/api/operations.ts'
import { change, type OperationChange, type StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { asKnown, legacyIds } from './legacy-ids.ts'

const containerOperations = operations.filter(({ path }) => path.startsWith('/containers/{name}'))

const resolved = Object.fromEntries(
  containerOperations.map(({ name }): [string, OperationChange] => [name, { resolvesContainer: true }]),
)

export const legacyStart = change({
  id: 'v1.24-start-hostconfig',
  summary: 'Start takes no HostConfig; before, one given to start replaced the one given to create',
  loss: 'A container that has to be made anew gets another MAC address, IP address and creation time.',
  operations: {
    ...resolved,
    ...legacyIds,
    ContainerStart: { ...legacyIds.ContainerStart, emulate: 'late-host-config' },
    ContainerAttach: { emulate: 'attach-before-start', resolvesContainer: true },
    ContainerInspect: {
      resolvesContainer: true,
      response: (container, context) => asKnown(asInspectedBefore(container, context), context),
    },
    ContainerList: {
      ...legacyIds.ContainerList,
      response: (list, context) =>
        asKnown(Array.isArray(list) ? list.map(one => asListedBefore(one, context)) : list, context),
    },
    SystemEvents: {
      ...legacyIds.SystemEvents,
      message: (event, context) => {
        const seen = asSeenBefore(event)
        return seen === undefined ? undefined : asKnown(seen, context)
      },
    },
  },
})

export const containerCopy = change({
  id: 'v1.24-container-copy',
  summary: 'Copy is gone in favour of archive; before, it gave a tar of one path',
  operations: {
    ContainerCopy: {
      emulate: 'container-copy',
      resolvesContainer: true,
      responseHeaders: ({ 'x-docker-container-path-stat': _stat, ...headers }) => headers,
    },
  },
})

function asListedBefore(container: JsonValue, context: StepContext): JsonValue {
  if (!isJsonObject(container) || !isJsonObject(container.Labels)) return container
  const before = identityBefore(container.Labels)
  if (before === undefined || !isSuccessor(container, before.id, context)) return container
  return { ...container, Id: before.id, Image: before.image, Labels: withoutLegacyLabels(container.Labels) }
}

function asInspectedBefore(container: JsonValue, context: StepContext): JsonValue {
  if (!isJsonObject(container) || !isJsonObject(container.Config)) return container
  const { Config: config, HostConfig: hostConfig } = container
  if (!isJsonObject(config.Labels)) return container
  const before = identityBefore(config.Labels)
  if (before === undefined || !isSuccessor(container, before.id, context)) return container
  return {
    ...container,
    Id: before.id,
    Config: { ...config, Image: before.image, Labels: withoutLegacyLabels(config.Labels) },
    ...(isJsonObject(hostConfig) && { HostConfig: withoutOwnVolumes(hostConfig) }),
  }
}

/** The new container has its volumes from the old one first, which no client asked for. */
function withoutOwnVolumes(hostConfig: JsonObject): JsonObject {
  const { VolumesFrom: from } = hostConfig
  if (!Array.isArray(from)) return hostConfig
  return { ...hostConfig, VolumesFrom: from.length <= 1 ? null : from.slice(1) }
}

/** The name of one that is put aside for its successor (`src/emulate/unfinished-recreation.ts`). */
const ASIDE = /\.longshore-old-[0-9a-f]{12}$/

/** What happens while a container is made anew is nobody's business; what happens to it later happens to the old id. */
function asSeenBefore(event: JsonValue): JsonValue | undefined {
  if (!isJsonObject(event) || !isJsonObject(event.Actor) || !isJsonObject(event.Actor.Attributes))
    return event
  const { name, oldName } = event.Actor.Attributes
  if (ASIDE.test(String(name)) || ASIDE.test(String(oldName))) return undefined
  const before = identityBefore(event.Actor.Attributes)
  if (before === undefined) return event
  if (event.Action === 'create' || event.Action === 'rename') return undefined
  const attributes = withoutLegacyLabels(event.Actor.Attributes)
  return {
    ...event,
    ...(event.id !== undefined && { id: before.id }),
    ...(event.from !== undefined && { from: before.image }),
    Actor: { ...event.Actor, ID: before.id, Attributes: { ...attributes, image: before.image } },
  }
}

/** Anybody can give a container the labels: they are not those of one that took the place of another by themselves. */
const isSuccessor = ({ Id: id }: JsonObject, legacyId: string, { successors = [] }: StepContext): boolean =>
  successors.some(one => one.id === id && one.legacyId === legacyId)

function identityBefore(labels: JsonObject): { id: string; image: string } | undefined {
  const id = labels[LEGACY_ID_LABEL]
  return typeof id === 'string' ? { id, image: String(labels[LEGACY_IMAGE_LABEL]) } : undefined
}

function withoutLegacyLabels(labels: JsonObject): JsonObject {
  const {
    [LEGACY_ID_LABEL]: _id,
    [LEGACY_NAME_LABEL]: _name,
    [LEGACY_IMAGE_LABEL]: _image,
    ...others
  } = labels
  return others
}

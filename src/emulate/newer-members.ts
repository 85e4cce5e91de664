/**
 * Members of a service's spec by the API version that brought them (moby `api/types/swarm` at the release of each). A client
 * that is older does not send them back with the spec it changes, which the daemon would take for their removal.
 */
import { type ApiVersion, isOlder } from '../api/version.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'

const CONTAINER = 'TaskTemplate.ContainerSpec'

/**
 * Elements of a list are told apart by the members in brackets. Not here: Networks, which old clients have in another
 * place, and Placement.Platforms, which belong to an image that the update may replace.
 */
const NEWER_MEMBERS: readonly (readonly [since: ApiVersion, path: string, members: string])[] = [
  ['1.25', 'UpdateConfig', 'Monitor MaxFailureRatio'],
  ['1.25', 'EndpointSpec.Ports[TargetPort Protocol]', 'PublishMode'],
  ['1.25', 'TaskTemplate', 'ForceUpdate'],
  ['1.25', CONTAINER, 'Hostname Groups TTY OpenStdin Healthcheck Hosts DNSConfig Secrets'],
  ['1.25', `${CONTAINER}.Mounts[Target]`, 'TmpfsOptions'],
  ['1.28', '', 'RollbackConfig'],
  ['1.28', 'TaskTemplate.Placement', 'Preferences'],
  ['1.28', CONTAINER, 'StopSignal ReadOnly'],
  ['1.29', 'UpdateConfig', 'Order'],
  ['1.29', CONTAINER, 'Privileges'],
  ['1.30', 'TaskTemplate', 'Runtime'],
  ['1.30', CONTAINER, 'Configs'],
  ['1.31', 'TaskTemplate', 'PluginSpec'],
  ['1.32', 'TaskTemplate.Resources.Limits', 'GenericResources'],
  ['1.32', 'TaskTemplate.Resources.Reservations', 'GenericResources'],
  ['1.35', CONTAINER, 'Isolation'],
  ['1.38', CONTAINER, 'Init'],
  ['1.40', 'TaskTemplate.Placement', 'MaxReplicas'],
  ['1.40', CONTAINER, 'Sysctls'],
  ['1.40', `${CONTAINER}.Privileges.CredentialSpec`, 'Config'],
  ['1.40', `${CONTAINER}.Configs[ConfigID]`, 'Runtime'],
  ['1.41', 'Mode', 'ReplicatedJob GlobalJob'],
  ['1.41', 'TaskTemplate.Resources.Limits', 'Pids'],
  ['1.41', CONTAINER, 'CapabilityAdd CapabilityDrop Ulimits'],
  ['1.44', `${CONTAINER}.Privileges`, 'Seccomp AppArmor NoNewPrivileges'],
  ['1.44', `${CONTAINER}.Healthcheck`, 'StartInterval'],
  ['1.46', CONTAINER, 'OomScoreAdj'],
  ['1.46', `${CONTAINER}.Mounts[Target].TmpfsOptions`, 'Options'],
  ['1.52', 'TaskTemplate.Resources', 'SwapBytes MemorySwappiness'],
]

/** The spec that was sent with what its sender cannot know put back from the stored one. What is there is the sender's will. */
export function keepNewerMembers(sent: JsonObject, stored: JsonObject, client: ApiVersion): JsonObject {
  return NEWER_MEMBERS.filter(([since]) => isOlder(client, since)).reduce(
    (spec, [, path, members]) => kept(spec, stored, path.split('.'), members.split(' ')) as JsonObject,
    sent,
  )
}

/** Where the sender left out the object around a member, it meant to: it knew that one. */
function kept(
  sent: JsonValue | undefined,
  stored: JsonValue | undefined,
  [segment = '', ...deeper]: readonly string[],
  members: readonly string[],
): JsonValue | undefined {
  if (!isJsonObject(sent) || !isJsonObject(stored)) return sent
  if (segment === '') return withMembers(sent, stored, members)
  const [, name = '', keys] = /^(\w+)(?:\[(.*)\])?$/.exec(segment)!
  const [mine, theirs] = [sent[name], stored[name]]
  const changed =
    keys === undefined
      ? kept(mine, theirs, deeper, members)
      : inList(mine, theirs, keys.split(' '), deeper, members)
  return changed === mine ? sent : { ...sent, [name]: changed }
}

function withMembers(sent: JsonObject, stored: JsonObject, members: readonly string[]): JsonObject {
  const missing = members.filter(name => sent[name] === undefined && stored[name] !== undefined)
  return missing.length === 0
    ? sent
    : { ...sent, ...Object.fromEntries(missing.map(name => [name, stored[name]])) }
}

function inList(
  sent: JsonValue | undefined,
  stored: JsonValue | undefined,
  keys: readonly string[],
  path: readonly string[],
  members: readonly string[],
): JsonValue | undefined {
  if (!Array.isArray(sent) || !Array.isArray(stored)) return sent
  const isSame = (one: JsonValue, other: JsonValue) =>
    isJsonObject(one) && isJsonObject(other) && keys.every(key => one[key] === other[key])
  return (sent as readonly JsonValue[]).map(
    element =>
      kept(
        element,
        stored.find(candidate => isSame(element, candidate)),
        path,
        members,
      ) ?? null,
  )
}

/** API 1.22 (docker 1.10): moby `api/server/router/container/exec.go` at v20.10.24, `daemon/` and `image/` at v1.9.1 and v1.10.3. */
import { change, version } from '../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../src/translate/json.ts'
import { bareId, bareIdsAt, SHORT_ID_LENGTH } from './shapes/bare-image-ids.ts'
import { declareJson } from './shapes/declared-json.ts'
import { legacyEvent } from './shapes/events-before-1.22.ts'
import { type FilterValues, withFilters } from './shapes/filter-names.ts'
import { at, inOrder, onObject, replacing, withDefaults, without } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'

const EXEC_DRIVER = 'native-0.2'

const legacyExec = inOrder(
  at('ExitCode', replacing(null, 0)),
  at('ProcessConfig', withDefaults({ privileged: false, user: '' })),
  onObject(exec => {
    if (exec.Container !== undefined) return exec
    const { CanRemove: _can, DetachKeys: _keys, Pid: _pid, ...rest } = exec
    return { ...rest, ExitCode: rest.ExitCode ?? 0, Container: { ID: rest.ContainerID ?? '' } }
  }),
)

const QUIET = /^(?:1|true|yes|on)$/i
const ONLY_AN_ID = /^sha256:([0-9a-f]{64})\n?$/

function builtMessage(message: JsonValue): JsonValue {
  if (!isJsonObject(message) || typeof message.stream !== 'string') return message
  const id = ONLY_AN_ID.exec(message.stream)?.[1]
  return id === undefined
    ? message
    : { ...message, stream: `Successfully built ${id.slice(0, SHORT_ID_LENGTH)}\n` }
}

/** Names were matched as they are and ids from their beginning; today both are patterns. Other filters did not exist. */
function exactNetworks(filters: FilterValues): FilterValues {
  const { name, id } = filters
  return {
    ...(name && { name: name.map(text => `^${literal(text)}$`) }),
    ...(id && { id: id.map(text => `^${literal(text)}`) }),
  }
}

const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')

export default version('1.22', [
  change({
    id: 'v1.22-image-ids-sha256',
    summary: 'IDs of images begin with sha256:; before, they were the digits alone',
    unversioned: '1.10.0',
    operations: {
      ImageList: { response: bareIdsAt('[].Id', '[].ParentId') },
      ImageInspect: { response: bareIdsAt('Id', 'Parent', 'Config.Image', 'ContainerConfig.Image') },
      ImageHistory: { response: bareIdsAt('[].Id') },
      ImageDelete: { response: bareIdsAt('[].Deleted', '[].Untagged') },
      ImageCommit: { response: bareIdsAt('Id') },
      ContainerInspect: { response: bareIdsAt('Image', 'Config.Image') },
      ContainerList: { response: bareIdsAt('[].Image', '[].ImageID') },
      // An import ends with the ID of what it made.
      ImageCreate: { message: at('status', bareId) },
    },
  }),
  change({
    id: 'v1.22-events-shape',
    summary:
      'Events have a type and an actor; before, status, id and from, and containers and images alone had any',
    unversioned: '1.10.0',
    operations: { SystemEvents: { message: legacyEvent } },
  }),
  change({
    id: 'v1.22-exec-inspect',
    summary:
      'An exec names its container, and has no exit code while it runs; before, it held all of the container, and 0',
    unversioned: '1.10.0',
    operations: { ExecInspect: { response: legacyExec } },
    loss: 'Of the container only the ID is told.',
  }),
  change({
    id: 'v1.22-exec-start-content-type',
    summary: 'The start of an exec must be declared as application/json; before, the type was not looked at',
    operations: { ExecStart: { requestHeaders: declareJson } },
  }),
  change({
    id: 'v1.22-lxcconf',
    summary: 'Containers are run by one driver and have no LxcConf; before, they could be run by LXC',
    unversioned: '1.10.0',
    operations: {
      ContainerCreate: { request: inOrder(without('LxcConf'), at('HostConfig', without('LxcConf'))) },
      ContainerInspect: {
        response: inOrder(
          withDefaults({ ExecDriver: EXEC_DRIVER }),
          at('HostConfig', withDefaults({ LxcConf: null })),
        ),
      },
      SystemInfo: {
        response: onObject(info =>
          info.ExecutionDriver === EXEC_DRIVER ? info : { ...info, ExecutionDriver: EXEC_DRIVER },
        ),
      },
    },
    loss: 'Options of LXC have no effect.',
  }),
  change({
    id: 'v1.22-pull-push-cancel',
    summary: 'A pull or a push ends when its client leaves; before, it went on',
    unversioned: '1.10.0',
    operations: { ImageCreate: { outlivesClient: true }, ImagePush: { outlivesClient: true } },
  }),
  change({
    id: 'v1.22-tag-force',
    summary: 'A tag is moved to another image; before, only where that was forced',
    unversioned: '1.10.0',
    operations: { ImageTag: { emulate: 'image-tag' } },
  }),
  change({
    id: 'v1.22-save-tar-layout',
    summary: 'Saved images are described by a manifest; before, each layer was by itself',
    unversioned: '1.10.0',
    operations: {},
    status: 'impossible',
    reason:
      'Which layers belong to an image is only known at the end of the archive, which would have to be held until then.',
    loss: 'Archives of saved images cannot be loaded by docker 1.9 and older where the daemon is docker 25 or newer.',
  }),
  change({
    id: 'v1.22-push-aux',
    summary: 'A push tells programs the digest in a message of its own; before, there was none',
    unversioned: '1.10.0',
    operations: {
      ImagePush: {
        message: message => (isJsonObject(message) && message.aux !== undefined ? undefined : message),
      },
    },
  }),
  change({
    id: 'v1.22-build-quiet',
    summary: 'A quiet build tells the ID of the image alone; before, its steps and `Successfully built`',
    unversioned: '1.10.0',
    operations: {
      ImageBuild: {
        message: (message, { query }) => (QUIET.test(query.get('q') ?? '') ? builtMessage(message) : message),
      },
    },
    loss: 'The steps of a quiet build are not told.',
  }),
  change({
    id: 'v1.22-network-filters',
    summary: 'Networks are found by patterns; before, by their name or the beginning of their ID',
    unversioned: '1.10.0',
    operations: {
      NetworkList: { query: query => (query.has('filters') ? withFilters(query, exactNetworks) : query) },
    },
    loss: 'Asked for by name and by ID at once, a network must have both.',
  }),
  change({
    id: 'v1.22-events-exec-action',
    summary: 'Actions of execs hold the command, `exec_create: sh`; so they did before',
    operations: {},
    status: 'not needed',
    reason: 'Nothing has changed for those who read them.',
  }),
  change({
    id: 'v1.22-filters-map-of-lists',
    summary: 'Filters map values to true; before, they were lists',
    operations: {},
    status: 'not needed',
    reason: 'Daemons take both forms to this day.',
  }),
  change({
    id: 'v1.22-pull-auth-error',
    summary:
      'A private image and one that does not exist are the same error; before, the former made the CLI ask for a login',
    unversioned: '1.10.0',
    operations: {},
    status: 'impossible',
    reason:
      'Registries no longer tell the two apart, and to ask for a login whenever a name is wrong would be worse.',
    loss: 'Clients do not ask for a login by themselves.',
  }),
  change({
    id: 'v1.22-buildtime-format',
    summary: 'The build time of the daemon is written as in RFC 3339; before, as `date` does',
    unversioned: '1.10.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients print it.',
  }),
  ...notNeeded([
    [
      'v1.22-network-shape',
      'An inspected network has more members, and its containers names; before, not so',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.22-logs-attach-container-state',
      'A listed container tells its networks; before, it did not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.22-additive',
      'Containers can be updated, and given networks when created; before, they could not',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

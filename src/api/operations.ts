/**
 * Every operation the Engine API ever had, 1.0 (docker 0.3.3) to 1.56, and the matcher that names a request.
 *
 * Names are the operationIds of moby's swagger (`api/docs/v1.25.yaml` and later); endpoints that were gone before it, or that it
 * leaves out, have names in the same style. `since` and `until` are those of the routers in moby's release tags (`api.go` at
 * v0.3.3, `api/server/**` later, `daemon/server/router/**` at docker-v29.7.2) and of the version checks in their handlers, which
 * overrule the API documents where the two differ: `GET /events` is documented for 1.3 and first routed at 1.4.
 */
import type { Method, Operation } from './operation.ts'
import type { ApiVersion } from './version.ts'

type Traits = Partial<Pick<Operation, 'until' | 'request' | 'response' | 'hijack'>>

const define =
  (method: Method) =>
  (name: string, path: string, since: ApiVersion, traits: Traits = {}): Operation => ({
    name,
    method,
    path,
    since,
    request: 'none',
    response: 'raw',
    ...traits,
  })

const get = define('GET')
const head = define('HEAD')
const post = define('POST')
const put = define('PUT')
const del = define('DELETE')
const options = define('OPTIONS')

/**
 * In the order in which moby's routers register them: where two templates match one path, the first counts.
 * `{name}` is moby's `{name:.*}`: it holds slashes, and may be empty. `{id:segment}` is moby's plain `{id}`: one path segment.
 */
// biome-ignore format: a table
export const operations: readonly Operation[] = [
  // Checkpoints: experimental daemons only
  get('CheckpointList',            '/containers/{name}/checkpoints', '1.25', { response: 'json' }),
  post('CheckpointCreate',         '/containers/{name}/checkpoints', '1.25', { request: 'json' }),
  del('CheckpointDelete',          '/containers/{name:segment}/checkpoints/{checkpoint:segment}', '1.25'),

  // Containers
  head('ContainerArchiveInfo',     '/containers/{name}/archive', '1.20'),
  get('ContainerList',             '/containers/json', '1.1', { response: 'json' }),
  get('ContainerListPs',           '/containers/ps', '1.0', { until: '1.21', response: 'json' }),
  get('ContainerExport',           '/containers/{name}/export', '1.0'),
  get('ContainerChanges',          '/containers/{name}/changes', '1.0', { response: 'json' }),
  get('ContainerInspect',          '/containers/{name}/json', '1.0', { response: 'json' }),
  get('ContainerTop',              '/containers/{name}/top', '1.3', { response: 'json' }),
  get('ContainerLogs',             '/containers/{name}/logs', '1.11', { response: 'stdcopy' }),
  get('ContainerStats',            '/containers/{name}/stats', '1.17', { response: 'json-stream' }),
  get('ContainerAttachWebsocket',  '/containers/{name}/attach/ws', '1.4', { hijack: true }),
  get('ContainerArchive',          '/containers/{name}/archive', '1.20'),
  post('ContainerCreate',          '/containers/create', '1.0', { request: 'json', response: 'json' }),
  post('ContainerKill',            '/containers/{name}/kill', '1.0'),
  post('ContainerPause',           '/containers/{name}/pause', '1.12'),
  post('ContainerUnpause',         '/containers/{name}/unpause', '1.12'),
  post('ContainerRestart',         '/containers/{name}/restart', '1.0'),
  post('ContainerStart',           '/containers/{name}/start', '1.0', { request: 'json' }),
  post('ContainerStop',            '/containers/{name}/stop', '1.0'),
  post('ContainerWait',            '/containers/{name}/wait', '1.0', { response: 'json' }),
  post('ContainerResize',          '/containers/{name}/resize', '1.1'),
  post('ContainerAttach',          '/containers/{name}/attach', '1.0', { response: 'stdcopy', hijack: true }),
  post('ContainerCopy',            '/containers/{name}/copy', '1.4', { until: '1.24', request: 'json' }),
  post('ContainerExec',            '/containers/{name}/exec', '1.15', { request: 'json', response: 'json' }),
  post('ContainerRename',          '/containers/{name}/rename', '1.17'),
  post('ContainerUpdate',          '/containers/{name}/update', '1.22', { request: 'json', response: 'json' }),
  post('ContainerPrune',           '/containers/prune', '1.25', { response: 'json' }),
  put('PutContainerArchive',       '/containers/{name}/archive', '1.20', { request: 'raw' }),
  del('ContainerDelete',           '/containers/{name}', '1.0'),

  // Exec
  get('ExecInspect',               '/exec/{id}/json', '1.16', { response: 'json' }),
  post('ExecStart',                '/exec/{name}/start', '1.15', { request: 'json', response: 'stdcopy', hijack: true }),
  post('ExecResize',               '/exec/{name}/resize', '1.15'),

  // Images
  get('ImageList',                 '/images/json', '1.0', { response: 'json' }),
  get('ImageSearch',               '/images/search', '1.0', { response: 'json' }),
  get('ImageGetAll',               '/images/get', '1.15'),
  get('ImageViz',                  '/images/viz', '1.0', { until: '1.7' }),
  get('ImageGet',                  '/images/{name}/get', '1.7'),
  get('ImageHistory',              '/images/{name}/history', '1.0', { response: 'json' }),
  get('ImageInspect',              '/images/{name}/json', '1.0', { response: 'json' }),
  get('ImageAttestations',         '/images/{name}/attestations', '1.55', { response: 'json' }),
  post('ImageLoad',                '/images/load', '1.7', { request: 'raw', response: 'json-stream' }),
  post('ImageCreate',              '/images/create', '1.0', { request: 'raw', response: 'json-stream' }),
  post('ImageGetCache',            '/images/getCache', '1.0', { until: '1.5', request: 'json', response: 'json' }),
  post('ImageInsert',              '/images/{name}/insert', '1.0', { until: '1.12', response: 'json-stream' }),
  post('ImagePush',                '/images/{name}/push', '1.0', { request: 'json', response: 'json-stream' }),
  post('ImageTag',                 '/images/{name}/tag', '1.0'),
  post('ImagePrune',               '/images/prune', '1.25', { response: 'json' }),
  post('ImageCommit',              '/commit', '1.0', { request: 'json', response: 'json' }),
  del('ImageDelete',               '/images/{name}', '1.0', { response: 'json' }),

  // System
  options('SystemOptions',         '/{anyroute}', '1.2'),
  get('SystemPing',                '/_ping', '1.11'),
  head('SystemPingHead',           '/_ping', '1.40'),
  get('SystemEvents',              '/events', '1.4', { response: 'json-stream' }),
  get('SystemInfo',                '/info', '1.0', { response: 'json' }),
  get('SystemVersion',             '/version', '1.0', { response: 'json' }),
  get('SystemDataUsage',           '/system/df', '1.25', { response: 'json' }),
  get('AuthGet',                   '/auth', '1.0', { until: '1.2', response: 'json' }),
  post('SystemAuth',               '/auth', '1.0', { request: 'json', response: 'json' }),

  // Volumes
  get('VolumeList',                '/volumes', '1.21', { response: 'json' }),
  get('VolumeInspect',             '/volumes/{name}', '1.21', { response: 'json' }),
  post('VolumeCreate',             '/volumes/create', '1.21', { request: 'json', response: 'json' }),
  post('VolumePrune',              '/volumes/prune', '1.25', { response: 'json' }),
  put('VolumeUpdate',              '/volumes/{name}', '1.42', { request: 'json' }),
  del('VolumeDelete',              '/volumes/{name}', '1.21'),

  // Build
  post('ImageBuild',               '/build', '1.1', { request: 'raw', response: 'json-stream' }),
  post('BuildPrune',               '/build/prune', '1.31', { response: 'json' }),
  post('BuildCancel',              '/build/cancel', '1.38'),
  post('Session',                  '/session', '1.31', { hijack: true }),
  post('Grpc',                     '/grpc', '1.40', { hijack: true }),

  // Swarm
  post('SwarmInit',                '/swarm/init', '1.24', { request: 'json', response: 'json' }),
  post('SwarmJoin',                '/swarm/join', '1.24', { request: 'json' }),
  post('SwarmLeave',               '/swarm/leave', '1.24'),
  get('SwarmInspect',              '/swarm', '1.24', { response: 'json' }),
  get('SwarmUnlockkey',            '/swarm/unlockkey', '1.25', { response: 'json' }),
  post('SwarmUpdate',              '/swarm/update', '1.24', { request: 'json' }),
  post('SwarmUnlock',              '/swarm/unlock', '1.25', { request: 'json' }),
  get('ServiceList',               '/services', '1.24', { response: 'json' }),
  get('ServiceInspect',            '/services/{id:segment}', '1.24', { response: 'json' }),
  post('ServiceCreate',            '/services/create', '1.24', { request: 'json', response: 'json' }),
  post('ServiceUpdate',            '/services/{id:segment}/update', '1.24', { request: 'json', response: 'json' }),
  del('ServiceDelete',             '/services/{id:segment}', '1.24'),
  get('ServiceLogs',               '/services/{id:segment}/logs', '1.25', { response: 'stdcopy' }),
  get('NodeList',                  '/nodes', '1.24', { response: 'json' }),
  get('NodeInspect',               '/nodes/{id:segment}', '1.24', { response: 'json' }),
  del('NodeDelete',                '/nodes/{id:segment}', '1.24'),
  post('NodeUpdate',               '/nodes/{id:segment}/update', '1.24', { request: 'json' }),
  get('TaskList',                  '/tasks', '1.24', { response: 'json' }),
  get('TaskInspect',               '/tasks/{id:segment}', '1.24', { response: 'json' }),
  get('TaskLogs',                  '/tasks/{id:segment}/logs', '1.29', { response: 'stdcopy' }),
  get('SecretList',                '/secrets', '1.25', { response: 'json' }),
  post('SecretCreate',             '/secrets/create', '1.25', { request: 'json', response: 'json' }),
  del('SecretDelete',              '/secrets/{id:segment}', '1.25'),
  get('SecretInspect',             '/secrets/{id:segment}', '1.25', { response: 'json' }),
  post('SecretUpdate',             '/secrets/{id:segment}/update', '1.25', { request: 'json' }),
  get('ConfigList',                '/configs', '1.30', { response: 'json' }),
  post('ConfigCreate',             '/configs/create', '1.30', { request: 'json', response: 'json' }),
  del('ConfigDelete',              '/configs/{id:segment}', '1.30'),
  get('ConfigInspect',             '/configs/{id:segment}', '1.30', { response: 'json' }),
  post('ConfigUpdate',             '/configs/{id:segment}/update', '1.30', { request: 'json' }),

  // Plugins: in 1.24 for experimental daemons only, and inspected without /json
  get('PluginList',                '/plugins', '1.24', { response: 'json' }),
  get('PluginInspect',             '/plugins/{name}/json', '1.25', { response: 'json' }),
  get('GetPluginPrivileges',       '/plugins/privileges', '1.25', { response: 'json' }),
  get('PluginInspectExperimental', '/plugins/{name}', '1.24', { until: '1.25', response: 'json' }),
  del('PluginDelete',              '/plugins/{name}', '1.24'),
  post('PluginEnable',             '/plugins/{name}/enable', '1.24'),
  post('PluginDisable',            '/plugins/{name}/disable', '1.24'),
  post('PluginPull',               '/plugins/pull', '1.24', { request: 'json', response: 'json-stream' }),
  post('PluginPush',               '/plugins/{name}/push', '1.24', { response: 'json-stream' }),
  post('PluginUpgrade',            '/plugins/{name}/upgrade', '1.26', { request: 'json', response: 'json-stream' }),
  post('PluginSet',                '/plugins/{name}/set', '1.24', { request: 'json' }),
  post('PluginCreate',             '/plugins/create', '1.25', { request: 'raw' }),

  // Distribution
  get('DistributionInspect',       '/distribution/{name}/json', '1.30', { response: 'json' }),

  // Networks
  get('NetworkList',               '/networks', '1.21', { response: 'json' }),
  get('NetworkInspect',            '/networks/{id:.+}', '1.21', { response: 'json' }),
  post('NetworkCreate',            '/networks/create', '1.21', { request: 'json', response: 'json' }),
  post('NetworkConnect',           '/networks/{id}/connect', '1.21', { request: 'json' }),
  post('NetworkDisconnect',        '/networks/{id}/disconnect', '1.21', { request: 'json' }),
  post('NetworkPrune',             '/networks/prune', '1.25', { response: 'json' }),
  del('NetworkDelete',             '/networks/{id}', '1.21'),

  // Debugging: from docker 0.7.1 on, when the daemon runs with --debug
  get('DebugVars',                 '/debug/vars', '1.8', { response: 'json' }),
  get('DebugPprofIndex',           '/debug/pprof/', '1.8'),
  get('DebugPprofCmdline',         '/debug/pprof/cmdline', '1.8'),
  get('DebugPprofProfile',         '/debug/pprof/profile', '1.8'),
  get('DebugPprofSymbol',          '/debug/pprof/symbol', '1.8'),
  get('DebugPprofTrace',           '/debug/pprof/trace', '1.24'),
  get('DebugPprofLookup',          '/debug/pprof/{name:segment}', '1.8'),
]

/** Paths which moby routes to the same handler, by operation (`api/server/router/network` at v1.13.0 and later). */
const SECOND_PATHS: Readonly<Record<string, string>> = { NetworkList: '/networks/' }

/** Routes that are gone, and the operation that is the same call today. */
const SUCCESSORS: Readonly<Record<string, string>> = { ContainerListPs: 'ContainerList' }

export function successorOf({ name }: Operation): Operation | undefined {
  const successor = SUCCESSORS[name]
  return successor === undefined ? undefined : operations.find(operation => operation.name === successor)
}

/** Patterns of a template's parameters, by what follows the colon. Go's `.` matches all but a newline, and JavaScript's less. */
const PARAMETER_PATTERNS: Readonly<Record<string, string>> = {
  '': '[^\\n]*',
  '.+': '[^\\n]+',
  segment: '[^/]+',
}

interface Routes {
  readonly exact: Map<string, Operation>
  readonly parameterised: { readonly pattern: RegExp; readonly operation: Operation }[]
}

const routesByMethod = new Map<string, Routes>()

for (const operation of operations) {
  const routes: Routes = routesByMethod.get(operation.method) ?? { exact: new Map(), parameterised: [] }
  routesByMethod.set(operation.method, routes)
  if (operation.path.includes('{')) {
    routes.parameterised.push({ pattern: patternOf(operation.path), operation })
  } else {
    routes.exact.set(operation.path, operation)
    const second = SECOND_PATHS[operation.name]
    if (second !== undefined) routes.exact.set(second, operation)
  }
}

function patternOf(template: string): RegExp {
  const source = template.replace(
    /\{(\w+):?([^}]*)\}/g,
    (_, name: string, kind: string) => `(?<${name}>${PARAMETER_PATTERNS[kind]})`,
  )
  return new RegExp(`^${source}$`)
}

export interface OperationMatch {
  readonly operation: Operation
  /** Parameters of the template, as they stand in the path. */
  readonly params: Record<string, string>
}

/**
 * Names a request. `path` is cleaned, percent-decoded once, and has no version prefix. Undefined where the daemon has no route:
 * unknown paths, other methods, HEAD of anything but the operations declared HEAD. What version has the operation is not judged here.
 */
export function findOperation(method: string, path: string): OperationMatch | undefined {
  const routes = routesByMethod.get(method)
  if (routes === undefined) return undefined
  const operation = routes.exact.get(path)
  if (operation !== undefined) return { operation, params: {} }
  for (const route of routes.parameterised) {
    const match = route.pattern.exec(path)
    if (match !== null) return { operation: route.operation, params: { ...match.groups } }
  }
  return undefined
}

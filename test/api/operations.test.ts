/**
 * The table against moby's swagger documents and against a daemon's router.
 */
import fc from 'fast-check'
import t from 'tap'
import { findOperation, operations } from '../../src/api/operations.ts'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'

/** Every operation of `api/docs/v1.25.yaml` to `v1.55.yaml`, under the operationId it has had since 1.28. */
const SWAGGER = `
  ContainerList GET /containers/json
  ContainerCreate POST /containers/create
  ContainerInspect GET /containers/{id}/json
  ContainerTop GET /containers/{id}/top
  ContainerLogs GET /containers/{id}/logs
  ContainerChanges GET /containers/{id}/changes
  ContainerExport GET /containers/{id}/export
  ContainerStats GET /containers/{id}/stats
  ContainerResize POST /containers/{id}/resize
  ContainerStart POST /containers/{id}/start
  ContainerStop POST /containers/{id}/stop
  ContainerRestart POST /containers/{id}/restart
  ContainerKill POST /containers/{id}/kill
  ContainerUpdate POST /containers/{id}/update
  ContainerRename POST /containers/{id}/rename
  ContainerPause POST /containers/{id}/pause
  ContainerUnpause POST /containers/{id}/unpause
  ContainerAttach POST /containers/{id}/attach
  ContainerAttachWebsocket GET /containers/{id}/attach/ws
  ContainerWait POST /containers/{id}/wait
  ContainerDelete DELETE /containers/{id}
  ContainerPrune POST /containers/prune
  ImageList GET /images/json
  ImageBuild POST /build
  ImageCreate POST /images/create
  ImageInspect GET /images/{name}/json
  ImageHistory GET /images/{name}/history
  ImagePush POST /images/{name}/push
  ImageTag POST /images/{name}/tag
  ImageDelete DELETE /images/{name}
  ImageSearch GET /images/search
  ImagePrune POST /images/prune
  SystemAuth POST /auth
  SystemInfo GET /info
  SystemVersion GET /version
  SystemPing GET /_ping
  ImageCommit POST /commit
  SystemEvents GET /events
  SystemDataUsage GET /system/df
  ImageGet GET /images/{name}/get
  ImageGetAll GET /images/get
  ImageLoad POST /images/load
  ContainerExec POST /containers/{id}/exec
  ExecStart POST /exec/{id}/start
  ExecResize POST /exec/{id}/resize
  ExecInspect GET /exec/{id}/json
  VolumeList GET /volumes
  VolumeCreate POST /volumes/create
  VolumeInspect GET /volumes/{name}
  VolumeDelete DELETE /volumes/{name}
  VolumePrune POST /volumes/prune
  NetworkList GET /networks
  NetworkInspect GET /networks/{id}
  NetworkDelete DELETE /networks/{id}
  NetworkCreate POST /networks/create
  NetworkConnect POST /networks/{id}/connect
  NetworkDisconnect POST /networks/{id}/disconnect
  NetworkPrune POST /networks/prune
  PluginList GET /plugins
  GetPluginPrivileges GET /plugins/privileges
  PluginPull POST /plugins/pull
  PluginInspect GET /plugins/{name}/json
  PluginDelete DELETE /plugins/{name}
  PluginEnable POST /plugins/{name}/enable
  PluginDisable POST /plugins/{name}/disable
  PluginCreate POST /plugins/create
  PluginPush POST /plugins/{name}/push
  PluginSet POST /plugins/{name}/set
  NodeList GET /nodes
  NodeInspect GET /nodes/{id}
  NodeDelete DELETE /nodes/{id}
  NodeUpdate POST /nodes/{id}/update
  SwarmInspect GET /swarm
  SwarmInit POST /swarm/init
  SwarmJoin POST /swarm/join
  SwarmLeave POST /swarm/leave
  SwarmUpdate POST /swarm/update
  SwarmUnlockkey GET /swarm/unlockkey
  SwarmUnlock POST /swarm/unlock
  ServiceList GET /services
  ServiceCreate POST /services/create
  ServiceInspect GET /services/{id}
  ServiceDelete DELETE /services/{id}
  ServiceUpdate POST /services/{id}/update
  ServiceLogs GET /services/{id}/logs
  TaskList GET /tasks
  TaskInspect GET /tasks/{id}
  SecretList GET /secrets
  SecretCreate POST /secrets/create
  SecretInspect GET /secrets/{id}
  SecretDelete DELETE /secrets/{id}
  ContainerArchiveInfo HEAD /containers/{id}/archive
  ContainerArchive GET /containers/{id}/archive
  PutContainerArchive PUT /containers/{id}/archive
  PluginUpgrade POST /plugins/{name}/upgrade
  SecretUpdate POST /secrets/{id}/update
  TaskLogs GET /tasks/{id}/logs
  ConfigList GET /configs
  ConfigCreate POST /configs/create
  ConfigInspect GET /configs/{id}
  ConfigDelete DELETE /configs/{id}
  ConfigUpdate POST /configs/{id}/update
  DistributionInspect GET /distribution/{name}/json
  BuildPrune POST /build/prune
  Session POST /session
  SystemPingHead HEAD /_ping
  VolumeUpdate PUT /volumes/{name}
  ImageAttestations GET /images/{name}/attestations
`

const swagger = SWAGGER.trim()
  .split('\n')
  .map(line => line.trim().split(' ') as [name: string, method: string, path: string])

const named = (method: string, path: string) => findOperation(method, path)?.operation.name
const withoutParameterNames = (path: string) => path.replace(/\{[^}]*\}/g, '{}')

t.test('every operation of the swagger documents is there with its method and path', async t => {
  for (const [name, method, path] of swagger) {
    const operation = operations.find(operation => operation.name === name)
    t.same(
      operation && [operation.method, withoutParameterNames(operation.path)],
      [method, withoutParameterNames(path)],
      name,
    )
  }
})

t.test('names are unique, and so are method and path', async t => {
  t.equal(new Set(operations.map(operation => operation.name)).size, operations.length)
  t.equal(
    new Set(operations.map(operation => `${operation.method} ${operation.path}`)).size,
    operations.length,
  )
})

t.test('every operation is found by its own path', async t => {
  for (const { name, method, path } of operations)
    t.equal(named(method, path.replace(/\{[^}]*\}/g, 'x')), name)
})

t.test('names hold slashes, colons and more', async t => {
  const found = (method: string, path: string) => {
    const match = findOperation(method, path)
    return match && [match.operation.name, match.params]
  }
  t.same(found('GET', '/images/a/b:c/json'), ['ImageInspect', { name: 'a/b:c' }])
  t.same(found('POST', '/images/localhost:5000/x/y/push'), ['ImagePush', { name: 'localhost:5000/x/y' }])
  t.same(found('GET', '/containers/x/attach/ws'), ['ContainerAttachWebsocket', { name: 'x' }])
  t.same(found('GET', '/images/json/json'), ['ImageInspect', { name: 'json' }])
  t.same(found('DELETE', '/containers/x/checkpoints/y'), ['CheckpointDelete', { name: 'x', checkpoint: 'y' }])
  t.same(found('DELETE', '/containers/a/x/checkpoints/y'), ['ContainerDelete', { name: 'a/x/checkpoints/y' }])
  t.same(found('GET', '/networks/a/b'), ['NetworkInspect', { id: 'a/b' }])
  t.same(found('GET', '/debug/pprof/heap'), ['DebugPprofLookup', { name: 'heap' }])
  t.same(found('DELETE', '/images/'), ['ImageDelete', { name: '' }])
})

t.test('exact paths are not parameters', async t => {
  t.equal(named('GET', '/networks'), 'NetworkList')
  t.equal(named('GET', '/networks/'), 'NetworkList')
  t.equal(named('GET', '/plugins/privileges'), 'GetPluginPrivileges')
  t.equal(named('GET', '/debug/pprof/cmdline'), 'DebugPprofCmdline')
})

t.test('what a daemon has no route for is undefined', async t => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/nothing'],
    ['GET', '/containers/json/'],
    ['GET', '/containers/'],
    ['POST', '/version'],
    ['PATCH', '/version'],
    ['GET', '/build'],
    ['HEAD', '/version'],
    ['HEAD', '/containers/x/json'],
    ['GET', '/services/a/b'],
    ['POST', '/nodes/a/b/update'],
    ['DELETE', '/networks'],
    ['GET', '/images/a\nb/json'],
    ['get', '/version'],
  ] as const) {
    t.equal(findOperation(method, path), undefined, `${method} ${path}`)
  }
})

t.test('HEAD and OPTIONS', async t => {
  t.equal(named('HEAD', '/_ping'), 'SystemPingHead')
  t.equal(named('HEAD', '/containers/a/b/archive'), 'ContainerArchiveInfo')
  for (const path of ['/', '/version', '/no/such/path']) t.equal(named('OPTIONS', path), 'SystemOptions')
})

t.test('a name with slashes comes out as it went in', async t => {
  // No segment is one of the words which the templates themselves end in.
  const name = fc
    .array(fc.stringMatching(/^n[a-zA-Z0-9:@._% -]{0,8}$/), { minLength: 1, maxLength: 4 })
    .map(segments => segments.join('/'))
  const withName = operations.filter(({ path }) => /\{\w+(:\.\+)?\}/.test(path))
  t.ok(withName.length > 30)
  fc.assert(
    fc.property(fc.constantFrom(...withName), name, ({ method, path, name: operation }, value) => {
      const match = findOperation(method, path.replace(/\{[^}]*\}/, value))
      return match?.operation.name === operation && Object.values(match.params).join() === value
    }),
    { numRuns: 2000 },
  )
})

t.test('finds what a daemon routes, and nothing else', { skip: daemonsUnavailable() ?? false }, async t => {
  const daemon = await startDaemon({ release: '28' })
  t.teardown(() => daemon.stop())
  // The current version's routes; not those which answer with a stream, change the daemon or need --debug.
  const passedBy = /^(Debug|SystemEvents|SwarmInit|SwarmJoin|ImageAttestations)/
  for (const { name, path, until } of operations) {
    if (passedBy.test(name) || until !== undefined) continue
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      for (const value of path.includes('{') ? ['x', 'a/b', 'json', 'a%0Ab', ''] : ['']) {
        const tried = path.replace(/\{[^}]*\}/g, value)
        const operation = findOperation(method, decodeURIComponent(tried))?.operation
        // Go answers 301 where a path is not clean, whatever is routed there.
        if (tried.includes('//') || operation?.until !== undefined || passedBy.test(operation?.name ?? ''))
          continue
        const answer = await call(daemon.socket, { method, path: tried })
        const isRouted = !(answer.status === 404 && answer.text().includes('page not found'))
        if (isRouted !== (operation !== undefined))
          t.fail(`${method} ${tried}: ${operation?.name}, ${answer.text()}`)
      }
    }
  }
  t.pass('all paths tried')
})

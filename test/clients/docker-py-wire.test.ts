/**
 * The way of docker-py 1.x (2013 to 2016), request by request: a container is created from Config alone, and given its
 * HostConfig when it is started. Whether a privileged container starts depends on where these tests run; what is asked of
 * the daemon does not.
 */
import t, { type Test } from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startProxy } from '../support/proxy.ts'
import { until } from '../support/until.ts'
import { SERVICE } from './docker-cli.ts'
import { type ClientGround, clientGround } from './ground.ts'

const VERSIONS: readonly ApiVersion[] = ['1.10', '1.14', '1.18', '1.22']
const MEMORY = 64 * 1024 * 1024

t.test('docker-py 1.x', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  for (const version of VERSIONS) t.test(`at ${version}`, t => tour(t, ground, version))
  t.test('privileged when it is started', t => privileged(t, ground))
})

/** What the daemon is asked stands in the audit log of a second Longshore between the first and the daemon. */
async function privileged(t: Test, { daemon }: ClientGround) {
  const inner = await startProxy(daemon.socket)
  t.teardown(() => inner.stop())
  const outer = await startProxy(inner.socket, { upstreamVersion: '1.51' })
  t.teardown(() => outer.stop())
  const ask = (method: string, path: string, json?: object) =>
    call(outer.socket, { method, path: `/v1.15${path}`, ...(json && { json }) })
  const created = await ask('POST', '/containers/create?name=mighty', { Image: 'busybox', Cmd: SERVICE })
  const { Id: id } = created.json<{ Id: string }>()
  await ask('POST', `/containers/${id}/start`, { Privileged: true })
  const creations = inner.audit().filter(({ operation }) => operation === 'ContainerCreate')
  t.match(creations, [{ status: 201 }, { status: 201, body: { HostConfig: { Privileged: true } } }])
  t.notMatch(creations[0], { body: { HostConfig: { Privileged: true } } })
  t.equal((await ask('DELETE', '/containers/mighty?force=1')).status, 204)
}

interface Inspected {
  readonly HostConfig: Record<string, unknown>
}

async function tour(t: Test, { proxy }: ClientGround, version: ApiVersion) {
  const ask = (method: string, path: string, json?: unknown) =>
    call(proxy.socket, { method, path: `/v${version}${path}`, ...(json !== undefined && { json }) })
  const create = async (name: string, config: object) => {
    const created = await ask('POST', `/containers/create?name=${name}`, { Image: 'busybox', ...config })
    t.equal(created.status, 201, created.text())
    return created.json<{ Id: string }>().Id
  }

  const linked = await create('linked', { Cmd: SERVICE })
  t.equal((await ask('POST', `/containers/${linked}/start`, {})).status, 204)

  const id = await create('box', {
    Hostname: 'box',
    Cmd: ['sh', '-c', 'echo out; echo err >&2; exec "$@"', '-', ...SERVICE],
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    Memory: MEMORY,
    MemorySwap: 0,
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    NetworkDisabled: false,
  })
  const started = await ask('POST', `/containers/${id}/start`, {
    Binds: ['/tmp:/data:ro'],
    PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] },
    Links: ['linked:other'],
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
  })
  t.equal(started.status, 204, started.text())

  const inspected = (await ask('GET', `/containers/${id}/json`)).json<Inspected>()
  t.match(inspected, {
    [version === '1.10' ? 'ID' : 'Id']: id,
    Name: '/box',
    State: { Running: true, ExitCode: 0 },
    HostConfig: {
      Binds: ['/tmp:/data:ro'],
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] },
      Links: ['/linked:/box/other'],
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    },
    NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } },
  })
  // Where a limit of memory stands, by version.
  const limits =
    version === '1.18' || version === '1.22' ? inspected.HostConfig : Reflect.get(inspected, 'Config')
  t.match(limits, { Memory: MEMORY })

  const askLogs = () => ask('GET', `/containers/${id}/logs?stdout=1&stderr=1&follow=0&timestamps=0`)
  await until(async () => (await askLogs()).text().includes('err'))
  const logs = await askLogs()
  t.equal(logs.status, 200)
  t.match(logs.text(), '\x01\0\0\0\0\0\0\x04out\n')
  t.match(logs.text(), '\x02\0\0\0\0\0\0\x04err\n')

  t.equal((await ask('POST', `/containers/${id}/stop?t=5`)).status, 204)
  t.same((await ask('POST', `/containers/${id}/wait`)).json(), { StatusCode: 0 })
  for (const name of [id, linked]) {
    t.equal((await ask('DELETE', `/containers/${name}?v=0&link=0&force=1`)).status, 204)
  }
  t.equal((await ask('GET', `/containers/${id}/json`)).status, 404)
}

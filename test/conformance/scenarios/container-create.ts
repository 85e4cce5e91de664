/** What a client may ask a new container to be, seen in what the daemon made of it. */
import type { Answer } from '../../daemon/http.ts'
import { calls, plays } from '../scenario.ts'
import type { Side } from '../side.ts'
import { FULL } from '../world/containers.ts'

async function create(side: Side, json: object, query = ''): Promise<void> {
  const made = await side.ask({ method: 'POST', path: `/containers/create?name=made${query}`, json })
  await lookAt(side, made)
}

async function lookAt(side: Side, made: Answer): Promise<void> {
  if (made.status !== 201) return
  side.own(made.json<{ Id: string }>().Id, 'container')
  side.later(() => side.tidy({ method: 'DELETE', path: '/containers/made?v=1&force=1' }))
  const inspected = await side.look('/containers/made/json')
  for (const { Type, Name } of inspected.json<{ Mounts: { Type: string; Name?: string }[] }>().Mounts)
    if (Type === 'volume' && Name?.length === 64) side.own(Name, 'anonymous volume')
}

const minimal = { Image: 'busybox', Cmd: ['true'] }
const host = (HostConfig: object) => (side: Side) => create(side, { ...minimal, HostConfig })

export const containerCreate = [
  ...plays('ContainerCreate', {
    minimal: side => create(side, minimal),
    'no image': side => create(side, { Cmd: ['true'] }),
    full: side => create(side, FULL),
    'empty and null members': side =>
      create(side, {
        ...{ Image: 'busybox', Cmd: null, Entrypoint: [], Env: null, Labels: {}, Volumes: null },
        ...{ ExposedPorts: null, OnBuild: null, MacAddress: '', Hostname: '', HostConfig: null },
        NetworkingConfig: null,
      }),
    'names in lower case': side =>
      create(side, { image: 'busybox', cmd: ['true'], hostconfig: { memory: 8_388_608 }, TTY: true }),
    'two values': async side => {
      const headers = { 'Content-Type': 'application/json' }
      const body = `${JSON.stringify(minimal)} {}`
      await lookAt(
        side,
        await side.ask({ method: 'POST', path: '/containers/create?name=made', body, headers }),
      )
    },
    'command as text': side => create(side, { Image: 'busybox', Cmd: 'true', Entrypoint: '/bin/sh' }),
    'limits at the top level': side =>
      create(side, { ...minimal, Memory: 8_388_608, MemorySwap: -1, CpuShares: 1, Cpuset: '0' }),
    'a MAC address': side => create(side, { ...minimal, MacAddress: '02:42:ac:11:00:99' }),
    'a MAC address of the endpoint': side =>
      create(side, {
        ...minimal,
        HostConfig: { NetworkMode: 'front' },
        NetworkingConfig: { EndpointsConfig: { front: { MacAddress: '02:42:ac:11:00:98' } } },
      }),
    'two networks': side =>
      create(side, {
        ...minimal,
        HostConfig: { NetworkMode: 'front' },
        NetworkingConfig: { EndpointsConfig: { front: { Aliases: ['a'] }, inside: { Aliases: ['b'] } } },
      }),
    'a network without its mode': side =>
      create(side, { ...minimal, NetworkingConfig: { EndpointsConfig: { front: {} } } }),
    'a platform': side => create(side, minimal, '&platform=linux/amd64'),
    'a foreign platform': side => create(side, minimal, '&platform=linux/arm64'),
    'a platform that is none': side => create(side, minimal, '&platform=x/y/z/w'),
    'few CPU shares': host({ CpuShares: 1 }),
    'many CPU shares': host({ CpuShares: 500_000 }),
    'little memory': host({ Memory: 1024 }),
    'kernel memory': host({ KernelMemory: 8_388_608, KernelMemoryTCP: 8_388_608 }),
    'unlimited pids': host({ PidsLimit: 0 }),
    'automatic removal and restarts': host({ AutoRemove: true, RestartPolicy: { Name: 'always' } }),
    'restart that is none': host({ RestartPolicy: { Name: 'sometimes' } }),
    'restarts counted for always': host({ RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } }),
    'restarts counted below zero': host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: -1 } }),
    'namespaces of its own': host({ IpcMode: 'private', CgroupnsMode: 'private', UTSMode: '', PidMode: '' }),
    'namespaces of the host': host({
      IpcMode: 'host',
      CgroupnsMode: 'host',
      UTSMode: 'host',
      PidMode: 'host',
    }),
    'namespace of another': host({ IpcMode: 'container:full', NetworkMode: 'container:running' }),
    'bind options': host({
      Mounts: [
        {
          ...{ Type: 'bind', Source: '/etc', Target: '/e', ReadOnly: true, Consistency: 'cached' },
          BindOptions: { Propagation: 'rprivate', NonRecursive: true, ReadOnlyNonRecursive: true },
        },
      ],
    }),
    'read-only lines': async side => {
      const Binds = ['/etc:/e:ro', '/usr:/t:ro,rprivate', 'records:/r']
      await create(side, { ...minimal, HostConfig: { Binds } })
      await side.ask({ path: '/containers/made/json' })
    },
    'bind of nothing': host({ Mounts: [{ Type: 'bind', Source: '/no/such/folder', Target: '/e' }] }),
    'bind created on the host': host({
      Mounts: [
        { Type: 'bind', Source: '/tmp', Target: '/e', BindOptions: { CreateMountpoint: true } },
        {
          Type: 'bind',
          Source: '/etc',
          Target: '/r',
          ReadOnly: true,
          BindOptions: { ReadOnlyForceRecursive: true },
        },
      ],
    }),
    'volume folder': host({
      Mounts: [{ Type: 'volume', Source: 'records', Target: '/v', VolumeOptions: { Subpath: 'sub' } }],
    }),
    'tmpfs options': host({
      Mounts: [{ Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 4096, Options: [['noexec']] } }],
    }),
    'mount of the wrong kind': host({ Mounts: [{ Type: 'image', Source: 'busybox', Target: '/i' }] }),
    'mount without a target': host({ Mounts: [{ Type: 'volume' }] }),
    'volume driver': host({ VolumeDriver: 'local', Binds: ['records:/r'] }),
    'check interval': side =>
      create(side, {
        ...minimal,
        Healthcheck: { Test: ['CMD', 'x'], StartPeriod: 2_000_000_000, StartInterval: 1_000_000_000 },
      }),
    'check too often': side =>
      create(side, { ...minimal, Healthcheck: { Test: ['CMD', 'x'], Interval: 10 } }),
    annotations: host({ Annotations: { a: 'b' } }),
    'empty annotation': host({ Annotations: { '': 'b' } }),
    'a device request': host({ DeviceRequests: [{ Driver: '', Count: -1, Capabilities: [['gpu']] }] }),
    'weight of a device': host({ BlkioWeight: 300, BlkioWeightDevice: [{ Path: '/dev/zero', Weight: 200 }] }),
    'device rates': host({ BlkioDeviceReadBps: [{ Path: '/dev/zero', Rate: 1024 }] }),
    'one of everything old': host({
      ...{ LxcConf: [{ Key: 'lxc.utsname', Value: 'docker' }], PublishAllPorts: true, Links: ['running:r'] },
      ...{ SecurityOpt: ['seccomp:unconfined', 'label=disable'], CpuCount: 1, CpuPercent: 1 },
    }),
    'capabilities together': host({ Capabilities: ['NET_ADMIN'], CapAdd: ['ALL'], CapDrop: ['nonsense'] }),
    'port without a number': host({ PortBindings: { 'x/tcp': [{ HostPort: 'y' }] } }),
    'port range': host({ PortBindings: { '90/tcp': [{ HostPort: '9000-9010' }], '91/tcp': null } }),
    'console size': host({ ConsoleSize: [30, 90] }),
  }),
  ...plays('ContainerCreate', {
    'without a name': async side => {
      const made = await side.ask({ method: 'POST', path: '/containers/create', json: minimal })
      const { Id } = made.json<{ Id: string }>()
      side.own(Id, 'container')
      await side.tidy({ method: 'DELETE', path: `/containers/${Id}` })
    },
  }),
  ...calls('ContainerCreate', {
    'no such image': { method: 'POST', path: '/containers/create', json: { Image: 'nowhere:1' } },
    'no command': { method: 'POST', path: '/containers/create', json: { Image: 'busybox' } },
    'name taken': { method: 'POST', path: '/containers/create?name=running', json: minimal },
    'bad name': { method: 'POST', path: '/containers/create?name=a%20b', json: minimal },
    'empty body': { method: 'POST', path: '/containers/create' },
    'no JSON': {
      method: 'POST',
      path: '/containers/create',
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    },
    'wrong type': { method: 'POST', path: '/containers/create', json: { ...minimal, Tty: 'yes' } },
    'no Content-Type': { method: 'POST', path: '/containers/create', body: JSON.stringify(minimal) },
    'text/plain': {
      ...{ method: 'POST', path: '/containers/create', body: JSON.stringify(minimal) },
      headers: { 'Content-Type': 'text/plain' },
    },
    'empty list of commands': {
      method: 'POST',
      path: '/containers/create',
      json: { Image: 'busybox', Cmd: [] },
    },
  }),
]

import { setTimeout as sleep } from 'node:timers/promises'
import { LABEL, type Make } from './make.ts'

/** Lives until it is killed, ignores USR1, and has two processes. */
export const WAIT = 'trap : USR1; trap "exit 0" TERM INT; sleep 100000 & while :; do wait; done'

/** Seven lines on two streams, in an order that only shows when they are read together. */
const CHATTER =
  'for i in 1 2 3; do echo out $i; sleep 0.01; echo err $i >&2; sleep 0.01; done; printf tail; exit 3'

/** Writes, changes and removes files: A, C and D in changes. */
const CHANGES =
  'echo new > /added; echo x >> /etc/passwd; rm /etc/group; mkdir /dir; ln -s /added /dir/link; echo é > /dir/é'

interface Definition {
  readonly Image?: string
  readonly Cmd?: readonly string[]
  readonly HostConfig?: object
  readonly [field: string]: unknown
}

/** Everything a client of any version could see or set, as far as every kernel has it. */
export const FULL: Definition = {
  ...{ Image: 'full:1', Hostname: 'fullhost', Domainname: 'example.test', User: '0:0', WorkingDir: '/tmp' },
  ...{ Entrypoint: ['/bin/sh', '-c'], Cmd: [WAIT], StopSignal: 'SIGKILL', StopTimeout: 1, OpenStdin: true },
  Env: ['COLOUR=blue', 'EMPTY='],
  Labels: { [LABEL]: 'full', tier: 'front' },
  ExposedPorts: { '80/tcp': {}, '53/udp': {}, '7000/tcp': {} },
  Volumes: { '/anonymous': {} },
  Healthcheck: { Test: ['CMD', 'true'], Interval: 3_600_000_000_000, Timeout: 1_000_000_000, Retries: 2 },
  HostConfig: {
    ...{ Memory: 67_108_864, MemoryReservation: 33_554_432, MemorySwap: 134_217_728, MemorySwappiness: 10 },
    ...{ CpuShares: 512, CpusetCpus: '0', CpuPeriod: 100_000, CpuQuota: 50_000, OomScoreAdj: 100 },
    ...{ OomKillDisable: false, PidsLimit: 100, ShmSize: 1_048_576, ReadonlyRootfs: false, Init: true },
    ...{ IpcMode: 'shareable', CgroupnsMode: 'host', NetworkMode: 'front', Privileged: false },
    ...{ Binds: ['/etc/debian_version:/bound:ro', 'records:/records:rw'], Tmpfs: { '/run': 'size=65536k' } },
    Mounts: [
      {
        ...{ Type: 'volume', Source: 'mounted', Target: '/mounted' },
        VolumeOptions: { NoCopy: true, Labels: { [LABEL]: 'mount' } },
      },
      { Type: 'bind', Source: '/etc/hostname', Target: '/name', ReadOnly: true },
      { Type: 'tmpfs', Target: '/fast', TmpfsOptions: { SizeBytes: 65_536, Mode: 0o1770 } },
    ],
    PortBindings: {
      '80/tcp': [
        { HostIp: '127.0.0.1', HostPort: '18080' },
        { HostIp: '127.0.0.1', HostPort: '18081' },
      ],
      '53/udp': [{ HostIp: '127.0.0.1', HostPort: '15353' }],
    },
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    ...{ CapAdd: ['NET_ADMIN'], CapDrop: ['MKNOD'], GroupAdd: ['10'], SecurityOpt: ['no-new-privileges'] },
    ...{ Dns: ['10.9.9.9'], DnsOptions: ['ndots:2'], DnsSearch: ['example.test'] },
    ExtraHosts: ['friend:10.1.2.3'],
    Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
    Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
    Devices: [{ PathOnHost: '/dev/zero', PathInContainer: '/dev/nought', CgroupPermissions: 'rwm' }],
    DeviceCgroupRules: ['c 13:* rwm'],
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2', labels: 'tier' } },
    Annotations: { 'org.example.note': 'kept' },
    ConsoleSize: [24, 80],
  },
  NetworkingConfig: {
    EndpointsConfig: {
      front: {
        Aliases: ['web', 'full-alias'],
        IPAMConfig: { IPv4Address: '10.201.7.7' },
        DriverOpts: { 'org.example.opt': '1' },
      },
    },
  },
}

export async function createContainers(
  make: Make,
): Promise<{ containers: Record<string, string>; execs: Record<string, string> }> {
  const containers: Record<string, string> = {}
  const create = async (name: string, definition: Definition) => {
    const body = { Image: 'busybox:latest', Labels: { [LABEL]: name }, ...definition }
    const answer = await make('POST', `/containers/create?name=${name}`, body)
    containers[name] = answer.json<{ Id: string }>().Id
  }
  const start = async (name: string, definition: Definition) => {
    await create(name, definition)
    await make('POST', `/containers/${name}/start`)
  }
  const finish = async (name: string, definition: Definition) => {
    await start(name, definition)
    await make('POST', `/containers/${name}/wait`)
  }
  const shell = (script: string) => ['/bin/sh', '-c', script]
  await create('created', { Cmd: ['true'] })
  await create('unstarted', FULL_UNSTARTED)
  await finish('chatty', { Cmd: shell(CHATTER) })
  await finish('chatty-tty', { Cmd: shell(CHATTER), Tty: true })
  await finish('changed', { Cmd: shell(CHANGES) })
  await finish('silent', { Cmd: ['true'], HostConfig: { LogConfig: { Type: 'none' } } })
  await finish('crashed', { Cmd: shell('kill -9 $$') })
  await start('running', { Cmd: shell(WAIT), HostConfig: { NetworkMode: 'bridge' } })
  await start('linked', {
    Cmd: shell(WAIT),
    HostConfig: { NetworkMode: 'bridge', Links: ['running:friend'] },
  })
  await start('full', FULL)
  await make('POST', '/networks/inside/connect', {
    Container: 'full',
    EndpointConfig: { Aliases: ['within'] },
  })
  const echo = {
    Cmd: ['/bin/cat'],
    OpenStdin: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  }
  await start('echo', echo)
  await start('echo-tty', { ...echo, Tty: true })
  await start('hosted', {
    Cmd: shell(WAIT),
    HostConfig: { NetworkMode: 'host', PidMode: 'host', VolumesFrom: ['unstarted:ro'] },
  })
  await start('paused', { Cmd: shell(WAIT) })
  await shellBegun(make)
  await make('POST', '/containers/paused/pause')
  await start('checked', {
    Cmd: shell(WAIT),
    Healthcheck: { Test: ['CMD-SHELL', 'echo fine'], Interval: 300_000_000, Retries: 1 },
  })
  await checkedOnce(make)
  return { containers, execs: await createExecs(make) }
}

/** The same with the default network, so that the address is free for the one that runs. */
const { NetworkingConfig: _, ...FULL_UNSTARTED }: Definition = {
  ...FULL,
  Healthcheck: { Test: ['NONE'] },
  HostConfig: { ...FULL.HostConfig, NetworkMode: 'default', Mounts: [], Init: false },
}

/** What it has begun is frozen with it, and listed. */
async function shellBegun(make: Make): Promise<void> {
  const processes = async () =>
    (await make('GET', '/containers/paused/top')).json<{ Processes: readonly unknown[] }>().Processes
  while ((await processes()).length < 2) await sleep(50)
}

/** Its log of checks stands still once it is stopped. */
async function checkedOnce(make: Make): Promise<void> {
  const status = async () =>
    (await make('GET', '/containers/checked/json')).json<{ State: { Health: { Status: string } } }>().State
      .Health.Status
  while ((await status()) !== 'healthy') await sleep(50)
  await make('POST', '/containers/checked/kill')
  await make('POST', '/containers/checked/wait')
}

async function createExecs(make: Make): Promise<Record<string, string>> {
  const create = async (body: object) =>
    (await make('POST', '/containers/running/exec', body)).json<{ Id: string }>().Id
  const output = { AttachStdout: true, AttachStderr: true }
  const done = await create({ ...output, Cmd: ['sh', '-c', 'exit 4'] })
  await make('POST', `/exec/${done}/start`, { Detach: false })
  const running = await create({ ...output, Cmd: ['sleep', '100000'], Tty: true })
  await make('POST', `/exec/${running}/start`, { Detach: true, Tty: true })
  return {
    done,
    running,
    fresh: await create({
      ...{ ...output, Cmd: ['id'], User: '0:0', Privileged: true, WorkingDir: '/tmp', Env: ['A=b'] },
      ...{ DetachKeys: 'ctrl-a', ConsoleSize: [24, 80] },
    }),
  }
}

/**
 * The daemon as the only node of a swarm, with a service whose tasks run and one whose tasks cannot.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WAIT } from './containers.ts'
import { LABEL, maker } from './make.ts'
import type { World } from './world.ts'

/** Tasks of one service start within a second. */
const TASK_POLL_MS = 50

export async function joinSwarm(world: World): Promise<void> {
  const make = maker(world.daemon)
  const address = { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' }
  await make('POST', '/swarm/init', { ...address, Spec: { Labels: { [LABEL]: 'swarm' } } })
  const create = async (path: string, body: object) =>
    (await make('POST', path, body)).json<{ ID: string }>().ID
  const Data = Buffer.from('hush').toString('base64')
  const secret = await create('/secrets/create', { Name: 'password', Data, Labels: { [LABEL]: 'secret' } })
  const config = await create('/configs/create', { Name: 'settings', Data, Labels: { [LABEL]: 'config' } })
  const web = await create('/services/create', serviceSpec('web', { secret, config }))
  const global = await create('/services/create', {
    ...{ Name: 'everywhere', Mode: { Global: {} } },
    TaskTemplate: { ContainerSpec: { Image: 'busybox:latest', Command: ['/bin/sh', '-c', WAIT] } },
  })
  const task = await runningTask(world, 'web')
  await runningTask(world, 'everywhere')
  const node = (await make('GET', '/nodes')).json<{ ID: string }[]>()[0]?.ID ?? ''
  world.swarm = { node, secret, config, services: { web, global }, task }
}

export function serviceSpec(
  Name: string,
  ids: { readonly secret: string; readonly config: string },
): Record<string, unknown> {
  const file = (name: string) => ({ Name: name, UID: '0', GID: '0', Mode: 0o400 })
  return {
    Name,
    Labels: { [LABEL]: Name },
    TaskTemplate: {
      ContainerSpec: {
        ...{
          Image: 'busybox:latest',
          Command: ['/bin/sh', '-c'],
          Args: [`echo up; ${WAIT}`],
          Hostname: 'task',
        },
        ...{ Env: ['A=b'], Dir: '/tmp', User: 'root', TTY: false, StopSignal: 'SIGKILL', Init: true },
        Labels: { inner: 'yes' },
        Mounts: [{ Type: 'volume', Source: 'shared', Target: '/shared' }],
        Secrets: [{ File: file('password'), SecretID: ids.secret, SecretName: 'password' }],
        Configs: [{ File: file('/settings'), ConfigID: ids.config, ConfigName: 'settings' }],
        Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
        CapabilityAdd: ['CAP_NET_ADMIN'],
        Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
        DNSConfig: { Nameservers: ['10.9.9.9'], Search: ['example.test'], Options: ['ndots:2'] },
        Hosts: ['10.1.2.3 friend'],
      },
      Resources: { Limits: { MemoryBytes: 67_108_864, Pids: 100 }, Reservations: { NanoCPUs: 1_000_000 } },
      RestartPolicy: { Condition: 'none', Delay: 1_000_000, MaxAttempts: 0 },
      Placement: { Constraints: ['node.role==manager'], MaxReplicas: 2, Preferences: [] },
      LogDriver: { Name: 'json-file', Options: { 'max-file': '2' } },
    },
    Mode: { Replicated: { Replicas: 1 } },
    UpdateConfig: { Parallelism: 1, Delay: 1_000_000, FailureAction: 'pause', Order: 'stop-first' },
    RollbackConfig: { Parallelism: 1, FailureAction: 'pause', Order: 'stop-first' },
    EndpointSpec: { Mode: 'dnsrr' },
  }
}

async function runningTask(world: World, service: string): Promise<string> {
  const make = maker(world.daemon)
  for (;;) {
    const filter = encodeURIComponent(JSON.stringify({ service: [service] }))
    const tasks = (await make('GET', `/tasks?filters=${filter}`)).json<
      { ID: string; Status: { State: string; Err?: string } }[]
    >()
    const running = tasks.find(task => task.Status.State === 'running')
    if (running) return running.ID
    const failed = tasks.find(task => task.Status.State === 'failed' || task.Status.State === 'rejected')
    if (failed) throw new Error(`a task of ${service} does not start: ${failed.Status.Err}`)
    await sleep(TASK_POLL_MS)
  }
}

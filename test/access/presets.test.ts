/** What each ready-made policy lets through, and what it says to the rest. */
import t from 'tap'
import type { Policy } from '../../src/access/judge.ts'
import { loadPolicy } from '../../src/access/policy-file.ts'
import { presetNames, readPreset } from '../../src/access/presets.ts'
import { unreachableRules } from '../../src/access/unreachable.ts'
import { callOf } from './calls.ts'

type Line = string | readonly [line: string, body: unknown]

const create = 'POST /containers/create'
const plain: Line = [create, { Image: 'busybox', HostConfig: { NetworkMode: 'default' } }]
const named: Line = [create, { Image: 'busybox', HostConfig: { Binds: ['data:/d'], Tmpfs: { '/t': '' } } }]
const privileged: Line = [create, { Image: 'busybox', hostconfig: { PRIVILEGED: true } }]
const hostBind: Line = [create, { Image: 'busybox', HostConfig: { Binds: ['/srv/../etc:/e'] } }]
const bindVolume: Line = ['POST /volumes/create', { DriverOpts: { type: 'none', o: 'bind', device: '/' } }]
const hostNetwork: Line = [create, { Image: 'busybox', HostConfig: { NetworkMode: 'host' } }]
const execPrivileged: Line = ['POST /containers/x/exec', { Privileged: true }]

const hello: Line[] = ['GET /_ping', 'HEAD /_ping', 'GET /version']
const looking: Line[] = [
  'GET /containers/json',
  'GET /containers/x/json',
  'GET /containers/x/logs',
  'GET /containers/x/stats',
  'GET /images/json',
  'GET /networks',
  'GET /volumes',
  'GET /info',
  'GET /events',
  'GET /system/df',
]
const changing: Line[] = [
  plain,
  'POST /containers/x/start',
  'POST /containers/x/stop',
  'DELETE /containers/x',
  'POST /containers/x/attach?stream=1',
  ['POST /containers/x/exec', { Cmd: ['sh'] }],
  'POST /images/create?fromImage=busybox',
  'POST /build',
  ['POST /networks/create', { Name: 'n' }],
  ['POST /volumes/create', { Name: 'v' }],
]
const escaping: Line[] = [privileged, hostBind, bindVolume, hostNetwork, execPrivileged]
const owning: Line[] = [
  'POST /swarm/init',
  'POST /plugins/pull?remote=x',
  'GET /debug/vars',
  'GET /swarm/unlockkey',
]

interface Expected {
  readonly allowed: readonly Line[]
  readonly denied: readonly Line[]
}

const TABLE: Readonly<Record<(typeof presetNames)[number], Expected>> = {
  'read-only': {
    allowed: [...hello, ...looking],
    denied: [
      ...changing,
      ...escaping,
      ...owning,
      'GET /containers/x/attach/ws',
      'GET /containers/x/archive?path=/',
    ],
  },
  'nothing-but-logs': {
    allowed: [
      ...hello,
      'GET /containers/json',
      'GET /containers/x/json',
      'GET /containers/x/logs',
      'GET /events',
    ],
    denied: [...changing, ...escaping, ...owning, 'GET /images/json', 'GET /info'],
  },
  'ci-runner': {
    allowed: [...hello, ...looking, ...changing, named, 'POST /session', 'GET /containers/x/archive?path=/'],
    denied: [...escaping, ...owning, 'POST /containers/prune', 'POST /services/create'],
  },
  'compose-developer': {
    allowed: [
      ...hello,
      ...looking,
      ...changing,
      named,
      [create, { Image: 'x', HostConfig: { Binds: ['/home/ann/web:/app'] } }],
      [create, { Image: 'x', HostConfig: { CapAdd: ['NET_BIND_SERVICE'] } }],
      'POST /networks/x/connect',
      'PUT /containers/x/archive?path=/',
    ],
    denied: [
      ...escaping,
      ...owning,
      [create, { Image: 'x', HostConfig: { Binds: ['/home/../etc:/app'] } }],
      [create, { Image: 'x', HostConfig: { Binds: ['/home:/app'] } }],
      [create, { Image: 'x', HostConfig: { CapAdd: ['SYS_ADMIN'] } }],
      'POST /services/create',
    ],
  },
  traefik: {
    allowed: [
      ...hello,
      'GET /containers/json',
      'GET /containers/x/json',
      'GET /events',
      'GET /services',
      'GET /tasks',
    ],
    denied: [...changing, ...escaping, ...owning, 'GET /containers/x/logs', 'GET /secrets'],
  },
  watchtower: {
    allowed: [
      ...hello,
      'GET /containers/json',
      'GET /images/busybox/json',
      'POST /images/create?fromImage=busybox',
      'POST /containers/x/stop',
      'DELETE /containers/x',
      plain,
      named,
      'POST /containers/x/rename?name=y',
    ],
    denied: [
      ...escaping,
      ...owning,
      'POST /build',
      'POST /containers/x/attach?stream=1',
      'DELETE /volumes/x',
    ],
  },
  portainer: {
    allowed: [
      ...hello,
      ...looking,
      ...changing,
      named,
      'GET /swarm',
      ['POST /services/create', { Name: 's', TaskTemplate: { ContainerSpec: { Image: 'x' } } }],
    ],
    denied: [
      ...escaping,
      ...owning,
      [
        'POST /services/create',
        { TaskTemplate: { ContainerSpec: { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/e' }] } } },
      ],
      ['POST /services/create', { TaskTemplate: { PluginSpec: { remote: 'x' } } }],
    ],
  },
}

const judge = (policy: Policy, line: Line) =>
  policy.judge(typeof line === 'string' ? callOf(line) : callOf(...line))

for (const name of presetNames) {
  t.test(name, async t => {
    const { text, fileName } = readPreset(name)
    const policy = loadPolicy(text, fileName)
    t.strictSame(unreachableRules(policy.rules), [])
    for (const line of TABLE[name].allowed)
      t.equal(judge(policy, line).decision, 'allow', JSON.stringify(line))
    for (const line of TABLE[name].denied) {
      const verdict = judge(policy, line)
      t.equal(verdict.decision, 'deny', JSON.stringify(line))
      t.notMatch(verdict.message, /cannot judge/, `${JSON.stringify(line)}: ${verdict.message}`)
    }
  })
}

/** Every door to the host, on bodies spelled as nobody would expect. */
import t from 'tap'
import { Privileges } from '../../src/access/privileges.ts'
import { callOf } from './calls.ts'

const create = 'POST /containers/create'
const update = 'POST /services/x/update?version=1'

const DOORS: [door: keyof Privileges, value: unknown, line: string, body?: unknown][] = [
  ['privileged', true, create, { hostconfig: { PRIVILEGED: true } }],
  ['privileged', true, create, { privileged: true }],
  ['privileged', true, 'POST /containers/x/exec', { privileged: true, Cmd: ['sh'] }],
  ['hostNetwork', true, create, { HostConfig: { networkmode: 'host' } }],
  ['hostNetwork', true, create, { NetworkingConfig: { EndpointsConfig: { host: {} } } }],
  ['hostNetwork', true, 'POST /networks/host/connect', { Container: 'x' }],
  ['hostNetwork', true, 'POST /build?networkmode=host'],
  ['hostNetwork', true, 'POST /services/create', { networks: [{ target: 'host' }] }],
  ['hostNetwork', true, update, { TaskTemplate: { Networks: [{ Target: 'host' }] } }],
  ['hostNetwork', true, 'POST /plugins/pull?remote=x', [{ Name: 'network', Value: ['host'] }]],
  ['hostPid', true, create, { HostConfig: { pidmode: 'host' } }],
  ['hostPid', true, 'POST /plugins/pull?remote=x', [{ name: 'host pid namespace', value: ['true'] }]],
  ['hostIpc', true, create, { HostConfig: { IPCMODE: 'host' } }],
  ['hostUts', true, create, { HostConfig: { UTSMode: 'host' } }],
  ['hostUserns', true, create, { HostConfig: { usernsMode: 'host' } }],
  ['hostCgroupns', true, create, { HostConfig: { CgroupnsMode: 'host' } }],
  ['joins', ['db'], create, { HostConfig: { NetworkMode: 'container:db' } }],
  ['joins', ['db'], create, { HostConfig: { PidMode: 'container:db' } }],
  ['joins', ['db'], create, { HostConfig: { VolumesFrom: ['db:ro'] } }],
  ['joins', ['db'], 'POST /build?networkmode=container:db'],
  ['capAdd', ['SYS_ADMIN', 'ALL'], create, { HostConfig: { capadd: ['cap_sys_admin', 'all'] } }],
  ['capAdd', ['ALL'], create, { HostConfig: { CapAdd: 'ALL' } }],
  ['capAdd', ['NET_ADMIN'], create, { HostConfig: { Capabilities: ['CAP_NET_ADMIN'] } }],
  [
    'capAdd',
    ['SYS_PTRACE'],
    update,
    { TaskTemplate: { ContainerSpec: { capabilityadd: ['CAP_SYS_PTRACE'] } } },
  ],
  [
    'capAdd',
    ['SYS_ADMIN'],
    'POST /plugins/pull?remote=x',
    [{ Name: 'capabilities', Value: ['CAP_SYS_ADMIN'] }],
  ],
  ['devices', ['/dev/sda'], create, { HostConfig: { devices: [{ pathonhost: '/dev/../dev/sda' }] } }],
  ['devices', ['a *:* rwm'], create, { HostConfig: { DeviceCgroupRules: ['a *:* rwm'] } }],
  ['devices', ['nvidia'], create, { HostConfig: { DeviceRequests: [{ Driver: 'nvidia' }] } }],
  ['devices', ['/dev/sda'], 'POST /containers/x/update', { Devices: [{ PathOnHost: '/dev/sda' }] }],
  ['devices', ['*'], 'POST /plugins/pull?remote=x', [{ Name: 'allow-all-devices', Value: ['true'] }]],
  ['devices', ['/dev/sdb'], 'POST /volumes/create', { driveropts: { type: 'ext4', device: '/dev/sdb' } }],
  ['securityOpt', ['seccomp=unconfined'], create, { HostConfig: { SecurityOpt: ['seccomp:unconfined'] } }],
  ['securityOpt', ['apparmor=unconfined'], 'POST /build?securityopt=apparmor=unconfined'],
  [
    'securityOpt',
    ['apparmor=unconfined', 'label=disable', 'seccomp=unconfined'],
    update,
    {
      TaskTemplate: {
        ContainerSpec: {
          Privileges: {
            AppArmor: { Mode: 'disabled' },
            SELinuxContext: { Disable: true },
            Seccomp: { Mode: 'unconfined' },
          },
        },
      },
    },
  ],
  ['unmaskedPaths', true, create, { HostConfig: { MaskedPaths: [] } }],
  ['unmaskedPaths', true, create, { HostConfig: { ReadonlyPaths: [] } }],
  ['cgroupParent', '/', create, { HostConfig: { CgroupParent: '/' } }],
  ['cgroupParent', '/', 'POST /build?cgroupparent=/'],
  ['sysctls', ['net.ipv4.ip_forward'], create, { HostConfig: { Sysctls: { 'net.ipv4.ip_forward': '1' } } }],
  [
    'sysctls',
    ['kernel.msgmax'],
    update,
    { TaskTemplate: { ContainerSpec: { Sysctls: { 'kernel.msgmax': '1' } } } },
  ],
  ['runtime', 'other', create, { HostConfig: { Runtime: 'other' } }],
  ['hostPaths', ['/etc'], create, { HostConfig: { Binds: ['/etc:/e'] } }],
  ['hostPaths', ['/'], 'POST /volumes/create', { DriverOpts: { type: 'none', o: 'bind', device: '/' } }],
  ['plugin', true, 'POST /plugins/pull?remote=x', []],
  ['plugin', true, 'POST /plugins/x/set', ['DEBUG=1']],
  ['plugin', true, 'POST /services/create', { TaskTemplate: { PluginSpec: { remote: 'x' } } }],
  ['unseen', true, 'POST /grpc'],
  ['unseen', true, 'POST /session'],
  ['unseen', true, 'POST /plugins/create?name=x'],
]

t.test('every door is seen', async t => {
  for (const [door, value, line, body] of DOORS) {
    const privileges = new Privileges(callOf(line, body))
    t.strictSame(privileges[door], value, `${door}: ${line} ${JSON.stringify(body)}`)
    t.ok(privileges.any, `any: ${line} ${JSON.stringify(body)}`)
  }
})

t.test('through the start of old clients, whose body was the HostConfig', async t => {
  // As the translation hands it on when a start still has a body.
  const start = {
    ...callOf('POST /containers/x/start'),
    body: { Privileged: true, LxcConf: { 'lxc.cap': '' } },
  }
  const privileges = new Privileges(start)
  t.match(privileges, { privileged: true, sysctls: ['lxc.cap'] })
})

t.test('an ordinary call opens none', async t => {
  const calls: [line: string, body?: unknown][] = [
    ['GET /info'],
    [create, { Image: 'busybox' }],
    [
      create,
      {
        HostConfig: {
          Binds: null,
          CapAdd: null,
          CapDrop: ['ALL'],
          MaskedPaths: null,
          NetworkMode: 'default',
          Privileged: false,
          SecurityOpt: ['no-new-privileges'],
          Mounts: [{ Type: 'volume', Source: 'v' }],
          LxcConf: [],
        },
        NetworkingConfig: { EndpointsConfig: { web: {} } },
      },
    ],
    ['POST /containers/x/exec', { Cmd: ['sh'] }],
    ['POST /build?networkmode=default&t=x'],
    ['POST /services/create', { Name: 'x', TaskTemplate: { ContainerSpec: { Image: 'busybox' } } }],
    ['POST /volumes/create', { Name: 'v' }],
  ]
  for (const [line, body] of calls)
    t.notOk(new Privileges(callOf(line, body)).any, `${line} ${JSON.stringify(body)}`)
})

t.test("a service's networks have to be looked up", async t => {
  const call = callOf('POST /services/create', { TaskTemplate: { Networks: [{ Target: 'y3kn8' }] } })
  const hostNetwork = (name: string) =>
    new Privileges({ ...call, networkNames: new Map([['y3kn8', name]]) }).hostNetwork
  t.throws(() => new Privileges(call), { message: 'the network y3kn8 is not looked up' })
  t.equal(hostNetwork('web'), false)
  t.equal(hostNetwork(''), false)
  t.equal(hostNetwork('host'), true)
})

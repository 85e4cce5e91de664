import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.21.ts'
import { type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.20', '1.41')

for (const id of ['v1.21-volumedriver-move', 'v1.21-create-toplevel-hostconfig']) {
  checkRows(
    t,
    rules,
    [id, 'ContainerCreate', 'request'],
    [
      [
        { VolumeDriver: 'flocker', HostConfig: { Binds: ['v:/v'] } },
        { HostConfig: { Binds: ['v:/v'], VolumeDriver: 'flocker' } },
      ],
      [
        { VolumeDriver: 'flocker', HostConfig: { VolumeDriver: 'local' } },
        { HostConfig: { VolumeDriver: 'local' } },
      ],
      [{ Image: 'a', HostConfig: { VolumeDriver: 'local' } }, SAME],
    ],
  )
}

t.test('v1.21-create-toplevel-hostconfig: what is moved once is moved', async t => {
  const { request } = stepsOf(rules, 'v1.21-create-toplevel-hostconfig', 'ContainerCreate')
  const members = fc.record(
    { Memory: fc.nat(), Cpuset: fc.string(), Binds: fc.array(fc.string()) },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(members, fc.option(members, { nil: undefined }), (beside, inner) => {
      const body = { Image: 'a', ...beside, ...(inner && { HostConfig: inner }) } as JsonValue
      const once = request!(body, context)
      return request!(once, context) === once
    }),
  )
  t.pass()
})

checkRows(
  t,
  rules,
  ['v1.21-netmode-conflicts', 'ContainerCreate', 'request'],
  [
    [
      {
        Hostname: 'h',
        Domainname: 'd',
        MacAddress: 'm',
        ExposedPorts: {},
        HostConfig: {
          NetworkMode: 'container:a',
          Links: ['a:b'],
          Dns: ['1.1.1.1'],
          ExtraHosts: [],
          PortBindings: {},
          PublishAllPorts: true,
          Binds: [],
        },
      },
      { Domainname: 'd', HostConfig: { NetworkMode: 'container:a', Binds: [] } },
    ],
    [
      { Hostname: 'h', HostConfig: { NetworkMode: 'host', Links: ['a:b'], Dns: ['1.1.1.1'] } },
      { Hostname: 'h', HostConfig: { NetworkMode: 'host', Dns: ['1.1.1.1'] } },
    ],
    [{ Hostname: 'h', HostConfig: { UTSMode: 'host' } }, { HostConfig: { UTSMode: 'host' } }],
    [{ Hostname: 'h', HostConfig: { NetworkMode: 'bridge', Links: ['a:b'] } }, SAME],
    [{ Hostname: 'h' }, SAME],
    [null, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.21-inspect-config-legacy', 'ContainerInspect', 'response'],
  [
    [
      { Config: { Tty: false }, HostConfig: { VolumeDriver: 'flocker' } },
      {
        Config: {
          Tty: false,
          MacAddress: '',
          NetworkDisabled: false,
          ExposedPorts: null,
          VolumeDriver: 'flocker',
        },
        HostConfig: { VolumeDriver: 'flocker' },
      },
    ],
    [{ Config: { MacAddress: 'm', NetworkDisabled: true, ExposedPorts: {}, VolumeDriver: '' } }, SAME],
  ],
)

const endpoint = {
  EndpointID: 'e',
  Gateway: '172.18.0.1',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  IPAddress: '172.18.0.2',
  IPPrefixLen: 16,
  IPv6Gateway: '',
  MacAddress: '02:42:ac:12:00:02',
}
const nowhere = { ...endpoint, EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, MacAddress: '' }
const isUp = { State: { Running: true } }
const inMode = (NetworkMode: string) => ({ ...isUp, HostConfig: { NetworkMode } })
checkRows(
  t,
  rules,
  ['v1.21-networksettings-flat', 'ContainerInspect', 'response'],
  [
    [
      {
        ...inMode('mine'),
        NetworkSettings: {
          ...nowhere,
          Ports: {},
          Networks: { other: { ...endpoint, EndpointID: 'o' }, mine: { ...endpoint, NetworkID: 'n' } },
        },
      },
      { ...inMode('mine'), NetworkSettings: { ...endpoint, Ports: {}, PortMapping: null } },
    ],
    // By the ID of the network, which is no key; and one that the daemon has filled in.
    [
      { ...inMode('0123'), NetworkSettings: { Ports: {}, Networks: { none: nowhere, mine: endpoint } } },
      { ...inMode('0123'), NetworkSettings: { ...endpoint, Ports: {}, PortMapping: null } },
    ],
    [
      {
        ...inMode('default'),
        NetworkSettings: { ...endpoint, Networks: { bridge: { ...endpoint, EndpointID: 'x' } } },
      },
      { ...inMode('default'), NetworkSettings: { ...endpoint, PortMapping: null } },
    ],
    [
      { State: { Running: false }, NetworkSettings: { ...nowhere, Ports: {}, Networks: {} } },
      { State: { Running: false }, NetworkSettings: { ...nowhere, Ports: null, PortMapping: null } },
    ],
    [{ NetworkSettings: null }, SAME],
  ],
)

const zeros = {
  rx_bytes: 0,
  rx_packets: 0,
  rx_errors: 0,
  rx_dropped: 0,
  tx_bytes: 0,
  tx_packets: 0,
  tx_errors: 0,
  tx_dropped: 0,
}
checkRows(
  t,
  rules,
  ['v1.21-stats-networks', 'ContainerStats', 'message'],
  [
    [
      {
        read: 'r',
        name: '/a',
        id: 'i',
        networks: { eth0: { ...zeros, rx_bytes: 1 }, eth1: { rx_bytes: 2, tx_errors: 3, endpoint_id: 'e' } },
      },
      { read: 'r', network: { ...zeros, rx_bytes: 3, tx_errors: 3 } },
    ],
    [
      { networks: { eth0: { rx_bytes: new LosslessNumber('18446744073709551614') }, eth1: { rx_bytes: 1 } } },
      { network: { ...zeros, rx_bytes: new LosslessNumber('18446744073709551615') } },
    ],
    [{ read: 'r' }, { read: 'r', network: zeros }],
    [{ network: zeros }, SAME],
    ['x', SAME],
  ],
)

t.test('v1.21-exec-detach-status: nothing to send back', async t => {
  const { status, responseHeaders } = stepsOf(rules, 'v1.21-exec-detach-status', 'ExecStart')
  t.equal(status!(200, context), 204)
  t.equal(status!(101, context), 101)
  t.strictSame(responseHeaders!({ 'content-length': '0', date: 'd' }, context), { date: 'd' })
  const head = { 'content-type': 'application/vnd.docker.raw-stream' }
  t.equal(responseHeaders!(head, context), head)
})

import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.20.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const binding = (HostIp: string, HostPort: string) => ({ HostIp, HostPort })
const specs = 'v1.20-portspecs'
checkRows(
  t,
  rules,
  [specs, 'ContainerCreate', 'request'],
  [
    [
      { PortSpecs: ['80', '8080:81', '127.0.0.1:53:53/udp', '::82'] },
      {
        ExposedPorts: { '80/tcp': {}, '81/tcp': {}, '53/udp': {}, '82/tcp': {} },
        HostConfig: {
          PortBindings: {
            '80/tcp': [binding('', '')],
            '81/tcp': [binding('', '8080')],
            '53/udp': [binding('127.0.0.1', '53')],
            '82/tcp': [binding('', '')],
          },
        },
      },
    ],
    [
      {
        PortSpecs: ['1-2:11-12'],
        ExposedPorts: { '9/tcp': {} },
        HostConfig: { PortBindings: { '11/tcp': null, '12/tcp': [] } },
      },
      {
        ExposedPorts: { '9/tcp': {}, '11/tcp': {}, '12/tcp': {} },
        HostConfig: { PortBindings: { '11/tcp': null, '12/tcp': [] } },
      },
    ],
    [
      { PortSpecs: ['80'], Privileged: true },
      {
        ExposedPorts: { '80/tcp': {} },
        HostConfig: { Privileged: true, PortBindings: { '80/tcp': [binding('', '')] } },
      },
    ],
    [{ PortSpecs: null, Image: 'a' }, { Image: 'a' }],
    [{ PortSpecs: [], Image: 'a' }, { Image: 'a' }],
    [{ Image: 'a' }, SAME],
    ['x', SAME],
  ],
)
checkRows(
  t,
  rules,
  [specs, 'ImageCommit', 'request'],
  [
    [{ PortSpecs: ['80:81'] }, { ExposedPorts: { '81/tcp': {} } }],
    [{ Cmd: [] }, SAME],
  ],
)
checkRefusals(
  t,
  rules,
  [specs, 'ContainerCreate', 'request'],
  [
    [{ PortSpecs: ['1:2:3:4'] }, 'Invalid PortSpec format: 1:2:3:4'],
    [{ PortSpecs: ['80/http'] }, 'Invalid PortSpec format: 80/http'],
    [{ PortSpecs: ['x'] }, 'Invalid containerPort: x'],
    [{ PortSpecs: ['1-3:1-2'] }, 'Invalid hostPort: 1-3'],
    [{ PortSpecs: ['70000'] }, 'Invalid containerPort: 70000'],
  ],
)

t.test(`${specs}: every port that can be written is published`, async t => {
  const { request } = stepsOf(rules, specs, 'ContainerCreate')
  const port = fc.integer({ min: 1, max: 65_535 })
  const ports = fc.tuple(fc.constantFrom('', '127.0.0.1'), port, port, fc.constantFrom('tcp', 'udp'))
  fc.assert(
    fc.property(ports, ([ip, outer, inner, protocol]) => {
      const body = request!(
        { PortSpecs: [`${ip}:${outer}:${inner}/${protocol}`] },
        contextFor('1.19', '1.41'),
      )
      const expected = {
        ExposedPorts: { [`${inner}/${protocol}`]: {} },
        HostConfig: { PortBindings: { [`${inner}/${protocol}`]: [binding(ip, String(outer))] } },
      }
      return JSON.stringify(body) === JSON.stringify(expected)
    }),
  )
  t.pass()
})

checkRows(
  t,
  rules,
  ['v1.20-inspect-volumes-mounts', 'ContainerInspect', 'response'],
  [
    [
      {
        Id: 'a',
        Mounts: [
          {
            Type: 'volume',
            Name: 'v',
            Source: '/var/lib/docker/volumes/v/_data',
            Destination: '/data',
            RW: true,
          },
          { Type: 'bind', Source: '/tmp', Destination: '/t', RW: false },
        ],
      },
      {
        Id: 'a',
        Volumes: { '/data': '/var/lib/docker/volumes/v/_data', '/t': '/tmp' },
        VolumesRW: { '/data': true, '/t': false },
      },
    ],
    [{ Mounts: [] }, { Volumes: {}, VolumesRW: {} }],
    [{ Mounts: null }, SAME],
    [[], SAME],
  ],
)

const limits = 'v1.20-inspect-config-resources'
checkRows(
  t,
  rules,
  [limits, 'ContainerInspect', 'response'],
  [
    [
      { HostConfig: { Memory: 64, MemorySwap: -1, CpuShares: 2, CpusetCpus: '0' }, Config: { Tty: true } },
      {
        HostConfig: { Memory: 64, MemorySwap: -1, CpuShares: 2, CpusetCpus: '0' },
        Config: { Tty: true, Memory: 64, MemorySwap: -1, CpuShares: 2, Cpuset: '0', PortSpecs: null },
      },
    ],
    [{ HostConfig: {} }, SAME],
  ],
)
const none = { Memory: 0, MemorySwap: 0, CpuShares: 0, Cpuset: '', PortSpecs: null }
const members = { MacAddress: '', NetworkDisabled: false, ExposedPorts: null }
checkRows(
  t,
  rules,
  [limits, 'ImageInspect', 'response'],
  [
    [
      { Config: { Cmd: null }, ContainerConfig: { ExposedPorts: { '80/tcp': {} } } },
      {
        Config: { Cmd: null, ...members, ...none },
        ContainerConfig: { ...members, ...none, ExposedPorts: { '80/tcp': {} } },
      },
    ],
  ],
)

checkRows(
  t,
  rules,
  ['v1.20-kill-stopped', 'ContainerKill', 'error'],
  [
    [
      { status: 409, message: 'Cannot kill container: a: Container 0123 is not running' },
      { status: 204, message: '' },
    ],
    [
      { status: 409, message: 'cannot kill container: a: container 0123 is not running' },
      { status: 204, message: '' },
    ],
    [{ status: 404, message: 'No such container: a' }, SAME],
    [{ status: 400, message: 'Invalid signal: XX' }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.20-exec-create-content-type', 'ContainerExec', 'requestHeaders'],
  [
    [
      { 'content-type': 'text/plain', 'content-length': '9' },
      { 'content-type': 'application/json', 'content-length': '9' },
    ],
  ],
)

checkRows(
  t,
  rules,
  ['v1.20-status-created', 'ContainerList', 'response'],
  [
    [
      [{ Status: 'Created' }, { Status: 'Up 1 second' }],
      [{ Status: '' }, { Status: 'Up 1 second' }],
    ],
    [[{ Status: 'Exited (0)' }], SAME],
  ],
)

checkQueries(t, rules, 'v1.20-status-filter-strict', 'ContainerList', [
  ['filters={"status":["running","nosuch"],"label":["a"]}', 'filters={"label":["a"],"status":["running"]}'],
  ['filters={"status":["nosuch"],"id":["ab"]}', 'filters={"id":["^$"]}'],
  ['filters={"status":{"nosuch":true}}', 'filters={"id":["^$"]}'],
  ['filters={"status":["exited"]}', 'filters={"status":["exited"]}'],
  ['filters={"status":"x"}', 'filters={"status":"x"}'],
  ['filters=bad', 'filters=bad'],
  ['all=1', 'all=1'],
])

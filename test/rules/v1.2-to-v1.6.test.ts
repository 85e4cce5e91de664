import t from 'tap'
import v1_2 from '../../rules/v1.2.ts'
import v1_3 from '../../rules/v1.3.ts'
import v1_4 from '../../rules/v1.4.ts'
import v1_5 from '../../rules/v1.5.ts'
import v1_6 from '../../rules/v1.6.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

const id = 'ab'.repeat(32)
const early = { client: '1.1' } as const

checkRows(
  t,
  v1_2,
  ['v1.2-inspect-key-case', 'ContainerInspect', 'response'],
  [
    [
      { ID: id, NetworkSettings: { IPAddress: '172.17.0.2', IPPrefixLen: 16, Gateway: '172.17.0.1' } },
      { Id: id, NetworkSettings: { IpAddress: '172.17.0.2', IpPrefixLen: 16, Gateway: '172.17.0.1' } },
    ],
  ],
  early,
)
checkRows(
  t,
  v1_2,
  ['v1.2-image-sizes', 'ImageList', 'response'],
  [[[{ Id: id, Size: 1, VirtualSize: 2 }], [{ Id: id }]]],
  early,
)
checkRows(t, v1_2, ['v1.2-image-sizes', 'ImageInspect', 'response'], [[{ id, Size: 1 }, { id }]], early)
checkRows(t, v1_2, ['v1.2-history-tags', 'ImageHistory', 'response'], [[[{ Tags: ['a:b'] }], [{}]]], early)
const fits = 'x'.repeat(45)
checkRows(
  t,
  v1_2,
  ['v1.2-search-description', 'ImageSearch', 'response'],
  [
    [[{ Description: `${fits}y` }], [{ Description: `${'x'.repeat(42)}...` }]],
    [[{ Description: fits }], SAME],
  ],
  early,
)
checkRows(
  t,
  v1_2,
  ['v1.2-memory-minimum', 'ContainerCreate', 'request'],
  [
    [{ Memory: 1 }, { Memory: 524_288 }],
    [{ Memory: 0 }, SAME],
    [{ Memory: 1e9 }, SAME],
  ],
  early,
)

checkQueries(t, v1_3, 'v1.2-container-sizes', 'ContainerList', [['all=1', 'all=1&size=1']], { client: '1.2' })
checkQueries(t, v1_3, 'v1.2-container-sizes', 'ContainerList', [['all=1', 'all=1']], early)
checkRows(
  t,
  v1_3,
  ['v1.3-start-hostconfig', 'ContainerStart', 'request'],
  [[{ Binds: ['/a:/b'] }, undefined]],
)
checkQueries(
  t,
  v1_3,
  'v1.3-resize-swapped',
  'ContainerResize',
  [
    ['h=100&w=30', 'h=30&w=100'],
    ['h=100', 'h=100'],
  ],
  { client: '1.2' },
)

checkQueries(t, v1_4, 'v1.4-top-titles', 'ContainerTop', [['', 'ps_args=-eo+pid,tty,time,comm']])
checkRows(
  t,
  v1_4,
  ['v1.4-top-titles', 'ContainerTop', 'response'],
  [
    [
      { Titles: ['PID', 'TT', 'TIME', 'COMMAND'], Processes: [['1', '?', '00:00:00', 'sh']] },
      [{ PID: '1', Tty: '?', Time: '00:00:00', Cmd: 'sh' }],
    ],
    [{ Titles: [], Processes: null }, null],
  ],
)
checkRows(
  t,
  v1_4,
  ['v1.4-portmapping-nested', 'ContainerInspect', 'response'],
  [
    [
      { NetworkSettings: { PortMapping: { Tcp: { 80: '49153' }, Udp: { 53: '49154' } } } },
      { NetworkSettings: { PortMapping: { 80: '49153' } } },
    ],
    [{ NetworkSettings: { PortMapping: null } }, SAME],
  ],
)

const port = (PublicPort: number, PrivatePort: number, Type = 'tcp', IP = '0.0.0.0') => ({
  IP,
  PrivatePort,
  PublicPort,
  Type,
})
checkRows(
  t,
  v1_5,
  ['v1.5-ports-list', 'ContainerList', 'response'],
  [
    [
      [{ Ports: [port(49_154, 80), port(49_153, 53, 'udp')] }, { Ports: [] }, { Ports: null }],
      [{ Ports: '49153->53/udp, 49154->80' }, { Ports: '' }, { Ports: '' }],
    ],
  ],
)
for (const operation of ['ContainerCreate', 'ImageCommit']) {
  checkRows(
    t,
    v1_5,
    ['v1.5-created-content-type', operation, 'responseHeaders'],
    [
      [
        { 'content-type': 'application/json', a: 'b' },
        { 'content-type': 'text/plain; charset=utf-8', a: 'b' },
      ],
    ],
  )
}

checkQueries(t, v1_6, 'v1.6-create-name', 'ContainerCreate', [['name=a', '']])
checkQueries(t, v1_6, 'v1.6-delete-link', 'ContainerDelete', [['link=1&v=1', 'v=1']])
checkQueries(t, v1_6, 'v1.6-kill-signal', 'ContainerKill', [['signal=1', '']])
checkRows(
  t,
  v1_6,
  ['v1.6-ports-at-start', 'ContainerStart', 'request'],
  [
    [{ Binds: ['/a:/b'], Links: ['a:b'], PortBindings: { '80/tcp': [] } }, { Binds: ['/a:/b'] }],
    [undefined, SAME],
  ],
)
checkRows(
  t,
  v1_6,
  ['v1.6-search-keys', 'ImageSearch', 'response'],
  [[[{ name: 'a', description: 'b', star_count: 1 }], [{ Name: 'a', Description: 'b' }]]],
)
checkRows(
  t,
  v1_6,
  ['v1.6-ports-unpublished', 'ContainerList', 'response'],
  [[[{ Ports: [port(80, 0, 'tcp', ''), port(49_153, 81)] }], [{ Ports: [port(49_153, 81)] }]]],
)
checkRows(
  t,
  v1_6,
  ['v1.0-create-portspecs', 'ContainerCreate', 'request'],
  [
    [{ PortSpecs: [':80', ':53/udp', '81', '1:2'] }, { PortSpecs: ['80:80', '53:53/udp', '81', '1:2'] }],
    [{ PortSpecs: null }, SAME],
  ],
)
checkRows(
  t,
  v1_6,
  ['v1.0-create-expose-publishes', 'ContainerCreate', 'request'],
  [
    [{ PortSpecs: null }, { PortSpecs: null, PublishAllPorts: true }],
    [{ HostConfig: { Binds: [] } }, { HostConfig: { Binds: [], PublishAllPorts: true } }],
    [{ PortSpecs: ['80'] }, SAME],
  ],
)

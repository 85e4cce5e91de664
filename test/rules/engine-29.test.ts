import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/engine-29.ts'
import { isJsonObject, type JsonObject, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { tar } from '../daemon/tar.ts'
import { checkRows, type Row, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const commands: readonly Row[] = [
  [
    { Cmd: 'a b', Entrypoint: '', Shell: 'sh' },
    { Cmd: ['a b'], Entrypoint: [''], Shell: ['sh'] },
  ],
  [{ Cmd: ['a'], Entrypoint: null, Shell: [] }, SAME],
  [{ Cmd: 5 }, SAME],
  [undefined, SAME],
  [null, SAME],
]
for (const operation of ['ContainerCreate', 'ImageCommit'])
  checkRows(t, rules, ['v1.52-request-strslice', operation, 'request'], commands)
checkRows(
  t,
  rules,
  ['v1.52-request-strslice', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { CapAdd: 'NET_ADMIN', CapDrop: 'ALL' } },
      { HostConfig: { CapAdd: ['NET_ADMIN'], CapDrop: ['ALL'] } },
    ],
  ],
)

const looseCommands: readonly Row[] = [
  [
    { Cmd: '', Entrypoint: '["a","b"]' },
    { Cmd: null, Entrypoint: ['a', 'b'] },
  ],
  [
    { Cmd: 'a b', Entrypoint: '[1]' },
    { Cmd: ['a b'], Entrypoint: ['[1]'] },
  ],
  [{ Cmd: ['a'] }, SAME],
]
for (const operation of ['ContainerCreate', 'ImageCommit']) {
  checkRows(t, rules, ['v1.52-cmd-entrypoint-string', operation, 'request'], looseCommands, {
    client: '1.18',
  })
  checkRows(t, rules, ['v1.52-cmd-entrypoint-string', operation, 'request'], [[{ Cmd: '["a"]' }, SAME]], {
    client: '1.19',
  })
}
checkRows(
  t,
  rules,
  ['v1.52-cmd-entrypoint-string', 'ContainerExec', 'request'],
  [[{ Cmd: 'ls' }, { Cmd: ['ls'] }]],
  { client: '1.15' },
)

for (const operation of ['ContainerCreate', 'ImageCommit']) {
  checkRows(
    t,
    rules,
    ['v1.52-request-port-keys', operation, 'request'],
    [
      [
        { ExposedPorts: { '8000-8002/udp': {}, '80': {}, '': {}, '90-90': {} } },
        {
          ExposedPorts: { '80': {}, '8000/udp': {}, '8001/udp': {}, '8002/udp': {}, '90/tcp': {} },
        },
      ],
      [{ ExposedPorts: { '80/tcp': {}, '9-8/tcp': {}, '1-65536/tcp': {}, http: {} } }, SAME],
      [{ ExposedPorts: null }, SAME],
      // More ports than there are: not for us to make up.
      [{ ExposedPorts: { '0-65535/a': {}, '0-65535/b': {}, '0-65535/c': {}, '1-2/d': {} } }, SAME],
    ],
  )
}

checkRows(
  t,
  rules,
  ['v1.52-request-port-keys', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { PortBindings: { '': [{ HostPort: '8080' }], '80/tcp': null } } },
      { HostConfig: { PortBindings: { '80/tcp': null } } },
    ],
    [{ HostConfig: { PortBindings: { '80/tcp': [], http: null } } }, SAME],
    [{ HostConfig: { PortBindings: null } }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-dns-netip', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { Dns: ['', '008.8.8.8', '[::1]', 'ns.example'] } },
      { HostConfig: { Dns: ['8.8.8.8', '::1', 'ns.example'] } },
    ],
    [{ HostConfig: { Dns: ['8.8.8.8'] } }, SAME],
    [{ HostConfig: { Dns: null } }, SAME],
  ],
)

const bind = (HostIp: unknown) => ({
  HostConfig: { PortBindings: { '80/tcp': [{ HostIp, HostPort: '1' }] } },
})
checkRows(
  t,
  rules,
  ['v1.52-request-ip-types', 'ContainerCreate', 'request'],
  [
    [bind('localhost'), bind('127.0.0.1')],
    [bind('127.000.000.001'), bind('127.0.0.1')],
    [bind('[::1]'), bind('::1')],
    ...[
      '',
      '0.0.0.0',
      '10.20.30.40',
      '::',
      'fe80::1%eth0',
      'example.org',
      '0127.0.0.1.5',
      '1.2.3.400',
      null,
    ].map(ip => [bind(ip), SAME] as const),
    [
      {
        NetworkingConfig: {
          EndpointsConfig: { n: { IPAddress: '010.0.0.1', IPAMConfig: { IPv4Address: '10.0.00.1' } } },
        },
      },
      {
        NetworkingConfig: {
          EndpointsConfig: { n: { IPAddress: '10.0.0.1', IPAMConfig: { IPv4Address: '10.0.0.1' } } },
        },
      },
    ],
  ],
)
checkRows(
  t,
  rules,
  ['v1.52-request-ip-types', 'NetworkConnect', 'request'],
  [
    [
      { Container: 'a', EndpointConfig: { IPAMConfig: { LinkLocalIPs: ['169.254.01.1'] } } },
      { Container: 'a', EndpointConfig: { IPAMConfig: { LinkLocalIPs: ['169.254.1.1'] } } },
    ],
  ],
)
for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
  checkRows(
    t,
    rules,
    ['v1.52-request-ip-types', operation, 'request'],
    [
      [
        { TaskTemplate: { ContainerSpec: { DNSConfig: { Nameservers: ['08.8.8.8'] } } } },
        { TaskTemplate: { ContainerSpec: { DNSConfig: { Nameservers: ['8.8.8.8'] } } } },
      ],
    ],
  )
  checkRows(
    t,
    rules,
    ['v1.44-services-spec-networks', operation, 'request'],
    [
      [
        { Name: 's', Networks: [{ Target: 'n' }], TaskTemplate: { Networks: [], Runtime: 'r' } },
        { Name: 's', TaskTemplate: { Networks: [{ Target: 'n' }], Runtime: 'r' } },
      ],
      [{ Networks: [{ Target: 'n' }] }, { TaskTemplate: { Networks: [{ Target: 'n' }] } }],
      [
        { Networks: [{ Target: 'n' }], TaskTemplate: { Networks: [{ Target: 'm' }] } },
        { TaskTemplate: { Networks: [{ Target: 'm' }] } },
      ],
      [{ Networks: null, TaskTemplate: {} }, SAME],
    ],
  )
}

checkRows(t, rules, ['v1.52-commit-empty-chunked-body', 'ImageCommit', 'request'], [[undefined, SAME]])

const bar = (filled: number) => `[${'='.repeat(filled)}>${' '.repeat(50 - filled)}] `
const progress = (progressDetail: unknown, text: string): Row => [
  { progressDetail },
  { progressDetail, progress: text },
]
const streams = [
  'ImageCreate',
  'ImagePush',
  'ImageLoad',
  'ImageBuild',
  'PluginPull',
  'PluginPush',
  'PluginUpgrade',
]
for (const operation of streams) {
  checkRows(
    t,
    rules,
    ['v1.52-progress-string', operation, 'message'],
    [
      progress({ current: 1200, total: 3_400_000 }, `${bar(0)}   1.2kB/3.4MB`),
      progress({ current: 1, total: 2 }, `${bar(25)}      1B/2B`),
      progress({ current: 2, total: 2 }, `${bar(50)}      2B/2B`),
      progress({ current: 3, total: 2 }, `${bar(50)}      3B`),
      progress(
        { current: 999_960, total: 999_960_000 },
        `${bar(0)}   1000kB/1000MB`.replace('   1000kB', '  1000kB'),
      ),
      progress({ current: 1_062_500 }, ' 1.062MB'),
      progress({ current: 5, total: 10, units: 'layers' }, `${bar(25)}5/10 layers`),
      progress({ current: 5, units: 'layers' }, '5 layers'),
      progress({ current: 5, total: 10, hidecounts: true }, bar(25)),
      progress({ current: new LosslessNumber('9007199254740993'), total: 0 }, ' 9.007PB'),
      [{ progressDetail: {} }, SAME],
      [{ progressDetail: { current: 1, total: 2 }, progress: 'own' }, SAME],
      [{ errorDetail: { message: 'no' } }, { errorDetail: { message: 'no' }, error: 'no' }],
      [{ errorDetail: { message: 'no' }, error: 'no' }, SAME],
      [{ status: 'x' }, SAME],
    ],
  )
}

t.test('v1.52-progress-string: the bar is what docker 28 drew', { skip: daemonsUnavailable() }, async t => {
  const archive = tar([{ name: 'file', content: Buffer.alloc(12_345_678, 'x') }])
  const server = http.createServer((_, response) => {
    response.writeHead(200, { 'Content-Length': archive.length })
    sendSlowly(response, archive)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const daemon = await startDaemon({ release: '28', machineNetwork: true })
  t.teardown(() => daemon.stop())
  const { port } = server.address() as AddressInfo
  const answer = await call(daemon.socket, {
    method: 'POST',
    path: `/v1.51/images/create?repo=a&fromSrc=${encodeURIComponent(`http://127.0.0.1:${port}/`)}`,
  })
  const step = stepsOf(rules, 'v1.52-progress-string', 'ImageCreate').message!
  const messages = answer
    .text()
    .trim()
    .split(/\r?\n/)
    .map(line => JSON.parse(line) as JsonObject)
  t.ok(messages.filter(({ progress }) => progress !== undefined).length > 3, 'there were bars to compare')
  for (const message of messages) {
    const { progress, ...rest } = message
    const result = step(rest, contextFor('1.41', '1.51'))
    t.equal(isJsonObject(result) ? result.progress : undefined, progress)
  }
})

/** The daemon reports progress ten times a second at most. */
async function sendSlowly(response: http.ServerResponse, body: Buffer): Promise<void> {
  const part = Math.ceil(body.length / 8)
  for (let start = 0; start < body.length; start += part) {
    response.write(body.subarray(start, start + part))
    await new Promise(resolve => setTimeout(resolve, 150))
  }
  response.end()
}

t.test('v1.52-progress-string: whatever the numbers, there is a bar or none', async t => {
  const step = stepsOf(rules, 'v1.52-progress-string', 'ImageCreate').message!
  const number = fc.oneof(fc.nat(), fc.maxSafeInteger())
  fc.assert(
    fc.property(number, number, (current, total) => {
      const result = step({ progressDetail: { current, total } }, contextFor('1.41', '1.51')) as {
        progress?: string
      }
      if (current <= 0 && total <= 0) t.equal(result.progress, undefined)
      else t.match(result.progress, /^(\[=*> *\] +| *)-?[\d.e+-]+[kMGTPEZY]?B(\/[\d.e+-]+[kMGTPEZY]?B)?$/)
    }),
  )
})

checkRows(
  t,
  rules,
  ['v1.52-inspect-onbuild', 'ContainerInspect', 'response'],
  [
    [{ Config: { Cmd: null } }, { Config: { Cmd: null, OnBuild: null } }],
    [{ Config: { OnBuild: ['RUN x'] } }, SAME],
  ],
)

const ports = (IP?: string): JsonValue => [
  { Ports: [{ ...(IP === undefined ? {} : { IP }), PrivatePort: 80 }] },
]
checkRows(
  t,
  rules,
  ['v1.52-container-list-empty-ip', 'ContainerList', 'response'],
  [
    [ports(''), ports()],
    [ports('1.2.3.4'), SAME],
    [[{ Ports: null }], SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.52-container-list-empty-ip', 'SystemDataUsage', 'response'],
  [
    [{ Containers: ports('') }, { Containers: ports() }],
    [{ Containers: null }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-network-list-containers', 'NetworkList', 'response'],
  [
    [
      [{ Id: 'a' }, { Id: 'b', Containers: { c: {} } }],
      [
        { Id: 'a', Containers: {} },
        { Id: 'b', Containers: { c: {} } },
      ],
    ],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-auth-identitytoken', 'SystemAuth', 'response'],
  [
    [{ Status: 'Login Succeeded' }, { Status: 'Login Succeeded', IdentityToken: '' }],
    [{ Status: 'Login Succeeded', IdentityToken: 'x' }, SAME],
  ],
)

for (const operation of ['ContainerLogs', 'ServiceLogs', 'TaskLogs']) {
  checkRows(
    t,
    rules,
    ['v1.52-logs-error-text', operation, 'error'],
    [
      [
        { status: 400, message: "must specify at least one of 'stdout' or 'stderr'" },
        { status: 400, message: 'Bad parameters: you must choose at least one stream' },
      ],
      [{ status: 404, message: 'No such container: x' }, SAME],
    ],
  )
}

checkRows(
  t,
  rules,
  ['v1.52-kernelmemorytcp', 'ContainerCreate', 'request'],
  [[{ HostConfig: { KernelMemoryTCP: 1, Memory: 2 } }, { HostConfig: { Memory: 2 } }]],
)
checkRows(t, rules, ['v1.52-kernelmemorytcp', 'ContainerUpdate', 'request'], [[{ KernelMemoryTCP: 1 }, {}]])
for (const client of ['1.40', '1.41'] as const)
  checkRows(
    t,
    rules,
    ['v1.52-kernelmemorytcp', 'SystemInfo', 'response'],
    [[{}, { KernelMemoryTCP: false }]],
    {
      client,
    },
  )
for (const client of ['1.39', '1.42'] as const)
  checkRows(t, rules, ['v1.52-kernelmemorytcp', 'SystemInfo', 'response'], [[{}, SAME]], { client })
checkRows(
  t,
  rules,
  ['v1.42-df-always-present-keys', 'SystemDataUsage', 'response'],
  [[{ Images: [] }, { Images: [], LayersSize: 0, Containers: null, Volumes: null, BuildCache: null }]],
  { client: '1.42' },
)
checkRows(
  t,
  rules,
  ['v1.42-df-always-present-keys', 'SystemDataUsage', 'response'],
  [[{}, { LayersSize: 0, Images: null, Containers: null, Volumes: null, BuildCache: null, BuilderSize: 0 }]],
  { client: '1.41' },
)

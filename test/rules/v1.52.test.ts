import fc from 'fast-check'
import t from 'tap'
import engine29 from '../../rules/engine-29.ts'
import rules from '../../rules/v1.52.ts'
import { operations } from '../../src/api/operations.ts'
import type { KeyedChange } from '../../src/translate/change.ts'
import type { JsonObject, JsonValue } from '../../src/translate/json.ts'
import { createTranslator } from '../../src/translate/plan.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const neverSet = {
  Bridge: '',
  HairpinMode: false,
  LinkLocalIPv6Address: '',
  LinkLocalIPv6PrefixLen: 0,
  SecondaryIPAddresses: null,
  SecondaryIPv6Addresses: null,
}
const noBridge = {
  EndpointID: '',
  Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  MacAddress: '',
}
const endpoint = {
  ...noBridge,
  EndpointID: 'e',
  IPAddress: '172.17.0.2',
  IPPrefixLen: 16,
  MacAddress: '02:42:ac:11:00:02',
}
checkRows(
  t,
  rules,
  ['v1.52-networksettings-legacy', 'ContainerInspect', 'response'],
  [
    [
      { NetworkSettings: { Ports: {}, Networks: { bridge: { Aliases: null, ...endpoint } } } },
      {
        NetworkSettings: {
          Ports: {},
          Networks: { bridge: { Aliases: null, ...endpoint } },
          ...neverSet,
          ...endpoint,
        },
      },
    ],
    [
      { NetworkSettings: { Networks: { n: endpoint } } },
      { NetworkSettings: { Networks: { n: endpoint }, ...neverSet, ...noBridge } },
    ],
    // What 29 itself fills in below 1.52 stays.
    [
      { NetworkSettings: { Networks: { bridge: { IPAddress: '1.2.3.4' } }, IPAddress: '1.2.3.4' } },
      {
        NetworkSettings: {
          Networks: { bridge: { IPAddress: '1.2.3.4' } },
          ...neverSet,
          ...noBridge,
          IPAddress: '1.2.3.4',
        },
      },
    ],
    [{ NetworkSettings: { ...neverSet, ...endpoint, Networks: null } }, SAME],
    [{ NetworkSettings: null }, SAME],
  ],
)

const stopped = {
  State: { Running: false },
  Config: { Image: 'a' },
  HostConfig: { NetworkMode: 'n' },
  NetworkSettings: { Networks: { n: { MacAddress: 'aa' }, bridge: { MacAddress: 'bb' } } },
}
checkRows(
  t,
  rules,
  ['v1.52-inspect-config-macaddress', 'ContainerInspect', 'response'],
  [
    [stopped, { ...stopped, Config: { Image: 'a', MacAddress: 'aa' } }],
    [
      { ...stopped, HostConfig: { NetworkMode: 'default' } },
      { ...stopped, HostConfig: { NetworkMode: 'default' }, Config: { Image: 'a', MacAddress: 'bb' } },
    ],
    [{ ...stopped, State: { Running: true } }, SAME],
    [{ ...stopped, HostConfig: { NetworkMode: 'other' } }, SAME],
    [{ ...stopped, NetworkSettings: { Networks: { n: { MacAddress: '' } } } }, SAME],
    [{ ...stopped, Config: { MacAddress: 'cc' } }, SAME],
    [{}, SAME],
  ],
)

const mac = '02:42:AC:11:00:02'
const withMac = (NetworkMode: string, endpoints?: JsonObject): JsonObject => ({
  HostConfig: { NetworkMode },
  MacAddress: mac,
  ...(endpoints === undefined ? {} : { NetworkingConfig: { EndpointsConfig: endpoints } }),
})
const moved = (NetworkMode: string, endpoints: JsonObject): JsonObject => ({
  HostConfig: { NetworkMode },
  NetworkingConfig: { EndpointsConfig: endpoints },
})
checkRows(
  t,
  rules,
  ['v1.52-create-macaddress-dropped', 'ContainerCreate', 'request'],
  [
    [withMac('n'), moved('n', { n: { MacAddress: mac } })],
    [
      withMac('default', { default: { Links: null } }),
      moved('default', { bridge: { Links: null, MacAddress: mac } }),
    ],
    [
      withMac('n', { n: { MacAddress: '02-42-ac-11-00-02' }, m: {} }),
      moved('n', { n: { MacAddress: mac }, m: {} }),
    ],
    [withMac('host'), { HostConfig: { NetworkMode: 'host' } }],
    [{ MacAddress: '', HostConfig: {} }, SAME],
    [{ MacAddress: null }, SAME],
    [moved('n', { n: { MacAddress: 'x' } }), SAME],
  ],
)
checkRefusals(
  t,
  rules,
  ['v1.52-create-macaddress-dropped', 'ContainerCreate', 'request'],
  [
    [
      withMac('n', { m: {} }),
      'unable to migrate container-wide MAC address to a specific network: HostConfig.NetworkMode must match the identity of a network in NetworkSettings.Networks',
    ],
    [
      withMac('n', { n: { MacAddress: '02:42:ac:11:00:03' } }),
      'the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty',
    ],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-inspect-graphdriver-storage', 'ContainerInspect', 'response'],
  [
    [
      { Id: 'a', Storage: { RootFS: { Snapshot: { Name: 'overlayfs' } } } },
      { Id: 'a', GraphDriver: { Data: null, Name: 'overlayfs' } },
    ],
    [{ Id: 'a', GraphDriver: { Data: {}, Name: 'overlay2' } }, SAME],
    [{ Id: 'a', Storage: null }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.52-inspect-graphdriver-storage', 'ImageInspect', 'response'],
  [
    [{ Id: 'a' }, { Id: 'a', GraphDriver: { Data: null, Name: '' } }],
    [{ GraphDriver: { Name: 'overlay2' } }, SAME],
  ],
)

const emptyImage = { Parent: '', Comment: '', DockerVersion: '', Author: '' }
const emptyConfig = {
  User: '',
  Env: null,
  Cmd: null,
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
}
checkRows(
  t,
  rules,
  ['v1.52-image-inspect-omitempty', 'ImageInspect', 'response'],
  [
    [{ Id: 'a' }, { Id: 'a', Config: emptyConfig, ...emptyImage }],
    [{ Config: null }, { Config: emptyConfig, ...emptyImage }],
    [
      { Config: { Cmd: ['sh'] }, Author: 'me' },
      { Config: { ...emptyConfig, Cmd: ['sh'] }, ...emptyImage, Author: 'me' },
    ],
    [{ Config: emptyConfig, ...emptyImage }, SAME],
  ],
)

const containerEvent = {
  Type: 'container',
  Action: 'exec_create: sh',
  Actor: { ID: 'c', Attributes: { image: 'i' } },
  time: 1,
}
checkRows(
  t,
  rules,
  ['v1.52-events-legacy-fields', 'SystemEvents', 'message'],
  [
    [containerEvent, { status: 'exec_create: sh', id: 'c', from: 'i', ...containerEvent }],
    [
      { Type: 'container', Action: 'die', Actor: { ID: 'c', Attributes: null } },
      { status: 'die', id: 'c', Type: 'container', Action: 'die', Actor: { ID: 'c', Attributes: null } },
    ],
    [
      { Type: 'image', Action: 'pull', Actor: { ID: 'i', Attributes: { image: 'x' } } },
      {
        status: 'pull',
        id: 'i',
        Type: 'image',
        Action: 'pull',
        Actor: { ID: 'i', Attributes: { image: 'x' } },
      },
    ],
    [{ Type: 'network', Action: 'create', Actor: { ID: 'n' } }, SAME],
    [{ status: 'die', id: 'c', from: 'i', ...containerEvent }, SAME],
    [null, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-events-content-type', 'SystemEvents', 'requestHeaders'],
  [
    [
      { accept: '*/*', host: 'docker' },
      { accept: 'application/json', host: 'docker' },
    ],
    [{ accept: ['application/json-seq', 'a/b'] }, { accept: 'application/json' }],
    [{ host: 'docker' }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.52-events-content-type', 'SystemEvents', 'responseHeaders'],
  [
    ...['application/jsonl', 'application/x-ndjson', 'application/json-seq; charset=utf-8'].map(
      type => [{ 'content-type': type }, { 'content-type': 'application/json' }] as const,
    ),
    [{ 'content-type': 'application/json' }, SAME],
  ],
)

checkQueries(t, rules, 'v1.52-df-shape', 'SystemDataUsage', [
  ['type=image&verbose=0', 'type=image&verbose=1'],
  ['', 'verbose=1'],
])
checkRows(
  t,
  rules,
  ['v1.52-df-shape', 'SystemDataUsage', 'response'],
  [
    [
      {
        ImageUsage: { TotalCount: 1, TotalSize: 7, Items: [{ Id: 'i' }] },
        ContainerUsage: {},
        VolumeUsage: { Items: [{ Name: 'v' }] },
        BuildCacheUsage: {},
      },
      { LayersSize: 7, Images: [{ Id: 'i' }], Containers: [], Volumes: [{ Name: 'v' }], BuildCache: [] },
    ],
    [{ ImageUsage: {} }, { LayersSize: 0, Images: [] }],
    [
      { LayersSize: 7, Images: [{ Id: 'i' }], ImageUsage: { TotalSize: 8, Items: [] } },
      { LayersSize: 7, Images: [{ Id: 'i' }] },
    ],
    [{ LayersSize: 7, Images: null }, SAME],
  ],
)

const anyPort = [{ HostIp: '', HostPort: '' }]
checkRows(
  t,
  rules,
  ['v1.52-create-empty-portbindings-warning', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { PortBindings: { '80/tcp': [], '81/tcp': null, '82/tcp': [{ HostPort: '1' }] } } },
      {
        HostConfig: { PortBindings: { '80/tcp': anyPort, '81/tcp': anyPort, '82/tcp': [{ HostPort: '1' }] } },
      },
    ],
    [{ HostConfig: { PortBindings: null } }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.52-container-list-health', 'ContainerList', 'response'],
  [[[{ Id: 'a', Health: {} }], [{ Id: 'a' }]]],
)
checkRows(
  t,
  rules,
  ['v1.52-container-list-health', 'SystemDataUsage', 'response'],
  [[{ Containers: [{ Id: 'a', Health: {} }] }, { Containers: [{ Id: 'a' }] }]],
)
checkRows(
  t,
  rules,
  ['v1.52-network-status', 'NetworkInspect', 'response'],
  [[{ Id: 'a', Status: {} }, { Id: 'a' }]],
)

for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
  checkRows(
    t,
    rules,
    ['v1.52-services-swap', operation, 'request'],
    [
      [
        { TaskTemplate: { Resources: { SwapBytes: 1, MemorySwappiness: 2, Limits: {} } } },
        { TaskTemplate: { Resources: { Limits: {} } } },
      ],
    ],
  )
}

for (const operation of ['ImageGet', 'ImageGetAll', 'ImageLoad']) {
  checkQueries(t, rules, 'v1.52-image-save-load-multiplatform', operation, [['platform={}', 'platform={}']])
  checkRefusals(
    t,
    rules,
    ['v1.52-image-save-load-multiplatform', operation, 'query'],
    [
      [
        new URLSearchParams('platform={}&platform={}'),
        'multiple platform parameters are not supported in this API version; use API version 1.52 or later',
      ],
    ],
  )
}

t.test('v1.52-events-legacy-fields: events are asked for at 1.52 wherever the daemon can', async t => {
  const operation = operations.find(({ name }) => name === 'SystemEvents')!
  const { planFor } = createTranslator(rules)
  const targetOn = (release: string, newest: '1.51' | '1.56') =>
    planFor({ operation, client: '1.41', target: '1.41', newest, release }).target
  t.equal(targetOn('29.7.2', '1.56'), '1.52')
  t.equal(targetOn('28.5.2', '1.51'), '1.41')
})

t.test('v1.52-df-shape: every step on disk usage finds the lists it wants', async t => {
  const operation = operations.find(({ name }) => name === 'SystemDataUsage')!
  const planOf = (changes: readonly KeyedChange[]) =>
    createTranslator(changes).planFor({
      operation,
      client: '1.51',
      target: '1.56',
      newest: '1.56',
      release: '29.7.2',
    })
  const answer = {
    ImageUsage: { TotalSize: 7 },
    ContainerUsage: { Items: [{ Id: 'a', Health: {}, Ports: [{ IP: '', PrivatePort: 80, Type: 'tcp' }] }] },
  }
  for (const order of [
    [...engine29, ...rules],
    [...rules, ...engine29],
  ]) {
    const usage = planOf(order).response!(answer, contextFor('1.51', '1.56'))
    t.strictSame(usage, {
      LayersSize: 7,
      Images: [],
      Containers: [{ Id: 'a', Ports: [{ PrivatePort: 80, Type: 'tcp' }] }],
      Volumes: null,
      BuildCache: null,
    })
  }
})

t.test('v1.52-df-shape: the summaries of a list give the list', async t => {
  const step = stepsOf(rules, 'v1.52-df-shape', 'SystemDataUsage').response!
  const items = fc.array(fc.record({ Id: fc.string() }, { noNullPrototype: true }))
  fc.assert(
    fc.property(items, fc.nat(), (Items, TotalSize) => {
      const summary: JsonValue = {
        ...(TotalSize === 0 ? {} : { TotalSize }),
        ...(Items.length === 0 ? {} : { Items }),
      }
      t.strictSame(step({ ImageUsage: summary }, contextFor('1.51', '1.52')), {
        LayersSize: TotalSize,
        Images: Items,
      })
    }),
  )
})

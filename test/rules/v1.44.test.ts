import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.44.ts'
import type { JsonObject } from '../../src/translate/json.ts'
import { checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

checkRows(
  t,
  rules,
  ['v1.44-virtualsize', 'ImageList', 'response'],
  [
    [
      [{ Size: 5 }, { Size: 0 }, null],
      [{ Size: 5, VirtualSize: 5 }, { Size: 0, VirtualSize: 0 }, null],
    ],
    [[{ Size: 5, VirtualSize: 4 }], SAME],
    [[{ Id: 'a' }], SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.44-virtualsize', 'ImageInspect', 'response'],
  [[{ Size: 5 }, { Size: 5, VirtualSize: 5 }]],
)
checkRows(
  t,
  rules,
  ['v1.44-virtualsize', 'SystemDataUsage', 'response'],
  [
    [{ Images: [{ Size: 5 }] }, { Images: [{ Size: 5, VirtualSize: 5 }] }],
    [{ Images: null }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.44-image-created-zero', 'ImageInspect', 'response'],
  [
    [{ Id: 'a' }, { Id: 'a', Created: '0001-01-01T00:00:00Z' }],
    [{ Created: '2020-01-01T00:00:00Z' }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.44-create-healthcheck-startinterval', 'ContainerCreate', 'request'],
  [
    [{ Healthcheck: { Test: ['NONE'], StartInterval: 5 } }, { Healthcheck: { Test: ['NONE'] } }],
    [{ Healthcheck: null }, SAME],
  ],
)
for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
  checkRows(
    t,
    rules,
    ['v1.44-create-healthcheck-startinterval', operation, 'request'],
    [
      [
        { TaskTemplate: { ContainerSpec: { Healthcheck: { StartInterval: 5, Retries: 1 } } } },
        { TaskTemplate: { ContainerSpec: { Healthcheck: { Retries: 1 } } } },
      ],
    ],
  )
  checkRows(
    t,
    rules,
    ['v1.44-services-privileges', operation, 'request'],
    [
      [
        {
          TaskTemplate: {
            ContainerSpec: {
              Privileges: { Seccomp: {}, AppArmor: {}, NoNewPrivileges: true, SELinuxContext: null },
            },
          },
        },
        { TaskTemplate: { ContainerSpec: { Privileges: { SELinuxContext: null } } } },
      ],
      [{ TaskTemplate: { ContainerSpec: null } }, SAME],
    ],
  )
}

checkRefusals(
  t,
  rules,
  ['v1.44-create-ro-force-recursive', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { Mounts: [{ Type: 'bind', BindOptions: { ReadOnlyForceRecursive: true } }] } },
      'BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer',
    ],
  ],
)
checkRows(
  t,
  rules,
  ['v1.44-create-ro-force-recursive', 'ContainerCreate', 'request'],
  [
    [{ HostConfig: { Mounts: [{ Type: 'bind', BindOptions: { ReadOnlyForceRecursive: false } }] } }, SAME],
    [{ HostConfig: { Mounts: [{ Type: 'volume', BindOptions: { ReadOnlyForceRecursive: true } }] } }, SAME],
  ],
)

checkRefusals(
  t,
  rules,
  ['v1.44-create-multiple-endpoints', 'ContainerCreate', 'request'],
  [
    [
      { NetworkingConfig: { EndpointsConfig: { a: {}, b: null } } },
      'Container cannot be created with multiple network endpoints: a, b',
    ],
  ],
)
checkRows(
  t,
  rules,
  ['v1.44-create-multiple-endpoints', 'ContainerCreate', 'request'],
  [
    [{ NetworkingConfig: { EndpointsConfig: { a: {} } } }, SAME],
    // The default network takes the place of the one it is: the daemon sees one endpoint.
    [{ NetworkingConfig: { EndpointsConfig: { default: {}, bridge: {} } } }, SAME],
    [{ NetworkingConfig: null }, SAME],
  ],
)

const mac = '02:42:ac:11:00:02'
checkRows(
  t,
  rules,
  ['v1.44-create-macaddress', 'ContainerCreate', 'request'],
  [
    [{ Image: 'a', MacAddress: mac }, withEndpoints({}, { bridge: { MacAddress: mac } })],
    [
      { Image: 'a', MacAddress: mac, HostConfig: { NetworkMode: 'n' } },
      withEndpoints({ HostConfig: { NetworkMode: 'n' } }, { n: { MacAddress: mac } }),
    ],
    // The only endpoint there is was the main one, whatever its name.
    [
      { ...withEndpoints({}, { other: { Aliases: ['x'], MacAddress: 'y' } }), MacAddress: mac },
      withEndpoints({}, { other: { Aliases: ['x'], MacAddress: mac } }),
    ],
    [
      { ...withEndpoints({}, { default: null }), MacAddress: mac },
      withEndpoints({}, { bridge: { MacAddress: mac } }),
    ],
    [withEndpoints({}, { n: { MacAddress: mac, Links: null } }), withEndpoints({}, { n: { Links: null } })],
    [
      withEndpoints({ MacAddress: '' }, { n: { MacAddress: mac } }),
      withEndpoints({ MacAddress: '' }, { n: {} }),
    ],
    [withEndpoints({}, { n: null }), SAME],
    [{ Image: 'a' }, SAME],
  ],
)
checkRefusals(
  t,
  rules,
  ['v1.44-create-macaddress', 'ContainerCreate', 'request'],
  ['host', 'none', 'container:abc'].map(NetworkMode => [
    { MacAddress: mac, HostConfig: { NetworkMode } },
    'conflicting options: mac-address and the network mode',
  ]),
)

function withEndpoints(members: JsonObject, EndpointsConfig: JsonObject): JsonObject {
  return { Image: 'a', ...members, NetworkingConfig: { EndpointsConfig } }
}

const moved = { CreateMountpoint: true, ReadOnlyNonRecursive: true }
checkRows(
  t,
  rules,
  ['v1.44-create-ro-bind-nonrecursive', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { Binds: ['/a:/b:ro', '/c:/d', 'volume:/e:ro', '/f:/g:rslave,ro,cached'] } },
      {
        HostConfig: {
          Binds: ['/c:/d', 'volume:/e:ro'],
          Mounts: [
            { Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true, BindOptions: moved },
            {
              Type: 'bind',
              Source: '/f',
              Target: '/g',
              ReadOnly: true,
              Consistency: 'cached',
              BindOptions: { Propagation: 'rslave', ...moved },
            },
          ],
        },
      },
    ],
    [
      {
        HostConfig: {
          Mounts: [{ Type: 'bind', ReadOnly: true }, { Type: 'bind' }, { Type: 'volume', ReadOnly: true }],
        },
      },
      {
        HostConfig: {
          Mounts: [
            { Type: 'bind', ReadOnly: true, BindOptions: { ReadOnlyNonRecursive: true } },
            { Type: 'bind' },
            { Type: 'volume', ReadOnly: true },
          ],
        },
      },
    ],
    ...[
      '/a:/b:ro,z',
      '/a:/b:ro,rw',
      '/a:/b:rw',
      '/a:/:ro',
      '/a:/.:ro',
      'a:/b:ro',
      '/a:b:ro',
      '/a:/b:ro:x',
      '/a',
      5,
    ].map(line => [{ HostConfig: { Binds: [line] } }, SAME] as const),
    [{ HostConfig: { Binds: null, Mounts: null } }, SAME],
    [{}, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.44-create-ro-bind-nonrecursive', 'ContainerInspect', 'response'],
  [
    [
      {
        HostConfig: {
          Binds: ['/c:/d'],
          Mounts: [{ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true, BindOptions: moved }],
        },
        Mounts: [
          { Destination: '/b', Mode: '' },
          { Destination: '/d', Mode: '' },
        ],
      },
      {
        HostConfig: { Binds: ['/a:/b:ro', '/c:/d'] },
        Mounts: [
          { Destination: '/b', Mode: 'ro' },
          { Destination: '/d', Mode: '' },
        ],
      },
    ],
    [
      {
        HostConfig: {
          Binds: null,
          Mounts: [{ Type: 'bind', ReadOnly: true, BindOptions: { ReadOnlyNonRecursive: true } }],
        },
      },
      { HostConfig: { Binds: null, Mounts: [{ Type: 'bind', ReadOnly: true }] } },
    ],
    // As the daemon shows it where the client had sent options of its own.
    [
      {
        HostConfig: {
          Mounts: [
            {
              Type: 'bind',
              ReadOnly: true,
              BindOptions: { Propagation: 'slave', ReadOnlyNonRecursive: true },
            },
          ],
        },
      },
      SAME,
    ],
    [{ HostConfig: { Mounts: [{ Type: 'bind', BindOptions: { ReadOnlyNonRecursive: true } }] } }, SAME],
    [{ HostConfig: null, Mounts: [] }, SAME],
  ],
)

t.test('v1.44-create-ro-bind-nonrecursive: inspecting shows the lines that were sent', async t => {
  const { request } = stepsOf(rules, 'v1.44-create-ro-bind-nonrecursive', 'ContainerCreate')
  const { response } = stepsOf(rules, 'v1.44-create-ro-bind-nonrecursive', 'ContainerInspect')
  const path = fc.stringMatching(/^\/[a-z]{1,4}$/)
  const mode = fc.constantFrom(
    '',
    ':ro',
    ':rw',
    ':ro,rslave',
    ':ro,private,cached',
    ':ro,z',
    ':ro,consistent',
  )
  const line = fc.tuple(path, path, mode).map(([source, target, mode]) => `${source}:${target}${mode}`)
  const lines = fc.uniqueArray(line, { selector: text => text.split(':')[1]! })
  fc.assert(
    fc.property(lines, sent => {
      const context = contextFor('1.43', '1.51')
      const created = request!({ HostConfig: { Binds: sent } }, context) as JsonObject
      const shown = response!(created, context) as { HostConfig: { Binds: string[]; Mounts?: unknown } }
      t.strictSame([...shown.HostConfig.Binds].sort(), [...sent].sort())
      t.notOk(shown.HostConfig.Mounts)
    }),
  )
})

checkRows(
  t,
  rules,
  ['v1.44-info-runtimes-status', 'SystemInfo', 'response'],
  [
    [{ Runtimes: { runc: { path: 'runc', status: {} } } }, { Runtimes: { runc: { path: 'runc' } } }],
    [{ Runtimes: null }, SAME],
  ],
)

import t from 'tap'
import rules from '../../rules/v1.48.ts'
import type { JsonObject } from '../../src/translate/json.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'

const OPTION = 'com.docker.network.endpoint.sysctls'
const forwarding = 'net.ipv4.conf.eth0.forwarding'
const moved = 'net.ipv4.conf.IFNAME.forwarding=1'
const id = 'v1.48-create-eth-sysctls'

function create(NetworkMode: string, Sysctls: JsonObject, endpoints?: JsonObject): JsonObject {
  return {
    HostConfig: { NetworkMode, Sysctls },
    ...(endpoints === undefined ? {} : { NetworkingConfig: { EndpointsConfig: endpoints } }),
  }
}

for (const client of ['1.43', '1.47'] as const) {
  checkRows(
    t,
    rules,
    [id, 'ContainerCreate', 'request'],
    [
      [
        create('n', { [forwarding]: '1', 'net.ipv4.ip_forward': '0', 'net.ipv6.conf.eth0.a.b': '2' }),
        create(
          'n',
          { 'net.ipv4.ip_forward': '0' },
          { n: { DriverOpts: { [OPTION]: `${moved},net.ipv6.conf.IFNAME.a.b=2` } } },
        ),
      ],
      [
        create('n', { [forwarding]: '1' }, { n: { Links: [], DriverOpts: { [OPTION]: 'x=1', other: 'y' } } }),
        create('n', {}, { n: { Links: [], DriverOpts: { [OPTION]: `${moved},x=1`, other: 'y' } } }),
      ],
      [
        create('default', { [forwarding]: '1' }, { default: {} }),
        create('default', {}, { bridge: { DriverOpts: { [OPTION]: moved } } }),
      ],
      [create('host', { [forwarding]: '1' }), SAME],
      [create('container:x', { [forwarding]: '1' }), SAME],
      [create('n', { 'net.ipv4.ip_forward': '1' }), SAME],
      [{ HostConfig: { Sysctls: null } }, SAME],
      [{ HostConfig: null }, SAME],
    ],
    { client },
  )
  checkRefusals(
    t,
    rules,
    [id, 'ContainerCreate', 'request'],
    [
      [
        create('n', { 'net.ipv4.conf.eth1.forwarding': '1' }),
        `unable to determine network endpoint for sysctl net.ipv4.conf.eth1.forwarding, use driver option '${OPTION}' to set per-interface sysctls`,
        500,
      ],
    ],
    { client },
  )
}
checkRefusals(
  t,
  rules,
  [id, 'ContainerCreate', 'request'],
  [
    [
      create('n', { [forwarding]: '1' }, { other: {} }),
      `unable to find a network for sysctl ${forwarding}: HostConfig.NetworkMode must match the identity of a network in NetworkSettings.Networks`,
    ],
  ],
  { client: '1.44' },
)
checkRows(
  t,
  rules,
  [id, 'ContainerCreate', 'request'],
  [
    [
      create('n', { [forwarding]: '1' }, { other: {} }),
      create('n', {}, { other: { DriverOpts: { [OPTION]: moved } } }),
    ],
  ],
  { client: '1.43' },
)

checkRows(
  t,
  rules,
  ['v1.48-create-gwpriority-image-mount', 'ContainerCreate', 'request'],
  [
    [
      { NetworkingConfig: { EndpointsConfig: { a: { GwPriority: 1, Links: null } } } },
      { NetworkingConfig: { EndpointsConfig: { a: { Links: null } } } },
    ],
    [{ HostConfig: { Mounts: [{ Type: 'volume' }] } }, SAME],
  ],
)
checkRefusals(
  t,
  rules,
  ['v1.48-create-gwpriority-image-mount', 'ContainerCreate', 'request'],
  [[{ HostConfig: { Mounts: [{ Type: 'image' }] } }, 'Mount type "Image" needs API v1.48 or newer']],
)

const warning =
  "WARNING: the container-wide volume-driver configuration is ignored for volumes specified via 'mount'. Use '--mount type=volume,volume-driver=...' instead"
checkRows(
  t,
  rules,
  ['v1.48-create-volumedriver-warning', 'ContainerCreate', 'response'],
  [
    [
      { Id: 'a', Warnings: ['x', warning] },
      { Id: 'a', Warnings: ['x'] },
    ],
    [
      { Id: 'a', Warnings: [warning] },
      { Id: 'a', Warnings: [] },
    ],
    [{ Id: 'a', Warnings: ['x'] }, SAME],
    [{ Id: 'a', Warnings: null }, SAME],
  ],
)

checkQueries(t, rules, 'v1.48-build-prune-keep-storage', 'BuildPrune', [
  ['all=1&keep-storage=5', 'all=1&reserved-space=5'],
  ['keep-storage=5&reserved-space=6&max-used-space=7&min-free-space=8', 'reserved-space=5'],
  ['reserved-space=6&max-used-space=7', ''],
  ['keep-storage=much', 'keep-storage=much'],
  ['all=1', 'all=1'],
])

checkRows(
  t,
  rules,
  ['v1.48-network-create-enableipv4', 'NetworkCreate', 'request'],
  [[{ Name: 'n', EnableIPv4: false }, { Name: 'n' }]],
)

checkRows(
  t,
  rules,
  ['v1.48-image-store-fields', 'ImageList', 'response'],
  [[[{ Id: 'a', Descriptor: {} }], [{ Id: 'a' }]]],
)
checkRows(
  t,
  rules,
  ['v1.48-image-store-fields', 'ImageInspect', 'response'],
  [[{ Id: 'a', Descriptor: {} }, { Id: 'a' }]],
)
checkRows(
  t,
  rules,
  ['v1.48-image-store-fields', 'ContainerList', 'response'],
  [[[{ Id: 'a', ImageManifestDescriptor: {} }], [{ Id: 'a' }]]],
)
checkRows(
  t,
  rules,
  ['v1.48-image-store-fields', 'ContainerInspect', 'response'],
  [[{ Id: 'a', ImageManifestDescriptor: {} }, { Id: 'a' }]],
)
checkQueries(t, rules, 'v1.48-image-store-fields', 'ImageInspect', [['manifests=1', '']])
for (const operation of ['ImageHistory', 'ImageGet', 'ImageGetAll', 'ImageLoad'])
  checkQueries(t, rules, 'v1.48-image-store-fields', operation, [
    ['platform={}&platform={}&names=a', 'names=a'],
  ])

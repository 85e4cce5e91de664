import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.42.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const multiplexed = 'application/vnd.docker.multiplexed-stream'
const raw = 'application/vnd.docker.raw-stream'

for (const operation of ['ContainerAttach', 'ExecStart', 'ContainerLogs', 'ServiceLogs', 'TaskLogs']) {
  checkRows(
    t,
    rules,
    ['v1.42-stream-content-type', operation, 'responseHeaders'],
    [
      [
        { 'content-type': multiplexed, upgrade: 'tcp' },
        { 'content-type': raw, upgrade: 'tcp' },
      ],
      [{ 'content-type': 'Application/VND.docker.multiplexed-stream; x=1' }, { 'content-type': raw }],
      [{ 'content-type': raw }, SAME],
      [{}, SAME],
    ],
  )
}

checkQueries(t, rules, 'v1.42-attach-ws-streams', 'ContainerAttachWebsocket', [
  ['', 'stdin=1&stdout=1&stderr=1'],
  ['logs=1&stdout=0&stdout=1', 'logs=1&stdout=1&stdin=1&stderr=1'],
])

for (const operation of ['ContainerStop', 'ContainerRestart']) {
  checkQueries(t, rules, 'v1.42-stop-restart-signal', operation, [
    ['t=5&signal=HUP', 't=5'],
    ['t=5', 't=5'],
  ])
}

checkRows(
  t,
  rules,
  ['v1.42-create-consolesize', 'ContainerCreate', 'request'],
  [
    [
      { Image: 'a', HostConfig: { ConsoleSize: [24, 80], Memory: 1 } },
      { Image: 'a', HostConfig: { Memory: 1 } },
    ],
    [{ Image: 'a', HostConfig: { Memory: 1 } }, SAME],
    [{ Image: 'a' }, SAME],
    [undefined, SAME],
  ],
)

for (const operation of ['ContainerExec', 'ExecStart']) {
  checkRows(
    t,
    rules,
    ['v1.42-exec-consolesize', operation, 'request'],
    [
      [{ Tty: true, ConsoleSize: [24, 80] }, { Tty: true }],
      [{ Tty: true }, SAME],
    ],
  )
}

checkRows(
  t,
  rules,
  ['v1.42-create-bind-createmountpoint', 'ContainerCreate', 'request'],
  [
    [
      {
        HostConfig: {
          Mounts: [{ Type: 'bind', BindOptions: { CreateMountpoint: true, Propagation: 'slave' } }, null],
        },
      },
      { HostConfig: { Mounts: [{ Type: 'bind', BindOptions: { Propagation: 'slave' } }, null] } },
    ],
    [{ HostConfig: { Mounts: [{ Type: 'bind', BindOptions: null }] } }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.42-create-mount-options-mismatch', 'ContainerCreate', 'request'],
  [
    [
      {
        HostConfig: {
          Mounts: [
            { Type: 'bind', TmpfsOptions: {}, VolumeOptions: {} },
            { Type: 'volume', TmpfsOptions: {}, BindOptions: {} },
            { Type: 'tmpfs', TmpfsOptions: {}, VolumeOptions: {} },
            { Type: 'image', TmpfsOptions: {} },
          ],
        },
      },
      {
        HostConfig: {
          Mounts: [
            { Type: 'bind', VolumeOptions: {} },
            { Type: 'volume', BindOptions: {} },
            { Type: 'tmpfs', TmpfsOptions: {} },
            { Type: 'image', TmpfsOptions: {} },
          ],
        },
      },
    ],
  ],
)
checkRows(
  t,
  rules,
  ['v1.42-create-mount-options-mismatch', 'ContainerCreate', 'error'],
  [
    [
      { status: 400, message: 'VolumeOptions must not be specified on mount type "bind"' },
      {
        status: 400,
        message: 'invalid mount config for type "bind": field VolumeOptions must not be specified',
      },
    ],
    [
      { status: 400, message: 'BindOptions must not be specified on mount type "odd"' },
      { status: 400, message: 'invalid mount config for type "odd": mount type unknown' },
    ],
    [{ status: 400, message: 'something else' }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.42-create-kernelmemory', 'ContainerCreate', 'request'],
  [[{ HostConfig: { KernelMemory: 1, Memory: 2 } }, { HostConfig: { Memory: 2 } }]],
)
checkRows(
  t,
  rules,
  ['v1.42-update-kernelmemory', 'ContainerUpdate', 'request'],
  [[{ KernelMemory: 1, Memory: 2 }, { Memory: 2 }]],
)

checkQueries(t, rules, 'v1.42-volume-prune-all', 'VolumePrune', [
  ['', 'filters={"all":["true"]}'],
  ['filters=', 'filters={"all":["true"]}'],
  ['filters={}', 'filters={"all":["true"]}'],
  ['filters=null', 'filters={"all":["true"]}'],
  ['filters={"label":["a=b"]}', 'filters={"label":["a=b"],"all":["true"]}'],
  ['filters={"label":{"a=b":true}}', 'filters={"label":{"a=b":true},"all":{"true":true}}'],
  ['filters={"all":["true"]}', 'filters={"all":["true"]}'],
  ['filters={"all":["false"]}', 'filters={"all":["false","true"]}'],
  ['filters={"all":{"true":true}}', 'filters={"all":{"true":true}}'],
  ['filters={broken', 'filters={broken'],
  ['filters=["a"]', 'filters=["a"]'],
])

const cluster = { Name: 'c', ClusterVolume: { ID: 'x' } }
checkRows(
  t,
  rules,
  ['v1.42-volumes-cluster', 'VolumeList', 'response'],
  [
    [
      { Volumes: [{ Name: 'a' }, cluster], Warnings: null },
      { Volumes: [{ Name: 'a' }], Warnings: null },
    ],
    [{ Volumes: [{ Name: 'a', ClusterVolume: null }] }, SAME],
    [{ Volumes: null }, SAME],
  ],
)
checkRows(t, rules, ['v1.42-volumes-cluster', 'VolumeInspect', 'response'], [[{ Name: 'a' }, SAME]])
checkRefusals(
  t,
  rules,
  ['v1.42-volumes-cluster', 'VolumeInspect', 'response'],
  [[cluster, 'get c: no such volume', 404]],
  { params: { name: 'c' } },
)
checkRows(
  t,
  rules,
  ['v1.42-volumes-cluster', 'VolumeCreate', 'request'],
  [[{ Name: 'a', ClusterVolumeSpec: {} }, { Name: 'a' }]],
)

checkQueries(t, rules, 'v1.42-images-shared-size', 'ImageList', [['all=1&shared-size=1', 'all=1']])
checkQueries(t, rules, 'v1.42-df-type', 'SystemDataUsage', [['type=image&type=nonsense', '']])

checkRows(
  t,
  rules,
  ['v1.42-df-buildersize', 'SystemDataUsage', 'response'],
  [
    [
      { BuildCache: [{ Size: 5 }, { Size: 7 }, {}, null], BuilderSize: 0 },
      { BuildCache: [{ Size: 5 }, { Size: 7 }, {}, null], BuilderSize: 12 },
    ],
    [{ BuildCache: [{ Size: 5 }] }, { BuildCache: [{ Size: 5 }], BuilderSize: 5 }],
    [{ BuildCache: [] }, SAME],
    [{ BuildCache: null }, SAME],
    [{ BuilderSize: 3, BuildCache: [{ Size: 5 }] }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.42-df-buildcache-parent', 'SystemDataUsage', 'response'],
  [
    [
      {
        BuildCache: [
          { ID: 'a', ' Parents': ['b', 'c'] },
          { ID: 'b', Parents: ['d'] },
          { ID: 'c', ' Parents': null },
        ],
      },
      { BuildCache: [{ ID: 'a', Parent: 'b' }, { ID: 'b', Parent: 'd' }, { ID: 'c' }] },
    ],
    [{ BuildCache: [{ ID: 'a', Parent: 'x' }, { ID: 'b' }] }, SAME],
    [{ BuildCache: [] }, SAME],
  ],
)

t.test('v1.42-volume-prune-all: filters keep one form, and everything they had', async t => {
  const { query } = stepsOf(rules, 'v1.42-volume-prune-all', 'VolumePrune')
  const values = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 })
  const filters = fc.dictionary(fc.constantFrom('label', 'label!', 'until'), values, {
    minKeys: 1,
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(filters, fc.boolean(), (lists, asMaps) => {
      const sent = asMaps
        ? Object.fromEntries(
            Object.entries(lists).map(([k, v]) => [k, Object.fromEntries(v.map(x => [x, true]))]),
          )
        : lists
      const text = JSON.stringify(sent)
      const result = query!(new URLSearchParams({ filters: text }), contextFor('1.41', '1.51'))
      t.strictSame(JSON.parse(result.get('filters')!), {
        ...JSON.parse(text),
        all: asMaps ? { true: true } : ['true'],
      })
    }),
  )
})

checkRows(
  t,
  rules,
  ['v1.42-info-kernelmemory', 'SystemInfo', 'response'],
  [
    [{ ID: 'a' }, { ID: 'a', KernelMemory: false }],
    [{ KernelMemory: true }, SAME],
  ],
)

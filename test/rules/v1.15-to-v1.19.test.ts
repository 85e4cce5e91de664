/** Changes between docker 1.3 and 1.7: what each makes of its part of a call. */
import fc from 'fast-check'
import t from 'tap'
import v1_15 from '../../rules/v1.15.ts'
import v1_16 from '../../rules/v1.16.ts'
import v1_17 from '../../rules/v1.17.ts'
import v1_18 from '../../rules/v1.18.ts'
import v1_19 from '../../rules/v1.19.ts'
import { type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const json = 'application/json'
for (const operation of ['ContainerCreate', 'ImageCommit']) {
  checkRows(
    t,
    v1_15,
    ['v1.15-json-content-type', operation, 'requestHeaders'],
    [
      [
        { 'content-type': 'plain/text', 'content-length': '2' },
        { 'content-type': json, 'content-length': '2' },
      ],
      [{ 'content-length': '2' }, { 'content-length': '2', 'content-type': json }],
      [
        { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
        { 'content-type': json, 'transfer-encoding': 'chunked' },
      ],
      [{ 'content-type': 'plain/text', 'content-length': '0' }, { 'content-length': '0' }],
      [{ 'content-type': `${json}; charset=utf-8`, 'content-length': '2' }, SAME],
      [{}, SAME],
    ],
  )
}

const MiB = 1024 * 1024
checkRows(
  t,
  v1_15,
  ['v1.15-memory-minimum', 'ContainerCreate', 'request'],
  [
    [
      { Memory: MiB, MemorySwap: 2 * MiB },
      { Memory: 4 * MiB, MemorySwap: 4 * MiB },
    ],
    [
      { HostConfig: { Memory: 512 * 1024, MemorySwap: -1 } },
      { HostConfig: { Memory: 4 * MiB, MemorySwap: -1 } },
    ],
    [{ Memory: String(MiB) }, { Memory: 4 * MiB }],
    [{ Memory: 0 }, SAME],
    [{ Memory: 1000 }, SAME],
    [{ Memory: 64 * MiB }, SAME],
    [undefined, SAME],
  ],
)

checkQueries(t, v1_16, 'v1.16-build-pull', 'ImageBuild', [
  ['pull=1&t=a', 't=a'],
  ['t=a', 't=a'],
])

const noImage = 'No such image:  (tag: latest)'
checkRefusals(
  t,
  v1_17,
  ['v1.17-create-without-image', 'ContainerCreate', 'request'],
  [
    [{}, noImage, 404],
    [{ Image: '' }, noImage, 404],
    [{ Image: null }, noImage, 404],
  ],
)
checkRows(
  t,
  v1_17,
  ['v1.17-create-without-image', 'ContainerCreate', 'request'],
  [
    [{ Image: 'a' }, SAME],
    ['x', SAME],
  ],
)

checkRows(
  t,
  v1_18,
  ['v1.18-resources-hostconfig', 'ContainerCreate', 'request'],
  [
    [
      { Image: 'a', Memory: 64, MemorySwap: -1, CpuShares: 7, Cpuset: '0,1' },
      { Image: 'a', HostConfig: { Memory: 64, MemorySwap: -1, CpuShares: 7, CpusetCpus: '0,1' } },
    ],
    // As CLI 1.6 sends it, and docker-py with a HostConfig of its own.
    [
      { Memory: 64, CpuShares: 0, Cpuset: '', HostConfig: { Memory: 64, CpuShares: 3, CpusetCpus: '' } },
      { HostConfig: { Memory: 64, CpuShares: 3, CpusetCpus: '' } },
    ],
    [
      { Memory: 64, HostConfig: { Memory: 0, Binds: ['/a:/b'] } },
      { HostConfig: { Memory: 64, Binds: ['/a:/b'] } },
    ],
    // Without a HostConfig all of its members count, beside one only limits do.
    [
      { Binds: ['/a:/b'], Privileged: true, Dns: null },
      { HostConfig: { Binds: ['/a:/b'], Privileged: true } },
    ],
    [{ Binds: ['/a:/b'], HostConfig: {} }, { HostConfig: {} }],
    [{ Cpuset: '1', HostConfig: { Cpuset: '0' } }, { HostConfig: { CpusetCpus: '0' } }],
    [{ Image: 'a', Memory: null, VolumesFrom: '' }, { Image: 'a' }],
    [
      { Image: 'a', Memory: null, HostConfig: null },
      { Image: 'a', HostConfig: null },
    ],
    [{ Image: 'a' }, SAME],
    [{ HostConfig: { Memory: 1 } }, SAME],
    [null, SAME],
  ],
)

checkRows(
  t,
  v1_18,
  ['v1.18-images-repodigests', 'ImageList', 'response'],
  [
    [
      [
        { RepoTags: ['a:1'], RepoDigests: ['a@sha256:0'] },
        { RepoTags: null, RepoDigests: ['b@sha256:0'] },
        { RepoTags: [] },
        {},
      ],
      [
        { RepoTags: ['a:1'] },
        { RepoTags: ['<none>:<none>'] },
        { RepoTags: ['<none>:<none>'] },
        { RepoTags: ['<none>:<none>'] },
      ],
    ],
    [[{ RepoTags: ['a:1'] }], SAME],
  ],
)

const id = '8b3e22c12a42bf43700bc154d434b1f1b473433fba9d344b3007c5c5593ff8dc'
checkRows(
  t,
  v1_18,
  ['v1.18-list-image-name', 'ContainerList', 'response'],
  [
    [
      ['busybox', 'localhost:5000/a', id].map(Image => ({ Image })),
      ['busybox:latest', 'localhost:5000/a:latest', id.slice(0, 12)].map(Image => ({ Image })),
    ],
    [['a:1', 'localhost:5000/a:1', 'a@sha256:0', ''].map(Image => ({ Image })), SAME],
  ],
)

checkRows(
  t,
  v1_18,
  ['v1.18-list-image-name', 'SystemEvents', 'message'],
  [
    [
      { status: 'start', from: 'a' },
      { status: 'start', from: 'a:latest' },
    ],
    [{ status: 'untag' }, SAME],
  ],
)

const denied = 'unauthorized: authentication required'
const inStream = { errorDetail: { message: denied }, error: denied }
for (const operation of ['ImageCreate', 'ImagePush']) {
  const change = 'v1.18-login-retry-errors'
  checkRows(
    t,
    v1_18,
    [change, operation, 'message'],
    [
      [inStream, { errorDetail: { message: `${denied} (Status 401)` }, error: `${denied} (Status 401)` }],
      [{ error: 'manifest unknown' }, SAME],
      [{ status: 'unauthorized' }, SAME],
      ['x', SAME],
    ],
    { client: '1.9' },
  )
  checkRows(
    t,
    v1_18,
    [change, operation, 'message'],
    [[inStream, { errorDetail: { message: denied, code: 401 }, error: denied }]],
    { client: '1.8' },
  )
  checkRows(
    t,
    v1_18,
    [change, operation, 'error'],
    [
      [
        { status: 500, message: denied },
        { status: 500, message: `${denied} (Status 401)` },
      ],
      [{ status: 200, message: denied }, SAME],
      [
        {
          status: 404,
          message: "pull access denied for a, repository does not exist or may require 'docker login'",
        },
        SAME,
      ],
    ],
    { client: '1.18' },
  )
}

const typed = 'v1.19-typed-json-decoding'
checkRows(
  t,
  v1_19,
  [typed, 'ContainerCreate', 'request'],
  [
    [
      {
        Cmd: 'true',
        Entrypoint: '["sh","-c"]',
        Env: 'a=b',
        VolumesFrom: '',
        Memory: '67108864',
        CpuShares: 12.7,
        Tty: 1,
        OpenStdin: 'no',
      },
      {
        Cmd: ['true'],
        Entrypoint: ['sh', '-c'],
        Env: ['a=b'],
        VolumesFrom: null,
        Memory: 67108864,
        CpuShares: 12,
        Tty: true,
        OpenStdin: false,
      },
    ],
    [
      { Image: 5, Hostname: [], Memory: 'lots', Volumes: [] },
      { Image: '5', Memory: 0 },
    ],
    [
      { HostConfig: { Privileged: '1', Dns: '8.8.8.8', PortBindings: 'x', Memory: '9223372036854775807' } },
      {
        HostConfig: { Privileged: true, Dns: ['8.8.8.8'], Memory: new LosslessNumber('9223372036854775807') },
      },
    ],
    [{ Image: 'a', HostConfig: '' }, { Image: 'a' }],
    [{ Image: 'a', Cmd: ['true'], Env: null, Tty: false, Memory: 0, HostConfig: null, Unknown: '1' }, SAME],
    [undefined, SAME],
  ],
)
checkRows(
  t,
  v1_19,
  [typed, 'ContainerExec', 'request'],
  [
    [
      { Cmd: 'true', Tty: 'false' },
      { Cmd: ['true'], Tty: false },
    ],
  ],
)

t.test(`${typed}: what was strict already stays as it is`, async t => {
  const { request } = stepsOf(v1_19, typed, 'ContainerCreate')
  const lists = fc.array(fc.string())
  const strict = fc.record(
    {
      Cmd: lists,
      Env: lists,
      Image: fc.string(),
      Memory: fc.maxSafeInteger(),
      Tty: fc.boolean(),
      Volumes: fc.constant({}),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(strict, fc.option(strict, { nil: null }), (config, HostConfig) => {
      const body = { ...config, HostConfig } as JsonValue
      return request!(body, contextFor('1.18', '1.41')) === body
    }),
  )
  t.pass()
})

const shares = (CpuShares: number) => ({ CpuShares })
checkRows(
  t,
  v1_19,
  ['v1.19-cpushares-clamp', 'ContainerCreate', 'request'],
  [
    [{ HostConfig: shares(1) }, { HostConfig: shares(2) }],
    [{ ...shares(300_000) }, shares(262_144)],
    [{ HostConfig: shares(0) }, SAME],
    [{ HostConfig: shares(1024) }, SAME],
  ],
)

checkRows(
  t,
  v1_19,
  ['v1.19-info-int-to-bool', 'SystemInfo', 'response'],
  [
    [
      {
        Debug: false,
        MemoryLimit: true,
        SwapLimit: true,
        IPv4Forwarding: true,
        NCPU: 2,
        OomKillDisable: false,
      },
      { Debug: 0, MemoryLimit: 1, SwapLimit: 1, IPv4Forwarding: 1, NCPU: 2, OomKillDisable: false },
    ],
    [{ Debug: 1 }, SAME],
  ],
)

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const padded = (value: unknown) => encoded(value).padEnd(Math.ceil(encoded(value).length / 4) * 4, '=')
const servers = { 'https://index.docker.io/v1/': { username: 'jo', password: 'ÿÿÿ>>>???' } }
checkRows(
  t,
  v1_19,
  ['v1.19-x-registry-config', 'ImageBuild', 'requestHeaders'],
  [
    [{ 'x-registry-config': encoded({ configs: servers }) }, { 'x-registry-config': padded(servers) }],
    [{ 'x-registry-config': 'e30=' }, SAME],
    [{ 'x-registry-config': padded(servers) }, SAME],
    [{ 'x-registry-config': 'no base64' }, SAME],
    [{}, SAME],
  ],
)

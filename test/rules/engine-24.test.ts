import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/engine-24.ts'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxTar } from '../daemon/image.ts'
import { type TarEntry, tar } from '../daemon/tar.ts'
import { checkQueries, checkRefusals } from './step-table.ts'
import { stepsOf } from './steps.ts'

const END_OF_ARCHIVE_BYTES = 1024

const NAMELESS = 'v1.43-tag-without-repository'
checkQueries(t, rules, NAMELESS, 'ImageTag', [['repo=a&tag=b', 'repo=a&tag=b']])
for (const [client, words] of [
  ['1.21', "Repository name can't be empty"],
  ['1.42', 'invalid reference format'],
] as const)
  checkRefusals(
    t,
    rules,
    [NAMELESS, 'ImageTag', 'query'],
    [
      [new URLSearchParams('tag=b'), words, 500],
      [new URLSearchParams('repo=&tag=b'), words, 500],
    ],
    { client },
  )

const [base, top] = ['a'.repeat(64), 'b'.repeat(64)]

/** As docker 0.10 wrote it. */
const json = (id: string, parent: string | undefined, command: string) =>
  JSON.stringify({
    id,
    ...(parent === undefined ? {} : { parent }),
    created: '2014-06-05T00:05:35.990887725Z',
    container: 'c'.repeat(64),
    container_config: { Hostname: 'x', Cmd: ['/bin/sh', '-c', command], Env: null },
    docker_version: '0.10.0',
    author: 'Jo',
    config: { Hostname: 'x', Cmd: ['/bin/cat', '/hello'], Env: ['A=b'], Image: base, Volumes: null },
    architecture: 'amd64',
    os: 'linux',
    Size: 123,
  })

const image = (id: string, parent: string | undefined, command: string, layer: Buffer): TarEntry[] => [
  { name: `${id}/` },
  { name: `${id}/VERSION`, content: '1.0' },
  { name: `${id}/json`, content: json(id, parent, command) },
  { name: `${id}/layer.tar`, content: layer },
]

const repositories: TarEntry = {
  name: 'repositories',
  content: JSON.stringify({ 'host:5000/oldie': { latest: top, v0: base } }),
}

const layerOfTop = tar([{ name: 'hello', content: 'world\n' }])
const archiveOf = (layerOfBase: Buffer) =>
  tar([
    ...image(top, base, '#(nop) ADD x', layerOfTop),
    ...image(base, undefined, '#(nop) ADD y', layerOfBase),
    repositories,
  ])

async function converted(archive: Buffer, partBytes = archive.length): Promise<Buffer> {
  const stream = stepsOf(rules, 'v1.52-image-load-legacy-tar', 'ImageLoad').requestBytes!()
  for (let start = 0; start < archive.length; start += partBytes)
    stream.write(archive.subarray(start, start + partBytes))
  stream.end()
  return Buffer.concat(await stream.toArray())
}

/** The files of an archive without long names. */
function filesIn(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString('utf8', at, archive.indexOf(0, at))
    const bytes = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8)
    files.set(name, archive.subarray(at + 512, at + 512 + bytes))
    at += 512 + Math.ceil(bytes / 512) * 512
  }
  return files
}

const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex')

t.test('v1.52-image-load-legacy-tar: an old archive goes by unchanged, and gets a manifest', async t => {
  const layerOfBase = tar([{ name: 'bin/' }])
  const archive = archiveOf(layerOfBase)
  const result = await converted(archive)
  const end = archive.length - END_OF_ARCHIVE_BYTES
  t.ok(result.subarray(0, end).equals(archive.subarray(0, end)))
  t.ok(result.subarray(-END_OF_ARCHIVE_BYTES).every(byte => byte === 0))
  const files = filesIn(result)
  const manifest = JSON.parse(files.get('manifest.json')!.toString()) as {
    Config: string
    Layers: string[]
  }[]
  t.match(manifest, [
    { RepoTags: ['host:5000/oldie:latest'], Layers: [`${base}/layer.tar`, `${top}/layer.tar`] },
    { RepoTags: ['host:5000/oldie:v0'], Layers: [`${base}/layer.tar`] },
  ])
  for (const { Config: name } of manifest) t.equal(name, `${digest(files.get(name)!)}.json`)
  const config = JSON.parse(files.get(manifest[0]!.Config)!.toString())
  t.match(config, {
    os: 'linux',
    config: { Cmd: ['/bin/cat', '/hello'], Env: ['A=b'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest(layerOfBase)}`, `sha256:${digest(layerOfTop)}`] },
    history: [
      { created_by: '/bin/sh -c #(nop) ADD y', author: 'Jo' },
      { created_by: '/bin/sh -c #(nop) ADD x' },
    ],
  })
  t.notOk('parent' in config || 'id' in config || 'Size' in config)
})

t.test('v1.52-image-load-legacy-tar: however it is cut, the result is the same', async t => {
  const archive = archiveOf(tar([{ name: 'bin/' }]))
  const whole = await converted(archive)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: archive.length }), async partBytes => {
      t.ok(whole.equals(await converted(archive, partBytes)))
    }),
    { numRuns: 30 },
  )
})

t.test('v1.52-image-load-legacy-tar: anything else goes by unchanged', async t => {
  const layer = tar([{ name: 'bin/' }])
  const cut = archiveOf(layer)
  const others: [string, Buffer][] = [
    [
      'the layout of docker 1.10',
      tar([...image(base, undefined, 'x', layer), repositories, { name: 'manifest.json', content: '[]' }]),
    ],
    [
      'the layout of OCI',
      tar([{ name: 'oci-layout', content: '{}' }, ...image(base, undefined, 'x', layer)]),
    ],
    ['a layer whose parent is missing', tar([...image(top, base, 'x', layer), repositories])],
    [
      'images that are each other’s parents',
      tar([...image(top, base, 'x', layer), ...image(base, top, 'x', layer), repositories]),
    ],
    ['an image without a layer', tar(image(base, undefined, 'x', layer).slice(0, 3))],
    [
      'JSON that is none',
      tar([
        { name: `${base}/json`, content: '{' },
        { name: `${base}/layer.tar`, content: layer },
      ]),
    ],
    ['an empty archive', tar([])],
    ['an archive that breaks off', cut.subarray(0, cut.length - END_OF_ARCHIVE_BYTES - 700)],
    ['no archive', Buffer.from('x'.repeat(5000))],
    ['something short', Buffer.from('x')],
    ['nothing', Buffer.alloc(0)],
  ]
  for (const [name, archive] of others) t.ok((await converted(archive, 1000)).equals(archive), name)
})

t.test(
  'v1.52-image-load-legacy-tar: the containerd image store, which refuses it as it is, loads it',
  { skip: daemonsUnavailable() },
  async t => {
    const daemon = await startDaemon({
      release: '28',
      args: ['--feature=containerd-snapshotter=true', '--storage-driver=native'],
    })
    t.teardown(() => daemon.stop())
    const load = async (body: Buffer) =>
      (await call(daemon.socket, { method: 'POST', path: '/v1.44/images/load', body })).text()
    const archive = archiveOf(busyboxTar())
    t.match(await load(archive), 'unrecognized image format')
    t.match(await load(await converted(archive, 65_536)), 'Loaded image: host:5000/oldie:latest')
    const inspected = await call(daemon.socket, { path: '/v1.44/images/host:5000/oldie:latest/json' })
    t.match(inspected.json(), { Config: { Cmd: ['/bin/cat', '/hello'] }, RootFS: { Layers: { length: 2 } } })
    const created = await call(daemon.socket, {
      method: 'POST',
      path: '/v1.44/containers/create',
      json: { Image: 'host:5000/oldie:latest' },
    })
    const { Id } = created.json<{ Id: string }>()
    await call(daemon.socket, { method: 'POST', path: `/v1.44/containers/${Id}/start` })
    await call(daemon.socket, { method: 'POST', path: `/v1.44/containers/${Id}/wait` })
    const logs = await call(daemon.socket, { path: `/v1.44/containers/${Id}/logs?stdout=1` })
    t.match(logs.text(), 'world\n')
  },
)

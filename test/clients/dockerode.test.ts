/**
 * dockerode 1.2.5 (2014) to 5: its own HTTP stack hijacks with and without an Upgrade header, and its oldest sends bodies and
 * half-open requests as no other client does. The releases are installed under names of their own.
 */
import { createRequire } from 'node:module'
import type { Duplex, Readable } from 'node:stream'
import t, { type Test } from 'tap'
import { oldestTranslated } from '../../rules/index.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { tar } from '../daemon/tar.ts'
import { until } from '../support/until.ts'
import { eventListeners } from './daemon-side.ts'
import { SERVICE } from './docker-cli.ts'
import { ask, collected, type Docker, handleOf } from './dockerode.ts'
import { type ClientGround, clientGround, TOO_OLD } from './ground.ts'

const require = createRequire(import.meta.url)

const releases = [
  { module: 'dockerode-1', version: 'v1.24' },
  { module: 'dockerode-2', version: 'v1.24' },
  { module: 'dockerode-3', version: 'v1.35' },
  { module: 'dockerode-4', version: 'v1.35' },
  { module: 'dockerode-5', version: 'v1.35' },
]

t.test('dockerode', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  for (const { module, version } of releases) {
    const { version: release } = require(`${module}/package.json`) as { version: string }
    const Docker = require(module) as Docker
    t.test(`${release} at ${version}`, t => tour(t, ground, Docker, version, module === 'dockerode-1'))
  }
})

async function tour(t: Test, ground: ClientGround, Docker: Docker, version: string, isOldest: boolean) {
  const docker = new Docker({ socketPath: ground.proxy.socket, version })
  const refusal = await ask(new Docker({ socketPath: ground.daemon.socket, version }), 'version').catch(
    error => error,
  )
  t.match(JSON.stringify(refusal), TOO_OLD, 'refused by the daemon itself')

  const create = async (config: object) => {
    const { id } = await ask<{ id: string }>(docker, 'createContainer', { Image: 'busybox', ...config })
    return handleOf(docker, 'getContainer', id)
  }
  const remove = (container: object) =>
    isOldest ? ask(container, 'remove') : ask(container, 'remove', { force: true })

  t.test('version and info', async t => {
    t.match(await ask(docker, 'version'), { Version: ground.daemon.release, MinAPIVersion: oldestTranslated })
    t.match(await ask(docker, 'info'), { ServerVersion: ground.daemon.release, OSType: 'linux' })
  })

  t.test('attach before start: input goes in, output comes out, the end is seen', async t => {
    const container = await create({
      Cmd: ['sh', '-c', 'read x; echo "got $x"; exit 6'],
      OpenStdin: true,
      StdinOnce: true,
    })
    const streams = { stream: true, stdin: true, stdout: true, stderr: true }
    // The oldest knows nothing of Upgrade: it writes on after the body of its request.
    const attached = await ask<Duplex>(container, 'attach', isOldest ? streams : { ...streams, hijack: true })
    const output = collected(attached)
    await ask(container, 'start')
    attached.write('this\n')
    t.equal((await output).toString(), '\x01\0\0\0\0\0\0\x09got this\n')
    t.match(await ask(container, 'wait'), { StatusCode: 6 })
    t.match(await ask(container, 'inspect'), { State: { Status: 'exited', ExitCode: 6 } })
    await remove(container)
  })

  t.test('attach on a terminal, output only', async t => {
    const container = await create({ Cmd: ['tty'], Tty: true })
    const output = collected(await ask<Readable>(container, 'attach', { stream: true, stdout: true }))
    await ask(container, 'start')
    await ask(container, 'wait')
    t.equal((await output).toString(), '/dev/pts/0\r\n')
    await remove(container)
  })

  t.test('list, top, changes, stop', async t => {
    const container = await create({
      Cmd: ['sh', '-c', 'touch /tmp/made; exec "$@"', '-', ...SERVICE],
      Labels: { a: 'b' },
    })
    await ask(container, 'start')
    const listed = await ask(docker, 'listContainers', { filters: '{"label":["a=b"]}' })
    t.match(listed, [{ Image: 'busybox', State: 'running', Labels: { a: 'b' } }])
    t.match(await ask(container, 'top'), { Titles: ['UID', 'PID'], Processes: [['root']] })
    await until(async () => Array.isArray(await ask(container, 'changes')))
    t.match(await ask(container, 'changes'), [
      { Path: '/tmp', Kind: 0 },
      { Path: '/tmp/made', Kind: 1 },
    ])
    await ask(container, 'stop', { t: 5 })
    t.match(await ask(container, 'inspect'), { State: { ExitCode: 0 } }, 'by TERM')
    await remove(container)
  })

  t.test('build, list, tag, remove images', async t => {
    const context = tar([{ name: 'Dockerfile', content: 'FROM busybox\nRUN echo built >/made\n' }])
    const built = await ask<Readable>(docker, 'buildImage', context, { t: 'made:1' }).then(collected)
    const messages = built
      .toString()
      .trim()
      .split(/\r?\n/)
      .map(line => JSON.parse(line) as { stream?: string })
    t.match(
      messages.find(({ stream }) => stream?.startsWith('Step 2')),
      { stream: 'Step 2/2 : RUN echo built >/made' },
    )
    const tagged = ask(handleOf(docker, 'getImage', 'made:1'), 'tag', { repo: 'made', tag: '2' })
    // The oldest takes nothing but 200 for a success; every daemon there was has answered 201.
    await (isOldest ? t.rejects(tagged, /HTTP code is 201/) : tagged)
    const images = await ask<{ RepoTags: string[] }[]>(docker, 'listImages')
    t.same(images.flatMap(image => image.RepoTags).sort(), ['busybox:latest', 'made:1', 'made:2'])
    await ask(handleOf(docker, 'getImage', 'made:2'), 'remove')
    t.match(await ask(handleOf(docker, 'getImage', 'made:1'), 'remove'), [
      { Untagged: 'made:1' },
      { Deleted: /^sha256:/ },
    ])
    await t.rejects(ask(handleOf(docker, 'getImage', 'made:1'), 'inspect'), /no such image/i)
  })

  t.test('events as they come, until the client leaves', async t => {
    const events = await ask<Readable>(docker, 'getEvents', {
      filters: '{"event":["create"],"type":["container"]}',
    })
    const first = new Promise<Buffer>(resolve => events.once('data', resolve))
    const container = await create({ Cmd: ['true'], name: 'seen' })
    t.match(JSON.parse((await first).toString()), {
      status: 'create',
      from: 'busybox',
      Type: 'container',
      Action: 'create',
    })
    t.equal(await eventListeners(ground.daemon), 1)
    events.destroy()
    await until(async () => (await eventListeners(ground.daemon)) === 0)
    await remove(container)
  })

  if (isOldest) return

  t.test('exec: input and output, exit code, a terminal', async t => {
    const container = await create({ Cmd: SERVICE })
    await ask(container, 'start')
    const streams = { AttachStdin: true, AttachStdout: true, AttachStderr: true }
    const exec = await ask<object>(container, 'exec', { Cmd: ['sh', '-c', 'cat; exit 7'], ...streams })
    const stream = await ask<Duplex>(exec, 'start', { hijack: true, stdin: true })
    stream.end('half-closed')
    t.equal((await collected(stream)).toString(), '\x01\0\0\0\0\0\0\x0bhalf-closed')
    t.match(await ask(exec, 'inspect'), { Running: false, ExitCode: 7 })
    const onTerminal = await ask<object>(container, 'exec', { Cmd: ['tty'], Tty: true, AttachStdout: true })
    const shown = await ask<Duplex>(onTerminal, 'start', { Tty: true, Detach: false })
    t.equal((await collected(shown)).toString(), '/dev/pts/0\r\n')
    await remove(container)
  })

  t.test('logs, stats, archives', async t => {
    const container = await create({ Cmd: ['sh', '-c', 'echo out; echo err >&2; exec sleep 60'] })
    await ask(container, 'start')
    const followed = await ask<Readable>(container, 'logs', { follow: true, stdout: true, stderr: true })
    const logged = collected(followed)
    t.match(await ask(container, 'stats', { stream: false }), {
      memory_stats: { usage: Number },
      read: /^20/,
    })
    await ask(container, 'putArchive', tar([{ name: 'file', content: 'content' }]), { path: '/tmp' })
    const archive = await ask<Readable>(container, 'getArchive', { path: '/tmp/file' }).then(collected)
    t.ok(archive.includes('content'))
    await ask(container, 'kill')
    const frames = ['\x01\0\0\0\0\0\0\x04out\n', '\x02\0\0\0\0\0\0\x04err\n']
    const text = (await logged).toString()
    t.ok([frames.join(''), frames.toReversed().join('')].includes(text), text)
    await remove(container)
  })

  t.test('networks and volumes', async t => {
    const network = await ask<object>(docker, 'createNetwork', { Name: 'back', CheckDuplicate: true })
    t.match(await ask(network, 'inspect'), { Name: 'back', Driver: 'bridge', Containers: {} })
    await ask(network, 'remove')
    const volume = await ask<object>(docker, 'createVolume', { Name: 'data', Labels: { v: '1' } })
    t.match(await ask(docker, 'listVolumes'), { Volumes: [{ Name: 'data', Labels: { v: '1' } }] })
    await ask(volume, 'remove')
  })
}

/** docker CLI 20.10: what streams - run, attach, exec and logs, with standard input, output and error each on its own. */
import { createHash, randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { until } from '../support/until.ts'
import { connections, eventListeners } from './daemon-side.ts'
import { type DockerCli, dockerCli, isTooOld, SERVICE } from './docker-cli.ts'
import { type ClientGround, clientGround } from './ground.ts'

const MIB = 1024 * 1024
/** A record of theirs is written when both sides have closed. */
const HIJACKING = ['ContainerAttach', 'ExecStart']

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('docker CLI streams', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  for (const version of ['1.24', '1.41']) {
    const docker = dockerCli(ground, version)
    t.test(`at ${version}`, t => streams(t, docker, ground))
  }
})

async function streams(t: Test, docker: DockerCli, { daemon, proxy }: ClientGround) {
  t.ok(isTooOld(await docker.direct(['run', 'busybox', 'true'])), 'the daemon itself refuses this client')

  t.test('run: 64 MiB through cat come back as they were', async t => {
    const sent = randomBytes(64 * MIB)
    const { code, out, err } = await docker(['run', '--rm', '-i', 'busybox', 'cat'], { input: sent })
    t.equal(code, 0, err)
    t.equal(out.length, sent.length)
    t.equal(sha256(out), sha256(sent))
  })

  t.test('run: output, errors and exit code apart', async t => {
    const script = 'echo to stdout; echo to stderr >&2; exit 7'
    t.match(await docker(['run', '--rm', 'busybox', 'sh', '-c', script]), {
      code: 7,
      text: 'to stdout',
      err: 'to stderr\n',
    })
    const missing = await docker(['run', '--rm', 'busybox', 'no-such-command'])
    t.equal(missing.code, 127)
    t.match(missing.err, /no-such-command.*executable file not found/)
    const victim = docker.start(['run', '--rm', '--name', 'victim', 'busybox', ...SERVICE])
    await victim.printed('up')
    await docker.ok(['kill', 'victim'])
    t.match(await victim.finished, { code: 137, text: 'up' })
  })

  t.test('run -t: a terminal, and its exit code', async t => {
    const { code, text } = await docker.onTerminal([
      'run',
      '--rm',
      '-t',
      'busybox',
      'sh',
      '-c',
      'tty; exit 6',
    ])
    t.equal(code, 6)
    t.match(text, '/dev/pts/0')
  })

  t.test('attach to a container that waits for input', async t => {
    await docker.ok([
      'create',
      '-i',
      '--name',
      'attached',
      'busybox',
      'sh',
      '-c',
      'cat; echo end >&2; exit 4',
    ])
    await docker.ok(['start', 'attached'])
    t.match(await docker(['attach', 'attached'], { input: 'hello' }), {
      code: 4,
      text: 'hello',
      err: 'end\n',
    })
    t.equal(await docker.ok(['wait', 'attached']), '4')
    await docker.ok(['rm', 'attached'])
  })

  t.test('start -a -i attaches before it starts', async t => {
    await docker.ok(['create', '-i', '--name', 'started', 'busybox', 'tr', 'a-z', 'A-Z'])
    t.match(await docker(['start', '-a', '-i', 'started'], { input: 'hello' }), { code: 0, text: 'HELLO' })
    await docker.ok(['rm', 'started'])
  })

  t.test('exec: input, output, errors, exit code, terminal', async t => {
    await docker.ok(['run', '-d', '--name', 'running', 'busybox', ...SERVICE])
    t.match(
      await docker(['exec', '-i', 'running', 'sh', '-c', 'cat; echo err >&2; exit 9'], { input: 'in' }),
      { code: 9, text: 'in', err: 'err\n' },
    )
    const large = randomBytes(4 * MIB)
    const { out } = await docker(['exec', '-i', 'running', 'cat'], { input: large })
    t.equal(sha256(out), sha256(large))
    t.match(await docker.onTerminal(['exec', '-t', 'running', 'tty']), { code: 0, text: '/dev/pts/0' })
    await docker.ok(['exec', '-d', 'running', 'touch', '/tmp/detached'])
    await until(async () => (await docker(['exec', 'running', 'test', '-e', '/tmp/detached'])).code === 0)
    await docker.ok(['rm', '-f', 'running'])
  })

  t.test('logs -f ends with its container', async t => {
    const script = 'echo first; sleep 1; echo second >&2; sleep 0.2; echo third'
    await docker.ok(['run', '-d', '--name', 'logged', 'busybox', 'sh', '-c', script])
    t.match(await docker(['logs', '-f', 'logged']), { code: 0, text: 'first\nthird', err: 'second\n' })
    t.match(await docker(['logs', '--tail', '1', '-t', 'logged']), { text: /^\d{4}-\d\d-\d\dT\S+Z third$/ })
    await docker.ok(['rm', 'logged'])
  })

  t.test('a client that is interrupted leaves no connection to the daemon behind', async t => {
    const talking = ['sh', '-c', 'while :; do echo up; sleep 0.1; done']
    await docker.ok(['run', '-d', '--name', 'followed', 'busybox', ...talking])
    const interrupt = async (commands: readonly string[][]) => {
      const running = commands.map(command => docker.start(command))
      await Promise.all(running.map(({ printed }) => printed('up')))
      const busy = connections(daemon)
      for (const { child } of running) child.kill('SIGINT')
      await Promise.all(running.map(({ finished }) => finished))
      return busy
    }
    const busy = await interrupt(Array(3).fill(['logs', '-f', 'followed']))
    await until(() => connections(daemon) <= busy - 3)

    const listener = docker.start(['events'])
    await until(async () => (await eventListeners(daemon)) === 1)
    listener.child.kill('SIGINT')
    await listener.finished
    await until(async () => (await eventListeners(daemon)) === 0)

    // dockerd itself does not always let go of an abandoned stream, whoever dialled; Longshore's record says that it did.
    const hijacks = () =>
      proxy.audit().filter(({ operation }) => HIJACKING.includes(String(operation))).length
    const earlier = hijacks()
    await interrupt([
      ['exec', '-i', 'followed', 'sh', '-c', 'echo up; cat'],
      ['attach', '--no-stdin', '--sig-proxy=false', 'followed'],
    ])
    await until(() => hijacks() === earlier + 2)
    t.equal(await docker.ok(['inspect', '-f', '{{.State.Status}}', 'followed']), 'running')
    await docker.ok(['rm', '-f', 'followed'])
  })
}

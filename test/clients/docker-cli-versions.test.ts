/**
 * The docker CLI at every API version between those of the full tours, by a shorter one: 20.10 up to 1.40, and 28 at 1.42 and
 * 1.43, which 20.10 does not speak, and at the oldest that it speaks itself.
 */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { CLI_20_10, dockerCli, isTooOld, SERVICE } from './docker-cli.ts'
import { type ClientGround, clientGround } from './ground.ts'

/** Most of a tour is waiting, for statistics above all. */
const TOURS_AT_ONCE = 4
const BESIDE = { buffered: true }

const between = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `1.${first + index}`)

t.test('docker CLI at each version', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  t.jobs = TOURS_AT_ONCE
  for (const version of between(25, 40)) {
    t.test(`20.10 at ${version}`, BESIDE, t => tour(t, ground, version, CLI_20_10))
  }
  for (const version of ['1.24', '1.42', '1.43']) {
    t.test(`28 at ${version}`, BESIDE, t => tour(t, ground, version, ground.daemon.cli))
  }
})

async function tour(t: Test, ground: ClientGround, version: string, program: string) {
  const docker = dockerCli(ground, version, program)
  const ends = `ends-${version}`
  const stays = `stays-${version}`
  t.ok(isTooOld(await docker.direct(['ps'])), 'the daemon itself refuses this client')
  t.match(await docker.ok(['version', '--format', '{{.Server.Version}}']), ground.daemon.release)
  t.match(await docker.ok(['images', '--format', '{{.Repository}}:{{.Tag}}']), 'busybox:latest')
  t.match(
    await docker.ok(['info', '--format', '{{.ServerVersion}} {{.OSType}}']),
    `${ground.daemon.release} linux`,
  )

  const input = randomBytes(1024 * 1024)
  const echoed = await docker(['run', '--rm', '-i', 'busybox', 'cat'], { input })
  t.equal(echoed.code, 0, echoed.err)
  t.ok(echoed.out.equals(input), 'a container gives back what it is sent')
  t.match(await docker(['run', '--name', ends, 'busybox', 'sh', '-c', 'echo out; echo err >&2; exit 3']), {
    code: 3,
    text: 'out',
    err: 'err\n',
  })
  t.match(await docker(['logs', ends]), { code: 0, text: 'out', err: 'err\n' })
  t.match(
    await docker.ok(['ps', '-a', '--format', '{{.Names}} {{.Status}}']),
    new RegExp(`^${ends} Exited \\(3\\)`, 'm'),
  )
  t.equal(await docker.ok(['wait', ends]), '3')

  await docker.ok(['run', '-d', '--name', stays, '-m', '64m', '-p', '127.0.0.1::80', 'busybox', ...SERVICE])
  const shape = '{{.Name}} {{.State.Status}} {{.HostConfig.Memory}} {{.Config.Image}}'
  t.equal(await docker.ok(['inspect', '-f', shape, stays]), `/${stays} running ${64 << 20} busybox`)
  t.match(await docker.ok(['port', stays]), /^80\/tcp -> 127\.0\.0\.1:\d+$/)
  t.match(await docker(['exec', '-i', stays, 'sh', '-c', 'cat; exit 5'], { input: 'in' }), {
    code: 5,
    text: 'in',
  })
  t.match(await docker.onTerminal(['exec', '-t', stays, 'tty']), { code: 0, text: '/dev/pts/0' })
  t.match(await docker.ok(['top', stays]), /^UID +PID .*\nroot +\d+ /)
  const stats = await docker.ok(['stats', '--no-stream', '--format', '{{.Name}} {{.PIDs}}', stays])
  t.ok([`${stays} 1`, `${stays} 2`].includes(stats), stats)
  await docker.ok(['rm', '-f', ends, stays])
  const spoken = ground.proxy.audit().filter(({ clientVersion }) => clientVersion === version)
  t.ok(
    spoken.some(({ operation }) => operation === 'ExecStart'),
    'the CLI spoke the version asked for',
  )
}

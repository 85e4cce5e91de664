/** docker-py 5.0: what docker_py.py got, in versions a program fixes and in the one that it asks the daemon for. */
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { type ClientGround, clientGround, TOO_OLD } from './ground.ts'
import { clientUnavailable } from './install.ts'
import { run } from './run.ts'

const PROGRAM = fileURLToPath(new URL('./docker_py.py', import.meta.url))

t.test('docker-py', { skip: clientUnavailable('docker-py') }, async t => {
  const ground = await clientGround(t)
  for (const version of ['1.24', '1.35', 'auto']) t.test(version, t => program(t, ground, version))
})

async function program(t: Test, ground: ClientGround, version: string) {
  const python = (host: string) =>
    run(['/usr/bin/python3', PROGRAM, host, version], { env: { HOME: ground.folder } })
  const speaks = version === 'auto' ? ground.daemon.apiVersion : version
  if (version !== 'auto')
    t.match((await python(ground.daemon.host)).err, TOO_OLD, 'refused by the daemon itself')

  const { code, text, err } = await python(ground.host)
  t.equal(code, 0, err)
  const got = JSON.parse(text) as Record<string, unknown>
  const release = ground.daemon.release
  const expected: Record<string, unknown> = {
    daemon: { speaks, ping: true, release, info: release },
    run: 'hello\n',
    'run fails': [3, 'why\n'],
    'run on a terminal': '/dev/pts/0\r\n',
    list: [['box', 'running', { a: 'b' }]],
    inspect: { path: 'sh', memory: 64 << 20, image: ['busybox:latest'] },
    logs: 'up\n',
    exec: [4, 'out\n'],
    'exec apart': [0, 'out\n', 'err\n'],
    // The framing of stdcopy: stream 1, eleven bytes.
    'exec socket': '\x01\0\0\0\0\0\0\x0bstdin bytes',
    'exec socket on a terminal': '/dev/pts/0\r\n',
    top: /^sh -c trap/,
    stats: { name: '/box', pids_stats: { current: Number } },
    'stats stream': ['cpu_stats', 'memory_stats', 'read'],
    put: true,
    get: ['file', 7, true],
    diff: [
      { Path: '/tmp', Kind: 0 },
      { Path: '/tmp/file', Kind: 1 },
    ],
    paused: 'paused',
    updated: ['renamed', 'running', 96 << 20],
    commit: [['committed:1'], 'why'],
    network: [{ n: '1' }, ['renamed']],
    'network name': true,
    networks: ['bridge', 'host', 'none'],
    volume: 'kept\n',
    volumes: [['data', { v: '1' }]],
    wait: 0,
    'attach socket': '\x01\0\0\0\0\0\0\x10TO THE CONTAINER',
    'attached wait': 0,
    build: [
      ['built:latest'],
      ['Step 1/3 : FROM busybox', 'Step 2/3 : RUN echo built >/made', 'Step 3/3 : CMD cat /made'],
    ],
    'build runs': 'built\n',
    'build fails': /returned a non-zero code: 3/,
    import: 'sha256:',
    load: [['built:latest']],
    images: ['built:latest', 'busybox:latest', 'imported:1'],
    history: /cat \/made/,
    removed: /No such image: built/,
    // Selected by a name that it has no more afterwards.
    events: ['create', 'start', 'pause'],
    ...(version !== '1.24' && {
      df: ['BuildCache', 'Containers', 'Images', 'LayersSize', 'Volumes'],
      prune: 0,
    }),
  }
  for (const [step, value] of Object.entries(expected)) t.match(got[step], value, step)
  t.same(Object.keys(got).sort(), Object.keys(expected).sort(), 'every step was taken')
  const versions = ground.proxy.audit().filter(record => record.versioned)
  t.ok(versions.filter(({ clientVersion }) => clientVersion === speaks).length > 100, 'in that version')
}

/** Sockets opened by another process and passed on, by the protocol of sd_listen_fds(3). */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { linkSync } from 'node:fs'
import { createServer, type ListenOptions, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { inheritedSockets } from '../../src/listen/inherited.ts'
import { ask, portOf } from './connections.ts'
import { scratchDirectory } from './scratch.ts'

const PROGRAM = fileURLToPath(new URL('activated.ts', import.meta.url))

/** The announcement names the process itself, which sh can do before it becomes node. */
async function activate(t: Test, listeners: string[], sockets: readonly Server[], env: NodeJS.ProcessEnv) {
  const descriptors = sockets.map(socket => (socket as unknown as { _handle: { fd: number } })._handle.fd)
  const child: ChildProcess = spawn(
    'sh',
    ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', process.execPath, '--import', 'tsx', PROGRAM, ...listeners],
    { stdio: ['ignore', 'pipe', 'inherit', ...descriptors], env: { ...process.env, ...env } },
  )
  t.teardown(() => child.kill())
  for (const socket of sockets) socket.close()
  const [line] = await once(createInterface({ input: child.stdout! }), 'line')
  return JSON.parse(line)
}

async function opened(options: ListenOptions): Promise<Server> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(options, resolve))
  return server
}

t.test('serves a unix and a tcp socket it was given', async t => {
  const directory = scratchDirectory(t)
  const path = join(directory, 'public.sock')
  const unix = await opened({ path: join(directory, 'bound.sock') })
  linkSync(join(directory, 'bound.sock'), path) // node removes the name it bound when it closes its copy
  const tcp = await opened({ host: '127.0.0.1', port: 0 })
  const { port } = tcp.address() as { port: number }

  const bound = await activate(t, ['fd://'], [unix, tcp], { LISTEN_FDS: '2', LISTEN_FDNAMES: 'api:remote' })
  t.strictSame(bound, [
    ['fd://', 'fd://api'],
    ['fd://', `tcp://127.0.0.1:${port}`],
  ])
  t.equal(await ask({ path }, 'ping'), 'fd:// got ping')
  t.equal(await ask({ host: '127.0.0.1', port: portOf(bound[1][1]) }, 'ping'), 'fd:// got ping')
})

t.test('chooses by name', async t => {
  const a = await opened({ host: '127.0.0.1', port: 0 })
  const b = await opened({ host: '127.0.0.1', port: 0 })
  const { port } = b.address() as { port: number }
  const bound = await activate(t, ['fd://b'], [a, b], { LISTEN_FDS: '2', LISTEN_FDNAMES: 'a:b' })
  t.strictSame(bound, [['fd://b', `tcp://127.0.0.1:${port}`]])
})

t.test('refuses a tcp socket without TLS that other machines can reach', async t => {
  const problem = await activate(t, ['fd://'], [await opened({ host: '0.0.0.0', port: 0 })], {
    LISTEN_FDS: '1',
  })
  t.match(problem, /allow-insecure-tcp/)
})

t.test('says what does not fit the announcement', async t => {
  const socket = () => opened({ host: '127.0.0.1', port: 0 })
  t.match(await activate(t, ['fd://'], [], {}), /no socket was passed/)
  t.match(
    await activate(t, ['fd://c'], [await socket()], { LISTEN_FDS: '1', LISTEN_FDNAMES: 'a' }),
    /there are fd:\/\/a/,
  )
  t.match(
    await activate(t, ['fd://', 'fd://a'], [await socket()], { LISTEN_FDS: '1', LISTEN_FDNAMES: 'a' }),
    /another listener/,
  )
  t.match(await activate(t, ['fd://'], [await socket()], { LISTEN_FDS: '40' }), /file descriptor \d+ is no/)
})

t.test('ignores an announcement for another process', async t => {
  const env = { LISTEN_PID: '41', LISTEN_FDS: '2', LISTEN_FDNAMES: 'a' }
  t.strictSame(inheritedSockets(env, 42), [])
  t.strictSame(inheritedSockets(env, 41), [
    { fd: 3, name: 'a' },
    { fd: 4, name: 'unknown' },
  ])
  t.strictSame(inheritedSockets({ LISTEN_PID: '41', LISTEN_FDS: 'x' }, 41), [])
})

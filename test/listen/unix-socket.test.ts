/** A unix socket's permissions, what stands in its way, and what is left of it. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { bindListeners } from '../../src/listen/listener.ts'
import { answering, ask, PLAIN } from './connections.ts'
import { killedListener, scratchDirectory } from './scratch.ts'

const unix = (path: string) => [{ name: 'docker', address: { kind: 'unix', path } as const }]
const isRoot = process.getuid?.() === 0

t.test('answers a client that closed its side, under its name, then leaves nothing behind', async t => {
  const directory = scratchDirectory(t)
  const path = join(directory, 'docker.sock')
  const [bound] = await bindListeners(unix(path), PLAIN, answering())
  t.equal(bound?.address, `unix://${path}`)
  t.strictSame(readdirSync(directory), ['docker.sock'], 'the hidden name is gone')
  t.equal(await ask({ path }, 'ping'), 'docker got ping')
  await bound?.close()
  t.strictSame(readdirSync(directory), [])
})

t.test('has the mode asked for, whatever the umask', async t => {
  const path = join(scratchDirectory(t), 's')
  const umask = process.umask(0o027)
  t.teardown(() => process.umask(umask))
  const [bound] = await bindListeners(unix(path), { ...PLAIN, socketMode: 0o666 }, answering())
  t.equal(statSync(path).mode & 0o7777, 0o666)
  t.equal(process.umask(), 0o027, 'the umask is as before')
  await bound?.close()
})

t.test('belongs to the group asked for', { skip: !isRoot && 'needs root' }, async t => {
  const path = join(scratchDirectory(t), 's')
  const [bound] = await bindListeners(
    unix(path),
    { ...PLAIN, socketMode: 0o660, socketGroup: 4321 },
    answering(),
  )
  t.match(statSync(path), { gid: 4321, uid: 0 })
  t.equal(statSync(path).mode & 0o7777, 0o660)
  await bound?.close()
})

t.test('replaces the socket of a process that was killed', async t => {
  const path = join(scratchDirectory(t), 's')
  killedListener(path)
  t.ok(statSync(path).isSocket())
  const [bound] = await bindListeners(unix(path), PLAIN, answering())
  t.equal(await ask({ path }, 'ping'), 'docker got ping')
  await bound?.close()
})

t.test('leaves a socket that answers alone', async t => {
  const directory = scratchDirectory(t)
  const path = join(directory, 's')
  const [first] = await bindListeners(unix(path), PLAIN, answering())
  await t.rejects(bindListeners(unix(path), PLAIN, answering()), { code: 'address-in-use', message: path })
  t.equal(await ask({ path }, 'still here'), 'docker got still here')
  t.strictSame(readdirSync(directory), ['s'])
  await first?.close()
})

t.test('leaves what is not a socket alone', async t => {
  const directory = scratchDirectory(t)
  writeFileSync(join(directory, 'file'), 'precious')
  mkdirSync(join(directory, 'folder'))
  killedListener(join(directory, 'stale'))
  symlinkSync(join(directory, 'stale'), join(directory, 'link'))
  for (const name of ['file', 'folder', 'link']) {
    const path = join(directory, name)
    await t.rejects(bindListeners(unix(path), PLAIN, answering()), { code: 'not-a-socket', message: path })
  }
  t.strictSame(readdirSync(directory), ['file', 'folder', 'link', 'stale'])
})

t.test('closing does not take away a socket that came in its place', async t => {
  const path = join(scratchDirectory(t), 's')
  const [first] = await bindListeners(unix(path), PLAIN, answering())
  rmSync(path)
  const [second] = await bindListeners(unix(path), PLAIN, answering())
  await first?.close()
  t.equal(await ask({ path }, 'ping'), 'docker got ping')
  await second?.close()
  t.notOk(existsSync(path))
})

t.test('closing leaves the socket where somebody moved it; closing again changes nothing', async t => {
  const path = join(scratchDirectory(t), 's')
  const [bound] = await bindListeners(unix(path), PLAIN, answering())
  renameSync(path, `${path}.moved`)
  await bound?.close()
  await bound?.close()
  t.ok(existsSync(`${path}.moved`))
})

t.test('close stops accepting at once and resolves when the last connection has ended', async t => {
  const path = join(scratchDirectory(t), 's')
  const [bound] = await bindListeners(unix(path), PLAIN, answering())
  const open = createConnection({ path, allowHalfOpen: true })
  await once(bound!.server, 'connection')
  let closed = false
  const closing = bound?.close().then(() => {
    closed = true
  })
  t.notOk(existsSync(path))
  await new Promise(resolve => setTimeout(resolve, 20))
  t.notOk(closed)
  open.resume().end()
  await closing
  t.ok(closed)
})

t.test('says what is wrong with the directory', async t => {
  const directory = scratchDirectory(t)
  writeFileSync(join(directory, 'file'), '')
  await t.rejects(bindListeners(unix(join(directory, 'none', 's')), PLAIN, answering()), {
    code: 'no-directory',
    message: /none does not exist; create the directory first/,
  })
  await t.rejects(bindListeners(unix(join(directory, 'file', 's')), PLAIN, answering()), {
    code: 'no-directory',
    message: /is not a directory/,
  })
  const deep = join(directory, 'd'.repeat(100 - Buffer.byteLength(directory)))
  mkdirSync(deep)
  await t.rejects(bindListeners(unix(join(deep, 's')), PLAIN, answering()), { code: 'path-too-long' })
})

t.test('says what a user may not do', { skip: !isRoot && 'needs root' }, async t => {
  const NOBODY = 65534
  const directory = scratchDirectory(t)
  const open = join(scratchDirectory(t), 'open')
  mkdirSync(open)
  execFileSync('chmod', ['755', join(open, '..')])
  execFileSync('chmod', ['777', open])
  process.seteuid?.(NOBODY)
  t.teardown(() => process.seteuid?.(0))
  await t.rejects(bindListeners(unix(join(directory, 's')), PLAIN, answering()), {
    code: /no-directory|permission-denied/,
  })
  await t.rejects(bindListeners(unix(join('/usr', 's')), PLAIN, answering()), {
    code: 'permission-denied',
    message: /\/usr/,
  })
  await t.rejects(bindListeners(unix(join(open, 's')), { ...PLAIN, socketGroup: 4321 }, answering()), {
    code: 'permission-denied',
    message: /group 4321/,
  })
  t.strictSame(readdirSync(open), [])
})

t.test('takes a full backlog for a sign of life', async t => {
  const path = join(scratchDirectory(t), 's')
  const script = `require('net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => console.log('up'))`
  const stopped = spawn(process.execPath, ['-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => stopped.kill('SIGKILL'))
  await once(stopped.stdout, 'data')
  stopped.kill('SIGSTOP')
  const waiting = Array.from({ length: 4 }, () => createConnection(path).on('error', () => {}))
  t.teardown(() => {
    for (const socket of waiting) socket.destroy()
  })
  await t.rejects(bindListeners(unix(path), PLAIN, answering()), {
    code: 'address-in-use',
    message: /temporarily unavailable/,
  })
})

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { until } from '../support/until.ts'
import { daemonsUnavailable, startDaemon } from './daemon.ts'
import { call, hijack, readToEnd } from './http.ts'
import { busyboxImage } from './image.ts'
import { registryAuth, startRegistry } from './registry.ts'

const skip = daemonsUnavailable() ?? false

t.test('two releases side by side run containers, and leave nothing behind', { skip }, async t => {
  const daemons = await Promise.all([
    startDaemon({ release: '20.10', network: true }),
    startDaemon({ release: '28', network: true, env: { DOCKER_MIN_API_VERSION: '1.44' } }),
  ])
  for (const daemon of daemons) {
    await busyboxImage(daemon)
    const path = `/v${daemon.apiVersion}`
    const json = { Image: 'busybox', Cmd: ['echo', 'hello'], HostConfig: { AutoRemove: true } }
    const created = await call(daemon.socket, {
      method: 'POST',
      path: `${path}/containers/create?name=echo`,
      json,
    })
    t.equal(created.status, 201, created.text())
    const attached = await hijack(daemon.socket, {
      path: `${path}/containers/echo/attach?stream=1&stdout=1`,
      headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
    })
    t.equal(attached.status, 101)
    await call(daemon.socket, { method: 'POST', path: `${path}/containers/echo/start` })
    t.equal((await readToEnd(attached.socket)).toString('latin1'), '\x01\0\0\0\0\0\0\x06hello\n')
  }
  t.equal(daemons[1]?.minApiVersion, '1.44')
  await Promise.all(daemons.map(daemon => daemon.stop()))
  for (const { socket } of daemons) t.notOk(existsSync(socket))
})

t.test('an image goes to a registry with a password and comes back', { skip }, async t => {
  const daemon = await startDaemon({ release: '28' })
  t.teardown(() => daemon.stop())
  const registry = await startRegistry(daemon, { jo: 'secret' })
  t.teardown(() => registry.stop())
  await busyboxImage(daemon, `${registry.address}/box:1`)
  const auth = (password: string) => ({ 'X-Registry-Auth': registryAuth({ username: 'jo', password }) })
  const path = `/images/${registry.address}/box`
  const refused = await call(daemon.socket, {
    method: 'POST',
    path: `${path}/push?tag=1`,
    headers: auth('wrong'),
  })
  t.match(refused.text(), /errorDetail/)
  const pushed = await call(daemon.socket, {
    method: 'POST',
    path: `${path}/push?tag=1`,
    headers: auth('secret'),
  })
  t.match(pushed.text(), /digest: sha256:/)
  await call(daemon.socket, { method: 'DELETE', path: `${path}:1` })
  const pulled = await call(daemon.socket, {
    method: 'POST',
    path: `/images/create?fromImage=${registry.address}/box&tag=1`,
    headers: auth('secret'),
  })
  t.match(pulled.text(), /Downloaded newer image/)
})

t.test('a daemon that cannot start says why', { skip }, async t => {
  await t.rejects(
    startDaemon({ release: '28', args: ['--storage-driver=none'] }),
    /ended while starting:[\s\S]*driver not supported/,
  )
})

t.test('killing the tests kills their daemons', { skip }, async t => {
  const module = fileURLToPath(new URL('./daemon.ts', import.meta.url))
  // It waits to be killed: a daemon that is forgotten does not keep its tests from ending.
  const script = `setInterval(() => {}, 1000); import(${JSON.stringify(module)}).then(async m => console.log((await m.startDaemon({ release: '28', args: [] })).enter.at(-1)))`
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await new Promise<string>(resolve => child.stdout.once('data', d => resolve(String(d)))))
  t.match(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), /docker-init/)
  child.kill('SIGKILL')
  await new Promise(resolve => child.once('exit', resolve))
  await until(() => !existsSync(`/proc/${pid}`))
})

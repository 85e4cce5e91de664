/**
 * Longshore killed before and after each call by which it makes a container anew: the client repeats its call, and the
 * container is there once, with its files, its name and both ids.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { STRICT } from '../support/ground.ts'
import { longshore } from '../support/program.ts'
import { until } from '../support/until.ts'

/** The calls that change something, in order; the first only because the container has written. */
const STEPS = ['commit', 'create', 'put aside', 'name', 'start', 'remove'] as const
const CHANGE = /^(POST|DELETE) \/v[\d.]+\/(commit|containers\/(create|\w+\/(start|rename)|\w+(\?|$)))/

t.setTimeout(900_000)

t.test('killed in the middle of a re-creation', { skip: daemonsUnavailable() }, async t => {
  const daemon = await startDaemon({ release: '28', env: STRICT })
  await busyboxImage(daemon)
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const [socket, between] = [join(folder, 'l.sock'), join(folder, 'between.sock')]
  let running: ChildProcess | undefined
  let onChange: ((isDone: boolean) => boolean) | undefined
  const server = http.createServer((request, response) => {
    const isChange = CHANGE.test(`${request.method} ${request.url}`)
    if (isChange && onChange?.(false)) return
    const { method, url: path, headers } = request
    const forwarded = http.request({ socketPath: daemon.socket, method, path, headers }, answer => {
      if (isChange && onChange?.(true)) return
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    request.pipe(forwarded)
  })
  await new Promise<void>(resolve => server.listen(between, resolve))
  t.teardown(async () => {
    running?.kill('SIGKILL')
    server.close()
    server.closeAllConnections()
    await daemon.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const serve = async () => {
    const options = [
      '--listen',
      `unix://${socket}`,
      '--upstream',
      `unix://${between}`,
      '--log-level',
      'error',
    ]
    const [command, program] = longshore()
    const child = spawn(command, [program, 'serve', ...options], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    running = child
    await until(async () => (await call(socket, { path: '/_ping' }).catch(() => undefined))?.status === 200)
    return child
  }
  const post = (path: string, json?: unknown) =>
    call(socket, { method: 'POST', path: `/v1.20${path}`, ...(json !== undefined && { json }) })
  const logs = async (id: string) =>
    (await call(socket, { path: `/v1.20/containers/${id}/logs?stdout=1` })).text()
  const body = { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }
  const command = [
    'sh',
    '-c',
    'echo run >> /anonymous/written; echo run >> /written; cat /written; sleep 1000',
  ]

  const victims: { readonly id: string; readonly name: string }[] = []
  for (const step of STEPS) {
    for (const isDone of [false, true]) {
      const child = await serve()
      const name = `${step.replace(' ', '-')}-${isDone ? 'after' : 'before'}`
      const HostConfig = { NetworkMode: 'none' }
      const json = { Image: 'busybox', Cmd: command, Volumes: { '/anonymous': {} }, HostConfig }
      const { Id: id } = (await post(`/containers/create?name=${name}`, json)).json<{ Id: string }>()
      await post(`/containers/${id}/start`)
      await until(async () => (await logs(id)).includes('run'))
      await post(`/containers/${id}/stop?t=0`)
      victims.push({ id, name })
      let count = 0
      const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
      onChange = done => {
        const isHere = STEPS[count] === step && done === isDone
        if (done) count++
        if (isHere) child.kill('SIGKILL')
        return isHere
      }
      await post(`/containers/${id}/start`, body).catch(() => undefined)
      t.equal(child.killed, true, `${name}: the step was reached`)
      await gone
      onChange = undefined
    }
  }

  await serve()
  const answers = await Promise.all(victims.map(({ id }) => post(`/containers/${id}/start`, body)))
  const everywhere = (await call(daemon.socket, { path: '/containers/json?all=1' })).json<
    { Names: string[] }[]
  >()
  t.strictSame(
    everywhere.flatMap(({ Names }) => Names).sort(),
    victims.map(({ name }) => `/${name}`).sort(),
    'each is there once, by its name',
  )
  for (const [index, { id, name }] of victims.entries()) {
    const answer = answers[index]!
    t.ok([204, 304].includes(answer.status), `${name}: ${answer.status} ${answer.text()}`)
    const real = (await call(daemon.socket, { path: `/containers/${name}/json` })).json<{ Id: string }>()
    for (const known of [id, name, id.slice(0, 12), real.Id]) {
      const shown = (await call(socket, { path: `/v1.20/containers/${known}/json` })).json<{
        HostConfig: { CapAdd: string[] }
      }>()
      t.match(shown, { Id: id, Name: `/${name}`, State: { Running: true } })
      t.match(shown.HostConfig.CapAdd.join(), /NET_ADMIN$/)
    }
    await until(async () => (await logs(id)).split('run').length >= 3)
    t.match(await logs(id), /run\n[\s\S]*run\n/, 'what it wrote is there')
    const inVolume = await post(`/containers/${id}/copy`, { Resource: '/anonymous/written' })
    t.match(inVolume.body.toString('latin1', 512, 520), 'run\nrun\n', 'in its volume, too')
  }
})

/** Longshore killed at any moment of a re-creation: the client repeats its call, and the container is there once, with its files and name. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { STRICT } from '../support/ground.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** A re-creation with a commit takes about 150 ms here; the kills spread over twice that. */
const KILLS = 16
const STEP_MS = 20

t.setTimeout(200_000)

t.test('killed in the middle of a re-creation', { skip: daemonsUnavailable() }, async t => {
  const daemon = await startDaemon({ release: '28', env: STRICT })
  await busyboxImage(daemon)
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const socket = join(folder, 'l.sock')
  let running: ChildProcess | undefined
  t.teardown(async () => {
    running?.kill('SIGKILL')
    await daemon.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const serve = async () => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        MAIN,
        'serve',
        '--listen',
        `unix://${socket}`,
        '--upstream',
        `unix://${daemon.socket}`,
        '--log-level',
        'error',
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    )
    running = child
    while (!existsSync(socket) || !(await call(socket, { path: '/_ping' }).catch(() => undefined)))
      await sleep(20)
    return child
  }
  const kill = async (child: ChildProcess) => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  const body = { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }

  for (let i = 0; i < KILLS; i++) {
    const name = `k${i}`
    const first = await serve()
    const command = ['sh', '-c', 'echo run >> /written; cat /written; sleep 1000']
    const created = await call(socket, {
      method: 'POST',
      path: `/v1.20/containers/create?name=${name}`,
      json: { Image: 'busybox', Cmd: command, HostConfig: { NetworkMode: 'none' } },
    })
    const { Id: id } = created.json<{ Id: string }>()
    await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/start` })
    await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/stop?t=0` })
    const start = { method: 'POST', path: `/v1.20/containers/${id}/start`, json: body }
    const interrupted = call(socket, start).catch(() => undefined)
    await sleep(i * STEP_MS)
    await kill(first)
    await interrupted

    const second = await serve()
    const again = await call(socket, start)
    t.ok([204, 304].includes(again.status), `killed after ${i * STEP_MS} ms: ${again.status} ${again.text()}`)
    const everywhere = (await call(daemon.socket, { path: '/containers/json?all=1' })).json<
      { Names: string[] }[]
    >()
    t.strictSame(
      everywhere.filter(({ Names }) =>
        Names.some(one => one.startsWith(`/${name}`) && one !== `/${name}` && one.includes('longshore')),
      ).length,
      0,
      'no half-made container is left',
    )
    for (const known of [id, name]) {
      const shown = (await call(socket, { path: `/v1.20/containers/${known}/json` })).json<{
        Id: string
        Name: string
        State: { Running: boolean }
      }>()
      t.match(shown, { Id: id, Name: `/${name}`, State: { Running: true } })
    }
    const logs = await call(socket, { path: `/v1.20/containers/${id}/logs?stdout=1` })
    t.match(logs.text(), /run\n[\s\S]*run\n/, 'what the first run wrote is there')
    await kill(second)
  }
})

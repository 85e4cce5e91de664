/**
 * Where attacks are tried: a daemon that logs every request it gets, and Longshore in front with a policy that lets much
 * through, but no privileges. Whether a call got past it, the daemon's own log tells.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type Daemon, type Release, startDaemon } from '../daemon/daemon.ts'
import { call, type Request } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { runContainer } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

const POLICY = `
rules:
  - name: no-privileges
    operations: write
    when: privileged.any
    decision: deny
    message: no privileges here
  - name: not-the-secret-ones
    operations: [containers, exec]
    names: 'secret*'
    decision: deny
    message: not this one
  - name: rest
    operations: [read, containers, exec, images, build, volumes, networks, services, plugins, swarm]
    decision: allow
visibility:
  - hide: { labels: 'hidden' }
redact:
  - env: '*_TOKEN'
`

/** What an attack answers at most: everything that is no yes. 101 would be one. */
const REFUSALS = [301, 400, 403, 404, 405, 411, 413, 431, 501]

/** A limit that a test can pass without sending for long. */
const MAX_JSON_BYTES = 256 * 1024

/** An answer that does not end is a failure (milliseconds). */
const PATIENCE_MS = 60_000

/** A request as `call` takes it, or its very bytes. */
export type Attempt = Request | string

export interface AttackGround {
  readonly daemon: Daemon
  /** Longshore's. */
  readonly socket: string
  /** Sends it to Longshore; gives the statuses of the answers, and their bytes. */
  send(attempt: Attempt): Promise<{ statuses: number[]; text: string }>
  /** What other calls than looking reached the daemon during `act`: `POST /v1.41/containers/create`. */
  reached(act: () => Promise<unknown>): Promise<string[]>
  /** Starts a container at the daemon; gives its id. */
  run(command: readonly string[], config?: Readonly<Record<string, unknown>>): Promise<string>
}

export type Attack = (t: Test, ground: AttackGround) => Promise<void>

export async function attackGround(t: Pick<Test, 'teardown'>, release: Release): Promise<AttackGround> {
  const daemon = await startDaemon({ release, args: ['--debug'] })
  t.teardown(() => daemon.stop())
  await busyboxImage(daemon)
  const folder = mkdtempSync(join(tmpdir(), 'longshore-attack-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'policy.yaml'), POLICY)
  const { socket, stop } = await startProxy(daemon.socket, {
    policy: join(folder, 'policy.yaml'),
    maxJsonBytes: MAX_JSON_BYTES,
  })
  t.teardown(stop)
  let marks = 0
  return {
    daemon,
    socket,
    send: async attempt => {
      if (typeof attempt === 'string') return sendBytes(socket, attempt)
      const answer = await call(socket, attempt)
      return { statuses: [answer.status], text: answer.text() }
    },
    async reached(act) {
      const before = daemon.log().length
      await act()
      // The daemon logs a request before it answers, so what came before this one stands in the log.
      const mark = `mark-${++marks}`
      await call(daemon.socket, { path: `/containers/${mark}/json` })
      const log = daemon.log().slice(before)
      if (!log.includes(mark)) throw new Error('the daemon does not log its requests')
      return arrivals(log).filter(line => !/^(GET|HEAD) /.test(line))
    },
    run: (command, config) => runContainer(daemon.socket, command, config),
  }
}

/** Docker 28 writes `handling POST request … request-url=/v1.41/…`, 20.10 `Calling POST /v1.41/…`. */
function arrivals(log: string): string[] {
  const handled = /msg="(?:handling (\w+) request".* request-url="?([^\s"]+)|Calling (\w+) ([^\s"]+))/g
  return Array.from(
    log.matchAll(handled),
    ([, method, url, called, path]) => `${method ?? called} ${url ?? path}`,
  )
}

/** The client closes its side when all is sent, and reads what is answered to it. */
function sendBytes(path: string, bytes: string): Promise<{ statuses: number[]; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ path, allowHalfOpen: true })
    let text = ''
    socket.setEncoding('latin1').on('data', chunk => {
      text += chunk
    })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no end')))
    socket.on('error', reject)
    socket.on('close', () => {
      const statuses = Array.from(text.matchAll(/HTTP\/1\.[01] (\d{3})/g), ([, status]) => Number(status))
      resolve({ statuses, text })
    })
    socket.on('end', () => socket.destroy())
    socket.end(bytes, 'latin1')
  })
}

/** The attack is refused, and nothing of it reaches the daemon. */
export async function repelled(t: Test, ground: AttackGround, what: string, attempt: Attempt): Promise<void> {
  let statuses: number[] = []
  const reached = await ground.reached(async () => {
    statuses = (await ground.send(attempt)).statuses
  })
  t.strictSame(reached, [], `${what} does not reach the daemon`)
  t.ok(
    statuses.every(status => REFUSALS.includes(status)),
    `${what} is refused: ${statuses}`,
  )
}

/** The control: without the attack, the same call gets there. */
export async function admitted(t: Test, ground: AttackGround, what: string, attempt: Attempt): Promise<void> {
  let answered = ''
  const reached = await ground.reached(async () => {
    answered = (await ground.send(attempt)).text
  })
  t.not(reached.length, 0, `${what} reaches the daemon: ${answered.slice(0, 200)}`)
}

export const HARMLESS = { Image: 'busybox', Cmd: ['true'], HostConfig: { NetworkMode: 'none' } }
export const PRIVILEGED = { ...HARMLESS, HostConfig: { NetworkMode: 'none', Privileged: true } }

export const create = (body: unknown, path = '/v1.41/containers/create'): Request => ({
  method: 'POST',
  path,
  headers: { 'Content-Type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** The bytes of a request that would make a privileged container: what attackers hide in others. */
export function createBytes(
  body: unknown = PRIVILEGED,
  head = 'POST /v1.41/containers/create HTTP/1.1',
): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return `${head}\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}

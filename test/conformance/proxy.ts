/**
 * Longshore as the suite tests it: a process of its own on a unix socket, pinned to one version of the daemon's API.
 */
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiVersion } from '../../src/api/version.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { newRoot, removeRoot } from '../daemon/roots.ts'
import { longshore } from '../support/program.ts'

export interface Proxy {
  readonly socket: string
  stop(): Promise<void>
}

/** Within a second on an idle machine; on a busy one it has taken more than half a minute. */
const START_TIMEOUT_MS = 180_000
const POLL_INTERVAL_MS = 20

export async function startProxy(daemon: Daemon, upstreamVersion: ApiVersion): Promise<Proxy> {
  const { folder: root } = newRoot()
  const [socket, log] = [join(root, 'l.sock'), join(root, 'log')]
  const output = openSync(log, 'a')
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', ...longshore(), 'serve'],
      ...['--listen', `unix://${socket}`, '--upstream', daemon.host, '--upstream-version', upstreamVersion],
      ...['--audit', join(root, 'audit')],
    ],
    { stdio: ['ignore', output, output] },
  )
  closeSync(output)
  child.unref()
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async () => {
    child.ref()
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await ended
    removeRoot(root)
  }
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const answered = await call(socket, { path: '/_ping' }).catch(() => undefined)
    if (answered?.status === 200) return { socket, stop }
    if (child.exitCode !== null || Date.now() > deadline) {
      const said = readFileSync(log, 'utf8')
      await stop()
      throw new Error(`longshore does not answer on its socket:\n${said}`)
    }
    await sleep(POLL_INTERVAL_MS)
  }
}

/** What clients hold at the daemon, seen from its side; and waiting for what it does in its own time. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Daemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'

/** Generous: two cores may have other daemons to run (milliseconds). */
const DEADLINE_MS = 10_000
const POLL_INTERVAL_MS = 50

/** In /proc/net/unix, the state of a socket that is connected. */
const CONNECTED = '03'

/** Resolves once `isSo` does with true; rejects when that takes too long. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not so after ${DEADLINE_MS} ms: ${isSo}`)
    await sleep(POLL_INTERVAL_MS)
  }
}

/** Connections to its socket, in use or idle. The kernel lists the daemon's ends in the network of who dialled. */
export function connections(daemon: Daemon): number {
  const fields = readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .map(line => line.split(/\s+/))
  return fields.filter(([, , , , , state, , path]) => state === CONNECTED && path === daemon.socket).length
}

/** Clients that listen to its events. */
export async function eventListeners(daemon: Daemon): Promise<number> {
  const info = await call(daemon.socket, { path: '/info' })
  return info.json<{ NEventsListener: number }>().NEventsListener
}

/** What clients hold at the daemon, seen from its side. */
import { readFileSync } from 'node:fs'
import type { Daemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'

/** In /proc/net/unix, the state of a socket that is connected. */
const CONNECTED = '03'

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

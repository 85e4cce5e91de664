/**
 * What many idle connections cost: memory and descriptors of the proxy while they are open, and whether all is given back
 * when they are closed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { hijack, open } from '../daemon/http.ts'
import type { Longshore } from './longshore.ts'

export interface IdleCost {
  readonly bytesPerConnection: number
  readonly descriptorsPerConnection: number
  /** Descriptors open before the first connection and after the last had closed. */
  readonly descriptorsBefore: number
  readonly descriptorsAfter: number
}

/** Opened at a time: more would wait in the daemon's accept queue, whose length is the kernel's somaxconn. */
const AT_ONCE = 50
/** Whatever an answer leaves behind is collected by then, or belongs to the connection. */
const SETTLE_MS = 2_000
/** Sockets of the daemon's side close when it notices; it attaches and detaches one at a time. */
const CLOSE_TIMEOUT_MS = 30_000
const POLL_INTERVAL_MS = 100

/** Opens one connection and gives what closes it. */
export type OpenOne = (socket: string) => Promise<() => void>

export const attach =
  (path: string): OpenOne =>
  async socket => {
    const { status, socket: raw } = await hijack(socket, {
      path,
      headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
    })
    if (status !== 101) throw new Error(`POST ${path} answered ${status}`)
    return () => raw.destroy()
  }

export const stream =
  (path: string): OpenOne =>
  async socket => {
    const { status, abort } = await open(socket, { path })
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`)
    return abort
  }

export async function measureIdle(
  longshore: Longshore,
  openOne: OpenOne,
  connections: number,
): Promise<IdleCost> {
  // The first ones pay for code and pools that all share.
  for (const close of await openAll(longshore, openOne, AT_ONCE)) close()
  await sleep(SETTLE_MS)
  const descriptorsBefore = longshore.openDescriptors()
  const residentBefore = longshore.residentBytes()
  const closers = await openAll(longshore, openOne, connections)
  await sleep(SETTLE_MS)
  const bytesPerConnection = (longshore.residentBytes() - residentBefore) / connections
  const descriptorsPerConnection = (longshore.openDescriptors() - descriptorsBefore) / connections
  for (const close of closers) close()
  const deadline = Date.now() + CLOSE_TIMEOUT_MS
  while (longshore.openDescriptors() > descriptorsBefore && Date.now() < deadline)
    await sleep(POLL_INTERVAL_MS)
  return {
    bytesPerConnection,
    descriptorsPerConnection,
    descriptorsBefore,
    descriptorsAfter: longshore.openDescriptors(),
  }
}

async function openAll(
  { socket }: Longshore,
  openOne: OpenOne,
  connections: number,
): Promise<(() => void)[]> {
  const closers: (() => void)[] = []
  while (closers.length < connections) {
    const batch = Math.min(AT_ONCE, connections - closers.length)
    closers.push(...(await Promise.all(Array.from({ length: batch }, () => openOne(socket)))))
  }
  return closers
}

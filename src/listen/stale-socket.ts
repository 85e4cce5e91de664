/**
 * Taking over the path of a socket whose process is gone. unix(7): a bound path stays when its process dies, and binding
 * it again gives EADDRINUSE. Connecting tells the two apart: ECONNREFUSED when nobody listens.
 *
 * Hazard: two processes that both find the same stale file. If each removed it on its own finding, the second would
 * remove the first one's new socket. So it is only ever removed under a lock, after asking again.
 */
import { closeSync, linkSync, lstatSync, openSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ListenError, systemCode, systemReason } from './errors.ts'

/** A takeover is a few system calls; whoever holds the lock longer than this died in the middle of it. */
const LOCK_WAIT_MS = 2000
const LOCK_POLL_MS = 20

/**
 * Gives the listening socket at `bound` its public name. link(2) does not replace anything, so of several processes one
 * wins. Throws ListenError when the path is taken by a socket that answers or by anything else than a socket.
 */
export async function claimPath(bound: string, path: string): Promise<void> {
  if (linked(bound, path)) return
  await requireStale(path)
  await underLock(`${path}.lock`, path, async () => {
    if (linked(bound, path)) return
    await requireStale(path)
    rmSync(path, { force: true })
    if (!linked(bound, path)) throw inUse(path)
  })
}

function linked(bound: string, path: string): boolean {
  try {
    linkSync(bound, path)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

async function requireStale(path: string): Promise<void> {
  const entry = lstatSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return
  if (!entry.isSocket()) {
    throw new ListenError(
      'not-a-socket',
      `unix://${path}: there is a file which is not a socket, and it will not be removed; move it away or choose another path.`,
    )
  }
  const refusal = await connectionError(path)
  if (refusal === undefined) throw inUse(path)
  const code = systemCode(refusal)
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return
  if (code === 'EACCES' || code === 'EPERM') {
    throw new ListenError(
      'permission-denied',
      `unix://${path}: there is a socket which this user may not connect to, so whether it is in use cannot be told; remove it or choose another path.`,
      refusal,
    )
  }
  // EAGAIN is a full backlog, EPROTOTYPE a datagram socket: somebody is there.
  throw inUse(path, systemReason(refusal))
}

function connectionError(path: string): Promise<Error | undefined> {
  return new Promise(resolve => {
    const socket = createConnection(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('error', resolve)
  })
}

function inUse(path: string, detail?: string): ListenError {
  const found =
    detail === undefined ? 'a running process listens there' : `there is a socket in use (${detail})`
  return new ListenError('address-in-use', `unix://${path}: ${found}; stop it or choose another path.`)
}

async function underLock(lock: string, path: string, work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + LOCK_WAIT_MS
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      break
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
      if (Date.now() > deadline) {
        throw new ListenError(
          'address-in-use',
          `unix://${path}: another process is taking the path over; when none is running, remove ${lock}.`,
        )
      }
      await sleep(LOCK_POLL_MS)
    }
  }
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

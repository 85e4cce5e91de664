/**
 * A listening unix socket. Whoever may write to it is root on this machine by way of the daemon, so it never exists with
 * wider permissions than asked for: it is bound at a hidden name with mode 0600, given its group and mode there, and
 * shown at its path only when it already accepts connections.
 *
 * The hidden name has a second use: libuv unlinks the name it bound when the server closes, whoever owns that name by
 * then (`uv__pipe_close`). Here it finds nothing, and the path is removed only while it is still this socket.
 */
import { randomBytes } from 'node:crypto'
import { type BigIntStats, chmodSync, chownSync, lstatSync, rmSync, statSync } from 'node:fs'
import type { Server } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { UNIX_PATH_MAX_BYTES } from '../daemon/address.ts'
import { ListenError, systemCode, systemReason } from './errors.ts'
import { listening } from './listening.ts'
import { claimPath } from './stale-socket.ts'

/** Leaves rw for the owner alone: mode 0600. */
const NARROW_UMASK = 0o177

export interface SocketAccess {
  /** Permission bits. */
  readonly socketMode: number
  /** The gid to own the socket; the process's own when undefined. */
  readonly socketGroup?: number
}

/** Binds and shows the socket; the result takes it away again and is called before the server closes. Throws ListenError. */
export async function bindUnixSocket(
  server: Server,
  path: string,
  access: SocketAccess,
): Promise<() => void> {
  const directory = dirname(path)
  requireDirectory(path, directory)
  const hidden = join(directory, `.${randomBytes(3).toString('hex')}`)
  requireRoomFor(hidden, path)
  try {
    await listenNarrow(server, hidden)
    if (access.socketGroup !== undefined) chownSync(hidden, -1, access.socketGroup)
    chmodSync(hidden, access.socketMode)
    const own = lstatSync(hidden, { bigint: true })
    await claimPath(hidden, path)
    rmSync(hidden)
    return () => {
      if (isSameFile(own, path)) rmSync(path, { force: true })
    }
  } catch (error) {
    server.close() // unlinks the hidden name
    throw explained(error, path, access)
  }
}

/** bind(2) happens inside `listen`, before it returns, so nothing else of this process runs under the umask. */
function listenNarrow(server: Server, path: string): Promise<void> {
  const umask = process.umask(NARROW_UMASK)
  try {
    return listening(server, { path })
  } finally {
    process.umask(umask)
  }
}

function requireDirectory(path: string, directory: string) {
  let problem = 'is not a directory'
  try {
    if (statSync(directory).isDirectory()) return
  } catch (error) {
    problem = systemCode(error) === 'ENOENT' ? 'does not exist' : `cannot be used: ${systemReason(error)}`
  }
  throw new ListenError(
    'no-directory',
    `unix://${path}: ${directory} ${problem}; create the directory first.`,
  )
}

function requireRoomFor(hidden: string, path: string) {
  const longest = Math.max(Buffer.byteLength(hidden), Buffer.byteLength(path))
  if (longest <= UNIX_PATH_MAX_BYTES) return
  const room =
    UNIX_PATH_MAX_BYTES - 1 - Math.max(Buffer.byteLength(basename(hidden)), Buffer.byteLength(basename(path)))
  throw new ListenError(
    'path-too-long',
    `unix://${path}: the directory's name may be ${room} bytes long for a socket in it; choose a shorter path.`,
  )
}

/** The inode number cannot be used again while the socket is open, so the same number is the same socket. */
function isSameFile(own: BigIntStats, path: string): boolean {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return found !== undefined && found.dev === own.dev && found.ino === own.ino
}

function explained(error: unknown, path: string, access: SocketAccess): ListenError {
  if (error instanceof ListenError) return error
  const syscall = error instanceof Error ? (error as NodeJS.ErrnoException).syscall : undefined
  const code = systemCode(error)
  if (syscall === 'chown') {
    return new ListenError(
      'permission-denied',
      `unix://${path}: the socket cannot be given to group ${access.socketGroup}: ${systemReason(error)}; choose another socket-group or start as a member of it.`,
      error,
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ListenError(
      'permission-denied',
      `unix://${path}: no socket can be created in ${dirname(path)}: ${systemReason(error)}; start as a user who may write there or choose another path.`,
      error,
    )
  }
  return new ListenError(
    'cannot-listen',
    `unix://${path}: cannot listen there: ${systemReason(error)}.`,
    error,
  )
}

/**
 * Sockets which systemd opened and handed over: file descriptors from 3 on, announced by LISTEN_PID, LISTEN_FDS and
 * LISTEN_FDNAMES (sd_listen_fds(3)).
 */
import { fstatSync } from 'node:fs'
import { type FdAddress, formatListenAddress } from './address.ts'
import { ListenError } from './errors.ts'

export interface InheritedSocket {
  readonly fd: number
  readonly name: string
}

/** SD_LISTEN_FDS_START: 0 to 2 are the standard streams. */
const FIRST_FD = 3

/** What sd_listen_fds_with_names(3) calls a socket when LISTEN_FDNAMES is not set. */
const UNNAMED = 'unknown'

/**
 * The announced sockets; none when the announcement is for another process: it is inherited by children, the
 * sockets may not be.
 */
export function inheritedSockets(env: NodeJS.ProcessEnv, pid: number): readonly InheritedSocket[] {
  if (env.LISTEN_PID !== String(pid) || !/^\d{1,5}$/.test(env.LISTEN_FDS ?? '')) return []
  const names = env.LISTEN_FDNAMES?.split(':') ?? []
  return Array.from({ length: Number(env.LISTEN_FDS) }, (_, index) => ({
    fd: FIRST_FD + index,
    name: names[index] || UNNAMED,
  }))
}

/** The sockets which an `fd://` address means, at least one. Throws ListenError. */
export function chooseInherited(
  address: FdAddress,
  sockets: readonly InheritedSocket[],
): readonly InheritedSocket[] {
  const chosen = address.name === undefined ? sockets : sockets.filter(socket => socket.name === address.name)
  if (chosen.length === 0) {
    const names = [...new Set(sockets.map(socket => socket.name))]
    throw new ListenError(
      'no-inherited-socket',
      names.length === 0
        ? `${formatListenAddress(address)}: no socket was passed to this process (LISTEN_PID, LISTEN_FDS); start it from a systemd socket unit.`
        : `${formatListenAddress(address)}: no passed socket has that name; there are ${names.map(name => `fd://${name}`).join(', ')}.`,
    )
  }
  for (const { fd } of chosen) requireSocket(address, fd)
  return chosen
}

function requireSocket(address: FdAddress, fd: number) {
  let found = 'nothing open'
  try {
    if (fstatSync(fd).isSocket()) return
    found = 'no socket'
  } catch {
    // EBADF: the announcement promises more descriptors than were passed
  }
  throw new ListenError(
    'no-inherited-socket',
    `${formatListenAddress(address)}: file descriptor ${fd} is ${found}; LISTEN_FDS does not fit what was passed.`,
  )
}

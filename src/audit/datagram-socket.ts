/**
 * Unix datagrams, which Node has none of (unix(7), sendto(2)). The C library is called through `koffi`, an optional
 * dependency.
 */
import { createRequire } from 'node:module'
import { constants } from 'node:os'

export interface DatagramSocket {
  /** Undefined when the receiver has the datagram, or the number of the system's error. */
  send(bytes: Buffer, path: string): number | undefined
  close(): void
}

/** Linux `asm-generic`; the same on every architecture that Node runs on. */
const AF_UNIX = 1
const SOCK_DGRAM = 2
const SOCK_CLOEXEC = 0o2000000
const MSG_DONTWAIT = 0x40
const MSG_NOSIGNAL = 0x4000

/** As much of it as is used here; its own types are there only where it is installed. */
interface Koffi {
  /** null: the program itself, with the libraries it is linked to. */
  load(library: null): { func(prototype: string): (...values: (number | Buffer)[]) => number }
  errno(): number
}

/** Throws where there is no `koffi`, or no Linux. */
export function openDatagramSocket(): DatagramSocket {
  const { socket, sendto, close, errno } = libc()
  const fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)
  if (fd < 0) throw new Error('no datagram socket could be made')
  return {
    send(bytes, path) {
      const address = socketAddress(path)
      const flags = MSG_DONTWAIT | MSG_NOSIGNAL
      return sendto(fd, bytes, bytes.length, flags, address, address.length) < 0 ? -errno() : undefined
    },
    close: () => close(fd),
  }
}

function libc() {
  if (process.platform !== 'linux') throw new Error('datagrams to syslog and journald are sent on Linux only')
  let koffi: Koffi
  try {
    koffi = createRequire(import.meta.url)('koffi') as Koffi
  } catch (error) {
    throw new Error('syslog and journald need the optional package koffi, which is not installed', {
      cause: error,
    })
  }
  const library = koffi.load(null)
  return {
    socket: library.func('int socket(int domain, int type, int protocol)'),
    sendto: library.func(
      'int64_t sendto(int fd, const uint8_t *bytes, size_t length, int flags, const uint8_t *address, uint32_t size)',
    ),
    close: library.func('int close(int fd)'),
    errno: () => koffi.errno(),
  }
}

/** `struct sockaddr_un`: the family in the machine's byte order, and the path. */
function socketAddress(path: string): Buffer {
  const family = Buffer.from(new Uint16Array([AF_UNIX]).buffer)
  return Buffer.concat([family, Buffer.from(`${path}\0`)])
}

/** What the receiver whose queue is full is known by. */
export const isFull = (error: number): boolean =>
  error === -constants.errno.EAGAIN || error === -constants.errno.ENOBUFS

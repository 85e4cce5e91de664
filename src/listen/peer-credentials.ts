/**
 * Who is at the other end of a unix socket: uid, gid and pid as the kernel noted them when the client connected (unix(7),
 * SO_PEERCRED). Node does not tell, so getsockopt is called through `koffi`, an optional dependency; without it, and on
 * other systems than Linux, clients of unix sockets have no credentials and rules that ask for them match nobody.
 */
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'

export interface PeerCredentials {
  readonly uid: number
  readonly gid: number
  /** 0 where the client is in a pid namespace that is not to be seen from here. */
  readonly pid: number
}

/** Asks the kernel; undefined where it does not know. */
export type PeerCredentialsOf = (socket: Socket) => PeerCredentials | undefined

/** Both have other numbers on mips, parisc and sparc (Linux `asm-generic/socket.h`). */
const SOL_SOCKET = 1
const SO_PEERCRED = 17
const ARCHITECTURES = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

/** `struct ucred`: pid, uid and gid of 32 bits each. */
const UCRED_BYTES = 12

const PROTOTYPE =
  'int getsockopt(int fd, int level, int name, _Out_ uint8_t *value, _Inout_ uint32_t *length)'

type Getsockopt = (fd: number, level: number, name: number, value: Buffer, length: [number]) => number

/** As much of the package as is used: its own types are absent where it is. */
interface Koffi {
  /** null: the program itself, with the libraries it is linked to. */
  load(library: null): { func(prototype: string): Getsockopt }
}

/** Undefined where `koffi` is not installed, or this is no Linux that is known. */
export function loadPeerCredentials(): PeerCredentialsOf | undefined {
  if (process.platform !== 'linux' || !ARCHITECTURES.includes(process.arch)) return undefined
  let getsockopt: Getsockopt
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi
    getsockopt = koffi.load(null).func(PROTOTYPE)
  } catch {
    return undefined
  }
  return socket => {
    const fd = descriptorOf(socket)
    if (fd === undefined) return undefined
    const ucred = Buffer.alloc(UCRED_BYTES)
    const length: [number] = [UCRED_BYTES]
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ucred, length) !== 0 || length[0] !== UCRED_BYTES)
      return undefined
    const read = (offset: number) =>
      endianness() === 'LE' ? ucred.readUInt32LE(offset) : ucred.readUInt32BE(offset)
    return { pid: read(0), uid: read(4), gid: read(8) }
  }
}

/** Node has no public way to a socket's descriptor; `_handle.fd` is there in every release from 0.x to 26. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as unknown as { _handle?: { fd?: unknown } }
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : undefined
}

/**
 * Where clients come in: the addresses of `dockerd -H`, which besides unix and tcp knows `fd://` for the sockets that
 * systemd opened (moby `daemon/listeners/listeners_linux.go`). Where dockerd chooses one by number, `fd://name` is
 * chosen by the name its socket unit gives it, as numbers depend on the order in that unit.
 */
import { BlockList, isIPv6 } from 'node:net'
import { type Address, formatAddress, parseAddress } from '../daemon/address.ts'

export interface FdAddress {
  readonly kind: 'fd'
  /** FileDescriptorName= of the socket unit. */
  readonly name?: string
}

export type ListenAddress = Address | FdAddress

export interface Listener {
  /** How the listener is called in logs and policies. Its address when the configuration gives it no name. */
  readonly name: string
  readonly address: ListenAddress
}

/** Throws AddressError. */
export function parseListenAddress(text: string): ListenAddress {
  if (!text.startsWith('fd://')) return parseAddress(text)
  const name = text.slice('fd://'.length)
  return name === '' ? { kind: 'fd' } : { kind: 'fd', name }
}

export function formatListenAddress(address: ListenAddress): string {
  return address.kind === 'fd' ? `fd://${address.name ?? ''}` : formatAddress(address)
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Only this machine can reach it. A name other than localhost is not trusted to resolve to loopback. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || LOOPBACK.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}

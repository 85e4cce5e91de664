/**
 * Addresses in the spelling docker uses for hosts: `unix:///path` and `tcp://host:port` (moby `client/client.go`
 * ParseHostURL and `docker -H`). Shared by the side that dials a daemon and the side that listens for clients.
 */
import { isIPv6 } from 'node:net'

export interface UnixAddress {
  readonly kind: 'unix'
  readonly path: string
}

export interface TcpAddress {
  readonly kind: 'tcp'
  /** A name, an IPv4 address, or an IPv6 address without its brackets. */
  readonly host: string
  readonly port: number
}

/** Fits `net.connect` as it is. */
export type Address = UnixAddress | TcpAddress

/** The ports registered with IANA for docker, without and with TLS. */
export const DOCKER_PORT = 2375
export const DOCKER_TLS_PORT = 2376

/** `sun_path` of Linux's sockaddr_un holds 108 bytes, the last of them a NUL. */
export const UNIX_PATH_MAX_BYTES = 107

/** Its message is a sentence that says what is wrong with the text and what to write instead. */
export class AddressError extends Error {
  override readonly name = 'AddressError'
}

/**
 * Reads an address; without `defaultPort` a tcp address must say its port. Port 0 is any free port, for listening.
 * Throws AddressError.
 */
export function parseAddress(text: string, defaultPort?: number): Address {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? []
  if (scheme === undefined || rest === undefined) {
    const remedy = text.startsWith('/') ? `unix://${text}` : 'unix:///path or tcp://host:port'
    throw new AddressError(`${JSON.stringify(text)} is not an address; write ${remedy}.`)
  }
  switch (scheme.toLowerCase()) {
    case 'unix':
      return { kind: 'unix', path: parsePath(text, rest) }
    case 'tcp':
      return { kind: 'tcp', ...parseHostPort(text, rest, defaultPort) }
    case 'http':
    case 'https':
      throw new AddressError(
        `${JSON.stringify(text)} is a URL, not an address; write tcp://${rest} and give TLS by its own options.`,
      )
    default:
      throw new AddressError(
        `${scheme}:// addresses are not supported; write unix:///path or tcp://host:port.`,
      )
  }
}

/** Reads the address of a daemon to dial; a tcp address without a port gets docker's. Throws AddressError. */
export function parseDaemonAddress(text: string, tls: boolean): Address {
  const address = parseAddress(text, tls ? DOCKER_TLS_PORT : DOCKER_PORT)
  if (address.kind === 'tcp' && address.port === 0) {
    throw new AddressError(
      `${JSON.stringify(text)} has port 0, which nobody can be reached at; name the daemon's port.`,
    )
  }
  return address
}

/** The canonical spelling; reading it gives the same address again. */
export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return `unix://${address.path}`
  return `tcp://${isIPv6(address.host) ? `[${address.host}]` : address.host}:${address.port}`
}

function parsePath(text: string, path: string): string {
  if (!path.startsWith('/') || path.endsWith('/')) {
    throw new AddressError(
      `${JSON.stringify(text)} has no absolute path to a socket; write three slashes: unix:///run/docker.sock.`,
    )
  }
  if (path.includes('\0')) throw new AddressError(`${JSON.stringify(text)} contains a NUL byte; remove it.`)
  const bytes = Buffer.byteLength(path)
  if (bytes > UNIX_PATH_MAX_BYTES) {
    throw new AddressError(
      `${JSON.stringify(text)} has a path of ${bytes} bytes; the system allows ${UNIX_PATH_MAX_BYTES} for a socket, choose a shorter one.`,
    )
  }
  return path
}

function parseHostPort(text: string, rest: string, defaultPort: number | undefined) {
  const match = /^(?:\[([^\]]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/.exec(rest)
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || (match?.[1] !== undefined && !isIPv6(host))) {
    throw new AddressError(
      `${JSON.stringify(text)} is not tcp://host:port; write for example tcp://127.0.0.1:${DOCKER_PORT} or tcp://[::1]:${DOCKER_PORT}.`,
    )
  }
  const port = match?.[3] === undefined ? defaultPort : Number(match[3])
  if (port === undefined) {
    throw new AddressError(`${JSON.stringify(text)} has no port; write for example ${text}:${DOCKER_PORT}.`)
  }
  if (port > 65535) throw new AddressError(`${JSON.stringify(text)} has port ${port}; the highest is 65535.`)
  return { host, port }
}

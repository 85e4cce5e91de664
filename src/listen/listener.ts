/**
 * Opens the sockets clients connect to and hands over each connection, half-open capable: a docker client that is done
 * with stdin closes its writing side and keeps reading (moby `client/hijack.go`, CloseWrite).
 */
import { createServer, type Server, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { formatAddress } from '../daemon/address.ts'
import { formatListenAddress, isLoopback, type Listener } from './address.ts'
import { ListenError, systemCode, systemReason } from './errors.ts'
import { chooseInherited, type InheritedSocket, inheritedSockets } from './inherited.ts'
import { listening } from './listening.ts'
import { type ServerTls, tlsAcceptor } from './tls.ts'
import { bindUnixSocket, type SocketAccess } from './unix-socket.ts'

export interface ListenOptions extends SocketAccess {
  /** For every tcp listener, inherited ones too. */
  readonly tls?: ServerTls
  /** Lets a tcp listener without TLS be reachable from other machines. */
  readonly allowInsecureTcp: boolean
}

export interface ListenHandlers {
  /** A client's connection, its TLS handshake done. */
  readonly connection: (socket: Socket | TLSSocket, listener: Listener) => void
  /** A connection that came to nothing: a failed handshake, or none could be accepted. The listener goes on. */
  readonly fault: (error: Error, listener: Listener) => void
}

export interface BoundListener {
  readonly name: string
  /** What it really listens on: with the port the system chose, or for an inherited unix socket `fd://name`. */
  readonly address: string
  readonly server: Server
  /**
   * Stops accepting, and removes a unix socket's path, before it returns; resolves when the last connection from here
   * has ended.
   */
  readonly close: () => Promise<void>
}

/** Binds all listeners or none. Throws ListenError. */
export async function bindListeners(
  listeners: readonly Listener[],
  options: ListenOptions,
  handlers: ListenHandlers,
  inherited: readonly InheritedSocket[] = inheritedSockets(process.env, process.pid),
): Promise<readonly BoundListener[]> {
  const bound: BoundListener[] = []
  const used = new Set<number>()
  try {
    for (const listener of listeners) {
      if (listener.address.kind !== 'fd') {
        bound.push(await bindListener(listener, options, handlers))
        continue
      }
      for (const { fd, name } of chooseInherited(listener.address, inherited)) {
        if (used.has(fd)) {
          throw new ListenError(
            'address-in-use',
            `fd://${name}: file descriptor ${fd} belongs to another listener already; name each socket once.`,
          )
        }
        used.add(fd)
        bound.push(await bindListener(listener, options, handlers, { fd, name }))
      }
    }
    return bound
  } catch (error) {
    for (const { close } of bound) void close()
    throw error
  }
}

/** Binds one socket; an `fd://` listener needs the one to take. Throws ListenError. */
export async function bindListener(
  listener: Listener,
  options: ListenOptions,
  handlers: ListenHandlers,
  inherited?: InheritedSocket,
): Promise<BoundListener> {
  const server = createServer({ allowHalfOpen: true, noDelay: true })
  const hide = await listen(server, listener, options, inherited)
  const tcp = tcpAddress(server)
  if (tcp !== undefined && !isLoopback(tcp.host) && options.tls === undefined && !options.allowInsecureTcp) {
    server.close()
    throw new ListenError(
      'insecure-tcp',
      `${formatAddress(tcp)} can be reached from other machines, and whoever reaches it is root here; give tls-cert and tls-key (and tls-ca), or allow-insecure-tcp.`,
    )
  }
  const fault = (error: Error) => handlers.fault(error, listener)
  const connection = (socket: Socket | TLSSocket) => handlers.connection(socket, listener)
  server.on('error', fault)
  server.on(
    'connection',
    tcp !== undefined && options.tls !== undefined ? tlsAcceptor(options.tls, connection, fault) : connection,
  )
  return {
    name: listener.name,
    address: tcp
      ? formatAddress(tcp)
      : inherited
        ? `fd://${inherited.name}`
        : formatListenAddress(listener.address),
    server,
    close: () => {
      hide()
      // the error says that it is closed already
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

async function listen(
  server: Server,
  { address }: Listener,
  options: ListenOptions,
  inherited: InheritedSocket | undefined,
): Promise<() => void> {
  if (address.kind === 'unix') return bindUnixSocket(server, address.path, options)
  try {
    if (address.kind === 'tcp') await listening(server, { host: address.host, port: address.port })
    else if (inherited) await listening(server, { fd: inherited.fd })
    else
      throw new ListenError(
        'no-inherited-socket',
        `${formatListenAddress(address)}: no socket was passed for it.`,
      )
    return () => {}
  } catch (error) {
    throw explained(error, formatListenAddress(address))
  }
}

/** Undefined for unix sockets. Connections are not accepted yet: 'listening' comes a tick before the first of them. */
function tcpAddress(server: Server) {
  const address = server.address()
  if (address === null || typeof address === 'string') return undefined
  return { kind: 'tcp', host: address.address, port: address.port } as const
}

function explained(error: unknown, address: string): ListenError {
  if (error instanceof ListenError) return error
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new ListenError(
        'address-in-use',
        `${address}: a running process listens there; stop it or choose another port.`,
        error,
      )
    case 'EACCES':
      return new ListenError(
        'permission-denied',
        `${address}: this user may not listen there; choose a port from 1024 up.`,
        error,
      )
    case 'EADDRNOTAVAIL':
      return new ListenError(
        'cannot-listen',
        `${address}: this machine has no such address; choose one of its own.`,
        error,
      )
    case 'ENOTFOUND':
      return new ListenError(
        'cannot-listen',
        `${address}: the name cannot be resolved; write the address in numbers.`,
        error,
      )
    default:
      return new ListenError(
        'cannot-listen',
        `${address}: cannot listen there: ${systemReason(error)}.`,
        error,
      )
  }
}

/**
 * The TLS side of a tcp listener, as `dockerd --tlsverify` has it: TLS 1.2 and up, and with a CA every client must show a
 * certificate signed by it (moby `daemon/command/daemon.go`, `loadListeners`).
 *
 * Connections come from a net server, because an inherited descriptor shows only once it listens whether it is tcp.
 */
import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'

/** PEM, read. The key is secret: not for logs. */
export interface ServerTls {
  readonly cert: Buffer
  readonly key: Buffer
  /** Signs the certificates which clients must then show. */
  readonly ca?: Buffer
}

/**
 * A handshake is a few round trips. One that the client left half-way is noticed by nothing else, because a half-open
 * connection does not close on the client's end alone.
 */
const HANDSHAKE_TIMEOUT_MS = 10_000

/** Takes accepted connections and gives those on whose handshake succeeded; failed ones are closed and reported. */
export function tlsAcceptor(
  material: ServerTls,
  secured: (socket: TLSSocket) => void,
  failed: (error: Error) => void,
  handshakeTimeoutMs = HANDSHAKE_TIMEOUT_MS,
): (socket: Socket) => void {
  const server = createServer(
    {
      ...material,
      minVersion: 'TLSv1.2',
      requestCert: material.ca !== undefined,
      rejectUnauthorized: true,
      // a client may offer h2 beside it, and hijacking exists in HTTP/1.1 only
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: handshakeTimeoutMs,
      allowHalfOpen: true,
    },
    secured,
  )
  server.on('tlsClientError', (error, socket) => {
    socket.destroy()
    failed(error)
  })
  return socket => {
    server.emit('connection', socket)
  }
}

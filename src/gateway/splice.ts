/**
 * Two sockets become one stream: bytes pass both ways as they come, and each side's end is passed on as an end of that
 * direction only (half-close), because a client that closes its stdin still wants the container's output.
 */
import type { Socket } from 'node:net'
import type { Duplex, Transform } from 'node:stream'
import type { ReleasedConnection } from './connection.ts'

export interface SpliceResult {
  readonly bytesUp: number
  readonly bytesDown: number
  /** Undefined when both sides ended in order. */
  readonly error?: Error
}

/** Sees bytes as they came: the client's, and the daemon's before they are translated. */
export interface SpliceWatch {
  up(chunk: Buffer): void
  down(chunk: Buffer): void
  /** Gives the watch a way to end the stream. */
  onAbort(abort: (reason: Error) => void): void
}

export interface Splice {
  readonly client: ReleasedConnection
  readonly upstream: Duplex
  /** What the daemon sent in the same packet as its answer's head. */
  readonly upstreamHead: Buffer
  /** What the daemon's bytes pass on their way to the client. */
  readonly down: readonly Transform[]
  readonly watch?: SpliceWatch
  /** Resolves when nothing will come from the daemon, though it keeps the stream open. */
  readonly over?: Promise<void>
}

/** Resolves when both directions are over. Never rejects. */
export function splice({ client, upstream, upstreamHead, down, watch, over }: Splice): Promise<SpliceResult> {
  const { socket } = client
  // The client may have left before there was a stream.
  if (socket.closed) {
    upstream.destroy()
    return Promise.resolve({ bytesUp: 0, bytesDown: 0 })
  }
  return new Promise(resolve => {
    let bytesUp = client.received.length
    let bytesDown = upstreamHead.length
    let error: Error | undefined
    let open = 2
    const closed = () => {
      if (--open > 0) return
      resolve({ bytesUp, bytesDown, ...(error && { error }) })
    }
    const abort = (reason: Error) => {
      error ??= reason
      socket.destroy()
      upstream.destroy()
    }
    for (const side of [socket, upstream]) side.on('error', abort).on('close', closed)
    // A side that is gone for good takes the other with it; one that only ended its output does not get here.
    socket.on('close', () => upstream.destroy())
    upstream.on('close', () => {
      if (!upstream.readableEnded) socket.end()
      destroyWhenFinished(socket)
    })
    for (const step of down) step.on('error', abort)

    if (watch) {
      watch.onAbort(abort)
      if (client.received.length > 0) watch.up(client.received)
      if (upstreamHead.length > 0) watch.down(upstreamHead)
      socket.on('data', chunk => watch.up(chunk))
      upstream.on('data', chunk => watch.down(chunk))
    }
    socket.on('data', chunk => (bytesUp += chunk.length))
    upstream.on('data', chunk => (bytesDown += chunk.length))
    if (client.received.length > 0) upstream.write(client.received)
    if (client.ended) upstream.end()
    else socket.pipe(upstream)
    if (upstreamHead.length > 0) (down[0] ?? socket).write(upstreamHead)
    const source = down.reduce<Duplex>((from, step) => from.pipe(step), upstream)
    source.pipe(socket)
    over?.then(() => {
      upstream.unpipe()
      socket.once('finish', () => upstream.destroy())
      ;(down[0] ?? socket).end()
    })
  })
}

/** The client gets what is still on its way to it before the connection closes. */
function destroyWhenFinished(socket: Socket): void {
  if (socket.writableFinished) socket.destroy()
  else socket.once('finish', () => socket.destroy())
}

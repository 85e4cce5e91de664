/** The half of a stream that writes to a socket, with what `node:http` expects of the sockets it is given. */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { onceDrained } from './once-drained.ts'

/** Reading is left to whoever extends it. */
export abstract class SocketWriter extends Duplex {
  readonly socket: Socket

  constructor(socket: Socket) {
    super({ allowHalfOpen: true })
    this.socket = socket
  }

  /** Closes once everything written is out; the HTTP server calls it after an answer that ends the connection. */
  destroySoon(): void {
    this.end(() => this.destroy())
  }

  // The HTTP server arms these on the sockets it knows; a duplex without them would go without timeouts.
  setTimeout(milliseconds: number, callback?: () => void): this {
    this.socket.setTimeout(milliseconds, callback)
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.socket.write(chunk)) done()
    else onceDrained(this.socket, done)
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.socket.cork()
    let isFlowing = true
    for (const { chunk } of chunks) isFlowing = this.socket.write(chunk)
    this.socket.uncork()
    if (isFlowing) done()
    else onceDrained(this.socket, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(done)
  }
}

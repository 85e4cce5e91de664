/**
 * Listens on a connection after the header block of an answer, whatever frames the body: a length, chunks
 * (RFC 9112, 7.1), or the end of the connection.
 */
import type { Socket } from 'node:net'
import type { Hijacked } from '../daemon/http.ts'

/** Resolves with what was heard once the body is complete, the other side ends, or `until` is content. */
export function hear(hijacked: Hijacked, until: (heard: Buffer) => boolean = () => false): Promise<Buffer> {
  const { socket } = hijacked
  const length = hijacked.header('content-length')
  const chunked = hijacked.header('transfer-encoding') === 'chunked'
  return new Promise(resolve => {
    let raw: Buffer = Buffer.alloc(0)
    const heard = () => (chunked ? withoutChunks(raw).body : raw)
    const enough = () =>
      (length !== undefined && raw.length >= Number(length)) ||
      (chunked && withoutChunks(raw).complete) ||
      until(heard())
    const done = () => resolve(heard())
    const listen = (chunk: Buffer) => {
      raw = Buffer.concat([raw, chunk])
      if (enough()) done()
    }
    if (enough()) done()
    else listenTo(socket, listen, done)
  })
}

function listenTo(socket: Socket, listen: (chunk: Buffer) => void, done: () => void): void {
  socket.on('data', listen).on('end', done).on('error', done).on('close', done)
  socket.resume()
}

function withoutChunks(raw: Buffer): { body: Buffer; complete: boolean } {
  const pieces: Buffer[] = []
  for (let at = 0; at < raw.length; ) {
    const lineEnd = raw.indexOf('\r\n', at)
    if (lineEnd < 0) break
    const size = Number.parseInt(raw.toString('latin1', at, lineEnd), 16)
    if (size === 0) return { body: Buffer.concat(pieces), complete: true }
    pieces.push(raw.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
  return { body: Buffer.concat(pieces), complete: false }
}

/** The answer to bytes that are no HTTP request, after which the connection cannot go on. */
import type { Duplex } from 'node:stream'
import { writeError } from './dialect.ts'
import { spokenDialect } from './name-call.ts'

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** @param error as `node:http` gives it with `clientError`, with the bytes it stumbled over */
export function writeMalformed(error: Error & { code?: string; rawPacket?: Buffer }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = STATUS[error.code ?? ''] ?? '400 Bad Request'
  const target = /^\S+ (\S+)/.exec(error.rawPacket?.toString('latin1', 0, 256) ?? '')?.[1] ?? ''
  const { contentType, body } = writeError(spokenDialect(target), `bad request: ${error.message}`)
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${contentType}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

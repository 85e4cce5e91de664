/** Reads a stream into memory, up to a limit. */
import type { Readable } from 'node:stream'

export class TooLargeError extends Error {
  readonly code = 'too-large'
  readonly httpStatus = 413

  constructor(what: string, limitBytes: number) {
    super(
      `${what} is larger than the ${limitBytes} bytes Longshore holds in memory to translate it (max-json-bytes)`,
    )
    this.name = 'TooLargeError'
  }
}

/** Throws `TooLargeError`, or the stream's own error. */
export async function collect(stream: Readable, limitBytes: number, what: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limitBytes) throw new TooLargeError(what, limitBytes)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)
}

/**
 * Frames of stdcopy (moby `api/pkg/stdcopy`): one byte stream (0 stdin, 1 stdout, 2 stderr, 3 systemerr), three zero
 * bytes, a 32-bit big-endian length, the payload. A container with a TTY sends raw bytes on the same routes; they are
 * told apart by the first header.
 */
import { Transform, type TransformCallback } from 'node:stream'
import type { StdcopyFrame } from './change.ts'

export const STDCOPY_HEADER_BYTES = 8

/** A header that says stream 0 to 3 and has its three zero bytes. */
export function isStdcopyHeader(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes[0]! <= 3 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0
}

export function encodeStdcopyFrame(frame: StdcopyFrame): Buffer {
  const header = Buffer.alloc(STDCOPY_HEADER_BYTES)
  header[0] = frame.stream
  header.writeUInt32BE(frame.payload.length, 4)
  return Buffer.concat([header, frame.payload])
}

/**
 * Passes each frame through `step`. Only headers are held back: a payload that arrives in pieces goes to `step` and on to
 * the client as several frames, which every reader of stdcopy joins again, so that no frame is buffered whole.
 */
export class StdcopyTranslation extends Transform {
  readonly #step: (frame: StdcopyFrame) => StdcopyFrame
  readonly #write: (frame: StdcopyFrame) => Buffer
  #header = Buffer.alloc(0)
  #stream = 0
  #remaining = 0
  #raw = false

  constructor(step: (frame: StdcopyFrame) => StdcopyFrame, write = encodeStdcopyFrame) {
    super()
    this.#step = step
    this.#write = write
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = chunk
    try {
      while (rest.length > 0 && !this.#raw)
        rest = this.#remaining > 0 ? this.#payload(rest) : this.#readHeader(rest)
    } catch (error) {
      done(error as Error)
      return
    }
    if (rest.length > 0) this.push(rest)
    done()
  }

  override _flush(done: TransformCallback): void {
    if (this.#header.length > 0) this.push(this.#header)
    done()
  }

  #payload(chunk: Buffer): Buffer {
    const payload = chunk.subarray(0, this.#remaining)
    this.#remaining -= payload.length
    this.push(this.#write(this.#step({ stream: this.#stream, payload })))
    return chunk.subarray(payload.length)
  }

  #readHeader(chunk: Buffer): Buffer {
    const missing = STDCOPY_HEADER_BYTES - this.#header.length
    const header = Buffer.concat([this.#header, chunk.subarray(0, missing)])
    if (header.length >= 4 && !isStdcopyHeader(header)) {
      this.#raw = true
      this.#header = Buffer.alloc(0)
      return Buffer.concat([header, chunk.subarray(missing)])
    }
    if (header.length < STDCOPY_HEADER_BYTES) {
      this.#header = header
      return Buffer.alloc(0)
    }
    this.#header = Buffer.alloc(0)
    this.#stream = header[0]!
    this.#remaining = header.readUInt32BE(4)
    if (this.#remaining === 0)
      this.push(this.#write(this.#step({ stream: this.#stream, payload: Buffer.alloc(0) })))
    return chunk.subarray(missing)
  }
}

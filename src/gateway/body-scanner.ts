/** Finds the end of a request body in a byte stream, counted or chunked (RFC 9112 section 7.1), split anywhere. */
import type { BodyFraming } from './message-head.ts'

/** A chunk's size line, with extensions, or a trailer line may be this long (bytes). */
const LINE_LIMIT = 16 * 1024
const CHUNK_SIZE = /^([0-9a-fA-F]{1,13})(?:[ \t]*;.*)?$/

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done'

export interface BodyPart {
  /** How many bytes of the chunk belong to the body, framing included. */
  readonly consumed: number
  readonly complete: boolean
  /** False when the framing is broken; nothing after that can be located. */
  readonly valid: boolean
}

export class BodyScanner {
  #state: State
  #remaining: number
  readonly #isChunked: boolean
  #line = ''

  constructor(framing: BodyFraming) {
    this.#isChunked = framing.kind === 'chunked'
    this.#remaining = framing.kind === 'counted' ? framing.bytes : 0
    this.#state = this.#isChunked ? 'size' : this.#remaining > 0 ? 'data' : 'done'
  }

  get isComplete(): boolean {
    return this.#state === 'done'
  }

  /** @param onData called with each piece of the body itself, without framing */
  scan(chunk: Buffer, onData?: (piece: Buffer) => void): BodyPart {
    let at = 0
    while (at < chunk.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const piece = chunk.subarray(at, at + this.#remaining)
        onData?.(piece)
        at += piece.length
        this.#remaining -= piece.length
        if (this.#remaining === 0) this.#state = this.#isChunked ? 'data-end' : 'done'
        continue
      }
      const end = chunk.indexOf(0x0a, at)
      this.#line += chunk.toString('latin1', at, end === -1 ? chunk.length : end + 1)
      if (this.#line.length > LINE_LIMIT) return { consumed: at, complete: false, valid: false }
      if (end === -1) return { consumed: chunk.length, complete: false, valid: true }
      at = end + 1
      if (!this.#endLine()) return { consumed: at, complete: false, valid: false }
    }
    return { consumed: at, complete: this.#state === 'done', valid: true }
  }

  #endLine(): boolean {
    if (!this.#line.endsWith('\r\n')) return false
    const line = this.#line.slice(0, -2)
    this.#line = ''
    if (this.#state === 'trailer') {
      if (line === '') this.#state = 'done'
      return true
    }
    if (this.#state === 'data-end') {
      this.#state = 'size'
      return line === ''
    }
    const size = CHUNK_SIZE.exec(line)
    if (size === null) return false
    this.#remaining = Number.parseInt(size[1]!, 16)
    this.#state = this.#remaining === 0 ? 'trailer' : 'data'
    return true
  }
}

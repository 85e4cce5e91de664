/**
 * Websocket frames of `attach/ws` (RFC 6455 section 5.2) whose data opcode is changed: clients before API 1.28 expect text
 * frames (1) where the daemon now sends binary ones (2). Only the opcode's four bits change; control frames, continuation
 * frames and payloads pass as they are, split anywhere.
 */
import { Transform, type TransformCallback } from 'node:stream'

const OPCODE_BITS = 0x0f
const TEXT = 1
const BINARY = 2

export class WebsocketOpcodeTranslation extends Transform {
  readonly #opcode: 1 | 2
  /** The head of a frame as far as it has come. */
  #head: number[] = []
  #remaining = 0n

  constructor(opcode: 1 | 2) {
    super()
    this.#opcode = opcode
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const out = Buffer.from(chunk)
    let at = 0
    while (at < out.length) {
      if (this.#remaining > 0n) {
        const take = BigInt(out.length - at) < this.#remaining ? BigInt(out.length - at) : this.#remaining
        this.#remaining -= take
        at += Number(take)
        continue
      }
      if (this.#head.length === 0) out[at] = this.#translate(out[at]!)
      this.#head.push(out[at]!)
      at++
      if (this.#head.length === headLength(this.#head)) {
        this.#remaining = payloadLength(this.#head)
        this.#head = []
      }
    }
    done(null, out)
  }

  #translate(first: number): number {
    const opcode = first & OPCODE_BITS
    return opcode === TEXT || opcode === BINARY ? (first & ~OPCODE_BITS) | this.#opcode : first
  }
}

/** Two bytes, the extended length, and the mask's key when there is one. */
function headLength(head: readonly number[]): number {
  if (head.length < 2) return 2
  const length = head[1]! & 0x7f
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + (head[1]! & 0x80 ? 4 : 0)
}

function payloadLength(head: readonly number[]): bigint {
  const length = head[1]! & 0x7f
  if (length < 126) return BigInt(length)
  const extended = Buffer.from(head.slice(2, length === 126 ? 4 : 10))
  return length === 126 ? BigInt(extended.readUInt16BE()) : extended.readBigUInt64BE()
}

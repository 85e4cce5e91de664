/**
 * JSON values one after the other, as `/events`, `/build`, `/images/create` and `stats` send them: with nothing, a
 * newline or CR LF between them (docker up to 0.8.1 wrote no separator, 0.9.1 to today CR LF or LF), split anywhere.
 * What stands between two values is kept as it is.
 */
import { Transform, type TransformCallback } from 'node:stream'
import { decodeJson, encodeJson, type JsonValue } from './json.ts'

/** Between two messages that were one, in daemons of every age from 0.9.1 on. */
const SEPARATOR = '\r\n'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Gives the message to send instead, or undefined to send nothing. An array, which no stream of the API holds, is several
 * messages. The same reference means: leave its bytes alone.
 */
export type MessageStep = (message: JsonValue) => JsonValue | undefined

/** A message as it is to be written, with whatever is to stand behind it. */
export type MessageWriter = (message: JsonValue) => string

/** Cuts a byte stream into JSON values and the bytes between them. */
export class JsonStreamSplitter {
  #depth = 0
  #inString = false
  #escaped = false
  #inScalar = false
  #pending: Buffer[] = []
  #pendingBytes = 0
  readonly #limit: number

  /** @param limit largest value in bytes that may be held; a larger one throws RangeError */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Calls back for each value (`isValue`) and each run of bytes between values, in order. */
  push(chunk: Buffer, emit: (bytes: Buffer, isValue: boolean) => void): void {
    let start = 0
    let index = 0
    while (index < chunk.length) {
      const byte = chunk[index]!
      if (this.#inString) {
        index++
        if (this.#escaped) this.#escaped = false
        else if (byte === BACKSLASH) this.#escaped = true
        else if (byte === QUOTE) {
          this.#inString = false
          if (this.#depth === 0) {
            this.#complete(chunk.subarray(start, index), emit)
            start = index
          }
        }
        continue
      }
      if (this.#inScalar && isDelimiter(byte)) {
        this.#inScalar = false
        this.#complete(chunk.subarray(start, index), emit)
        start = index
      }
      if (isOpening(byte) || byte === QUOTE) {
        if (this.#depth === 0) start = this.#gap(chunk, start, index, emit)
        if (byte === QUOTE) this.#inString = true
        else this.#depth++
      } else if (isClosing(byte) && this.#depth > 0) {
        this.#depth--
        if (this.#depth === 0) {
          this.#complete(chunk.subarray(start, index + 1), emit)
          start = index + 1
        }
      } else if (this.#depth === 0 && !this.#inScalar && !isDelimiter(byte)) {
        start = this.#gap(chunk, start, index, emit)
        this.#inScalar = true
      }
      index++
    }
    if (start === chunk.length) return
    const rest = chunk.subarray(start)
    if (this.#depth > 0 || this.#inString || this.#inScalar) this.#hold(rest)
    else emit(rest, false)
  }

  /** Gives what is left when the stream ends: a value cut off in the middle, or a scalar that nothing delimited. */
  end(emit: (bytes: Buffer, isValue: boolean) => void): void {
    if (this.#pendingBytes > 0) emit(this.#take(), this.#inScalar)
  }

  #gap(chunk: Buffer, start: number, index: number, emit: (bytes: Buffer, isValue: boolean) => void): number {
    if (index > start) emit(chunk.subarray(start, index), false)
    return index
  }

  #complete(bytes: Buffer, emit: (bytes: Buffer, isValue: boolean) => void): void {
    this.#hold(bytes)
    emit(this.#take(), true)
  }

  #hold(bytes: Buffer): void {
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    if (this.#pendingBytes > this.#limit) {
      throw new RangeError(`a message of the stream is larger than ${this.#limit} bytes`)
    }
  }

  #take(): Buffer {
    const whole = this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending)
    this.#pending = []
    this.#pendingBytes = 0
    return whole
  }
}

/** The values of a JSON stream, one by one. Throws SyntaxError for what is no JSON, RangeError for a value over the limit. */
export async function* readMessages(stream: AsyncIterable<Buffer>, limit: number): AsyncGenerator<JsonValue> {
  const splitter = new JsonStreamSplitter(limit)
  for await (const chunk of stream) {
    const values: Buffer[] = []
    splitter.push(chunk, (bytes, isValue) => isValue && values.push(bytes))
    for (const bytes of values) yield decodeJson(bytes.toString()).value
  }
}

/**
 * Passes each value of a JSON stream through `step`; a value that is no JSON (a plain error text) passes as it is. With a
 * writer, what stood between the values is gone.
 */
export class JsonStreamTranslation extends Transform {
  readonly #splitter: JsonStreamSplitter
  readonly #step: MessageStep
  readonly #write: MessageWriter | undefined
  #dropGap = false

  constructor(step: MessageStep, limit: number, write?: MessageWriter) {
    super()
    this.#step = step
    this.#write = write
    this.#splitter = new JsonStreamSplitter(limit)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#run(done, emit => this.#splitter.push(chunk, emit))
  }

  override _flush(done: TransformCallback): void {
    this.#run(done, emit => this.#splitter.end(emit))
  }

  #run(done: TransformCallback, split: (emit: (bytes: Buffer, isValue: boolean) => void) => void): void {
    const out: Buffer[] = []
    try {
      split((bytes, isValue) => this.#translate(bytes, isValue, out))
    } catch (error) {
      done(error as Error)
      return
    }
    done(null, out.length === 1 ? out[0] : out.length > 0 ? Buffer.concat(out) : undefined)
  }

  #translate(bytes: Buffer, isValue: boolean, out: Buffer[]): void {
    if (!isValue) {
      if (!this.#dropGap && !this.#write) out.push(bytes)
      this.#dropGap = false
      return
    }
    this.#dropGap = false
    let decoded: ReturnType<typeof decodeJson>
    try {
      decoded = decodeJson(bytes.toString())
    } catch {
      out.push(bytes)
      return
    }
    const translated = this.#step(decoded.value)
    if (translated === undefined) this.#dropGap = true
    else if (this.#write) out.push(Buffer.from([translated].flat().map(this.#write).join('')))
    else if (translated === decoded.value) out.push(bytes)
    else out.push(Buffer.from(encodeMessages(translated, decoded.lossless)))
  }
}

const encodeMessages = (translated: JsonValue, lossless: boolean): string =>
  [translated]
    .flat()
    .map(message => encodeJson(message, lossless))
    .join(SEPARATOR)

const isOpening = (byte: number) => byte === 0x7b || byte === 0x5b
const isClosing = (byte: number) => byte === 0x7d || byte === 0x5d
/** White space, a record separator (RFC 7464), or anything that begins another value. */
const isDelimiter = (byte: number) => byte <= 0x20 || byte === QUOTE || isOpening(byte) || isClosing(byte)

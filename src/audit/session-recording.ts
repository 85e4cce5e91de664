/**
 * One attach or exec as an asciicast v2 file (https://docs.asciinema.org/manual/asciicast/v2/), which `asciinema play`
 * shows: what the program wrote, and what was typed where a rule asks for it.
 */
import { StringDecoder } from 'node:string_decoder'
import { StdcopyTranslation } from '../translate/stdcopy.ts'
import type { Sink } from './sink.ts'

export interface RecordingOptions {
  /** What it is called: `ExecStart /v1.41/exec/…/start`. */
  readonly title: string
  /** The program writes to a terminal; otherwise its stream is stdcopy. */
  readonly tty: boolean
  /** Whether what the client sends is recorded too. A password that is typed is in it. */
  readonly input: boolean
  readonly maxBytes: number
  /** Gets what the sink throws, once; nothing is recorded after it. */
  readonly onFailure: (error: Error) => void
}

/** Of terminals that never say their size. */
const COLUMNS = 80
const ROWS = 24

type EventCode = 'o' | 'i' | 'r' | 'm'

export class SessionRecording {
  readonly #sink: Sink
  readonly #options: RecordingOptions
  readonly #started = process.hrtime.bigint()
  readonly #output = new StringDecoder()
  readonly #input = new StringDecoder()
  readonly #frames: StdcopyTranslation | undefined
  #size = { columns: COLUMNS, rows: ROWS }
  #bytes = 0
  #hasHeader = false
  #isOver = false

  constructor(sink: Sink, options: RecordingOptions) {
    this.#sink = sink
    this.#options = options
    if (options.tty) return
    this.#frames = new StdcopyTranslation(
      frame => frame,
      ({ payload }) => payload,
    )
    this.#frames.on('data', (payload: Buffer) => this.#write(this.#output.write(payload)))
  }

  /** Bytes from the daemon. */
  down(chunk: Buffer): void {
    if (this.#frames) this.#frames.write(chunk)
    else this.#write(this.#output.write(chunk))
  }

  /** Bytes from the client. */
  up(chunk: Buffer): void {
    if (this.#options.input) this.#event('i', this.#input.write(chunk))
  }

  /** The size before the first output is that of the whole recording. */
  resized(columns: number, rows: number): void {
    if (this.#hasHeader) this.#event('r', `${columns}x${rows}`)
    else this.#size = { columns, rows }
  }

  end(): void {
    this.#header()
    this.#isOver = true
    this.#sink.close()
  }

  /** Without a terminal nobody has put a carriage return before the line feeds, which a player needs. */
  #write(text: string): void {
    this.#event('o', this.#options.tty ? text : text.replace(/\r?\n/g, '\r\n'))
  }

  #event(code: EventCode, text: string): void {
    if (text === '' || this.#isOver) return
    this.#header()
    const line = this.#line(code, text)
    this.#bytes += Buffer.byteLength(line)
    if (this.#bytes <= this.#options.maxBytes) {
      this.#put(line)
      return
    }
    this.#put(this.#line('m', 'here the recording has reached its limit'))
    this.#isOver = true
  }

  #line(code: EventCode, text: string): string {
    const seconds = Number(process.hrtime.bigint() - this.#started) / 1e9
    return `${JSON.stringify([Number(seconds.toFixed(6)), code, text])}\n`
  }

  #header(): void {
    if (this.#hasHeader) return
    this.#hasHeader = true
    const { columns: width, rows: height } = this.#size
    const timestamp = Math.floor(Date.now() / 1000)
    this.#put(`${JSON.stringify({ version: 2, width, height, timestamp, title: this.#options.title })}\n`)
  }

  #put(line: string): void {
    if (this.#isOver) return
    try {
      this.#sink.write(line)
    } catch (error) {
      this.#isOver = true
      this.#options.onFailure(error as Error)
    }
  }
}

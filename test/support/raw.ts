/** A client that writes bytes as it likes and reads answers one after the other, as old CLIs and attackers do. */
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RawAnswer {
  readonly status: number
  /** The head as it came, without the blank line. */
  readonly head: string
  /** The body without its framing. */
  readonly body: Buffer
  readonly trailers: string
}

/** Longest time to wait for bytes (milliseconds). */
const PATIENCE_MS = 60_000
const POLL_MS = 5

export class RawClient {
  readonly socket: net.Socket
  #received: Buffer = Buffer.alloc(0)
  #ended = false
  #wake: () => void = () => {}

  constructor(path: string) {
    this.socket = net.connect({ path, allowHalfOpen: true })
    this.socket.on('data', chunk => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    // A connection that the other side breaks off shows in what was received.
    for (const event of ['end', 'error', 'close']) {
      this.socket.on(event, () => {
        this.#ended = true
        this.#wake()
      })
    }
  }

  send(...pieces: (string | Buffer)[]): this {
    for (const piece of pieces)
      this.socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)
    return this
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  /** The next answer of an ordinary exchange. */
  async answer(options: { readonly isHead?: boolean } = {}): Promise<RawAnswer> {
    const head = (await this.through('\r\n\r\n')).toString('latin1').slice(0, -4)
    const status = Number(head.split(' ')[1])
    if (status === 100) return this.answer(options)
    const length = /^content-length: *(\d+)/im.exec(head)
    if (options.isHead || status === 204 || status === 304 || status === 101)
      return { status, head, body: Buffer.alloc(0), trailers: '' }
    if (/^transfer-encoding: *chunked/im.test(head)) return { status, head, ...(await this.#chunks()) }
    const body = length ? await this.bytes(Number(length[1])) : await this.rest()
    return { status, head, body, trailers: '' }
  }

  /** The head of an answer whose body is read otherwise. */
  async head(): Promise<string> {
    return (await this.through('\r\n\r\n')).toString('latin1').slice(0, -4)
  }

  /** What comes up to and including `end`. */
  async through(end: string): Promise<Buffer> {
    await this.#until(() => this.#received.includes(end), `"${JSON.stringify(end)}"`)
    return this.#take(this.#received.indexOf(end) + end.length)
  }

  async bytes(count: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= count, `${count} bytes`)
    return this.#take(count)
  }

  /** Resolves true when so many bytes are there to be taken, false after `ms` milliseconds without. */
  async arrived(count: number, ms: number): Promise<boolean> {
    const deadline = Date.now() + ms
    while (this.#received.length < count && !this.#ended && Date.now() < deadline) await sleep(POLL_MS)
    return this.#received.length >= count
  }

  /** Everything until the other side ends. */
  async rest(): Promise<Buffer> {
    await this.#until(() => this.#ended, 'the end')
    return this.#take(this.#received.length)
  }

  async #chunks(): Promise<{ body: Buffer; trailers: string }> {
    const pieces: Buffer[] = []
    for (;;) {
      const size = Number.parseInt((await this.through('\r\n')).toString(), 16)
      if (size === 0) break
      pieces.push(await this.bytes(size))
      await this.bytes(2)
    }
    let trailers = ''
    for (;;) {
      const line = (await this.through('\r\n')).toString('latin1')
      if (line === '\r\n') return { body: Buffer.concat(pieces), trailers }
      trailers += line
    }
  }

  #take(count: number): Buffer {
    const taken = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    return taken
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string) =>
        reject(new Error(`${reason} ${what}; received: ${this.#received.toString('latin1', 0, 500)}`))
      const timer = setTimeout(() => fail(`${PATIENCE_MS} ms passed without`), PATIENCE_MS)
      this.#wake = () => {
        if (!condition() && !this.#ended) return
        clearTimeout(timer)
        this.#wake = () => {}
        if (condition()) resolve()
        else fail('the connection ended before')
      }
      this.#wake()
    })
  }
}

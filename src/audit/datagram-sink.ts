/** The syslog daemon or journald, at its socket: one datagram a record, which it has when `write` returns. */
import { type DatagramSocket, isFull, openDatagramSocket } from './datagram-socket.ts'
import { patiently } from './pause.ts'
import type { Sink } from './sink.ts'

export class DatagramSink implements Sink {
  readonly #path: string
  readonly #format: (line: string) => string
  readonly #socket: DatagramSocket = openDatagramSocket()

  constructor(path: string, format: (line: string) => string) {
    this.#path = path
    this.#format = format
  }

  write(line: string): void {
    const bytes = Buffer.from(this.#format(line))
    if (!patiently(() => this.#send(bytes))) throw new Error(`${this.#path} takes nothing`)
  }

  /** Each datagram finds its receiver by the path. */
  reopen(): void {}

  close(): void {
    this.#socket.close()
  }

  #send(bytes: Buffer): 'done' | 'busy' {
    const error = this.#socket.send(bytes, this.#path)
    if (error === undefined) return 'done'
    if (isFull(error)) return 'busy'
    throw Object.assign(new Error(`nobody takes datagrams at ${this.#path}`), { errno: error })
  }
}

/**
 * A file or standard output, written synchronously: a line is the system's when `write` returns, and survives the end of
 * Longshore, though not of the machine. What a full disk leaves of a line is taken off again, or ended, so that the next
 * line stands alone.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { patiently } from './pause.ts'
import type { Sink } from './sink.ts'

const STDOUT = 1
/** Who reads what is done with containers knows what is in them. */
const MODE = 0o600

export class FileSink implements Sink {
  readonly #path: string
  #fd: number
  #endsInFragment = false

  constructor(path: string) {
    this.#path = path
    this.#fd = path === '-' ? STDOUT : openSync(path, 'a', MODE)
  }

  write(line: string): void {
    const bytes = Buffer.from(this.#endsInFragment ? `\n${line}` : line)
    let written = 0
    try {
      while (written < bytes.length) written += this.#writeSome(bytes.subarray(written))
    } catch (error) {
      if (written > 0) this.#takeBack(written)
      throw error
    }
    this.#endsInFragment = false
  }

  reopen(): void {
    if (this.#fd === STDOUT) return
    const fresh = openSync(this.#path, 'a', MODE)
    closeSync(this.#fd)
    this.#fd = fresh
    this.#endsInFragment = false
  }

  close(): void {
    if (this.#fd !== STDOUT) closeSync(this.#fd)
  }

  #writeSome(bytes: Buffer): number {
    let written = 0
    const isWritten = patiently(() => {
      try {
        written = writeSync(this.#fd, bytes)
        return 'done'
      } catch (error) {
        // A pipe that another process made non-blocking, and whose reader is slow.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
        return 'busy'
      }
    })
    if (!isWritten) throw new Error('its reader takes nothing')
    return written
  }

  #takeBack(count: number): void {
    try {
      ftruncateSync(this.#fd, fstatSync(this.#fd).size - count)
    } catch {
      this.#endsInFragment = true
    }
  }
}

/**
 * How a program ended, where an answer says so: `StatusCode` of a wait, `ExitCode` of an exec's inspect once it no longer
 * runs. Only what the client is told is known: an exec whose client never asks leaves no exit code.
 */

/** Longest answer that is looked into, in bytes; an exec's inspect has about 1 KiB, and its command in it. */
const LIMIT_BYTES = 64 * 1024

export class ExitCodeReader {
  #chunks: Buffer[] = []
  #size = 0

  read(chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size <= LIMIT_BYTES) this.#chunks.push(chunk)
  }

  /** Undefined where the answer names none: it is not whole yet, the program still runs, or nobody knows. */
  get code(): number | undefined {
    if (this.#size === 0 || this.#size > LIMIT_BYTES) return undefined
    try {
      return exitCodeOf(JSON.parse(Buffer.concat(this.#chunks).toString()))
    } catch {
      return undefined
    }
  }
}

export const exitCodeReader = (operation: string): ExitCodeReader | undefined =>
  operation === 'ContainerWait' || operation === 'ExecInspect' ? new ExitCodeReader() : undefined

function exitCodeOf(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { StatusCode, Error: failure, Running, ExitCode } = answer as Record<string, unknown>
  // A wait that failed says 0 beside its error.
  if (typeof StatusCode === 'number') return failure == null ? StatusCode : undefined
  return Running === false && typeof ExitCode === 'number' ? ExitCode : undefined
}

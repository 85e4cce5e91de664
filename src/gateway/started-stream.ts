/** The output of a container and its input, two connections to the daemon, as the one stream that a client attaches to. */
import { Duplex, type Transform } from 'node:stream'
import { isFlagSet } from '../api/flag.ts'
import type { DaemonClient, UpgradedStream } from '../daemon/daemon-client.ts'
import type { StdcopyFrame } from '../translate/change.ts'
import type { JsonObject } from '../translate/json.ts'
import { encodeStdcopyFrame, StdcopyTranslation } from '../translate/stdcopy.ts'
import { closesInput, hasTerminal, isRunning } from './inspected-container.ts'

export class StartedStream extends Duplex {
  readonly #output: Duplex
  readonly #input: Duplex | undefined
  #isOver = false

  /** @param input undefined: what the client sends goes nowhere */
  constructor(output: Duplex, input: Duplex | undefined) {
    super()
    this.#output = output
    this.#input = input
    output.on('data', chunk => this.push(chunk) || output.pause())
    output.once('end', () => this.finish())
    output.on('error', error => this.destroy(error))
    // The container has closed its input, or is over; its output tells.
    input?.on('error', () => {}).resume()
    // With its output a container ends.
    this.once('end', () => this.destroy())
  }

  /** What is here already is the last. */
  finish(): void {
    this.#output.removeAllListeners('data')
    if (!this.#isOver) this.push(null)
    this.#isOver = true
  }

  override _read(): void {
    this.#output.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#input?.writable) this.#input.write(chunk, () => done())
    else done()
  }

  override _final(done: () => void): void {
    this.#input?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#output.destroy()
    this.#input?.destroy()
    done(error)
  }
}

/** @param output of both streams, as a container says it from its start on */
export async function joinStarted(
  daemon: DaemonClient,
  container: JsonObject,
  asked: URLSearchParams,
  output: UpgradedStream,
): Promise<UpgradedStream> {
  const path = `/containers/${String(container.Id)}`
  const query = { stream: '1', stdin: '1' }
  const input = isFlagSet(asked.get('stdin'))
    ? await daemon.upgrade({ method: 'POST', path: `${path}/attach`, query })
    : undefined
  const stream = new StartedStream(output.socket, input?.socket)
  // The end of the input, or Ctrl-P Ctrl-Q, is the end of the attach, too, unless it closes the container's own.
  input?.socket.once('end', async () => {
    if (hasTerminal(container) || !closesInput(container)) await endIfRunning(daemon, path, stream)
  })
  return { response: output.response, socket: stream }
}

async function endIfRunning(daemon: DaemonClient, path: string, stream: StartedStream): Promise<void> {
  const { body } = await daemon.call({ method: 'GET', path: `${path}/json` })
  if (isRunning(body)) stream.finish()
}

/** What takes out the stream that is not asked for, of a container whose streams are two. */
export function onlyAsked(container: JsonObject, asked: URLSearchParams): Transform[] {
  const wanted = [isFlagSet(asked.get('stdout')) && 1, isFlagSet(asked.get('stderr')) && 2]
  if (hasTerminal(container) || !wanted.includes(false)) return []
  const write = (frame: StdcopyFrame) =>
    wanted.includes(frame.stream) ? encodeStdcopyFrame(frame) : Buffer.alloc(0)
  return [new StdcopyTranslation(frame => frame, write)]
}

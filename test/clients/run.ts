/** Client programs as child processes: what they print, how they end. Never synchronous, the proxy runs in this process. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** A client that waits for a stream which never ends would otherwise wait as long as the test run (milliseconds). */
const TIMEOUT_MS = 300_000

/** Without /usr/local, where a docker of another release may be; nothing else of the environment, not even DOCKER_HOST. */
const DEBIAN_PATH = '/usr/sbin:/usr/bin:/sbin:/bin'

export interface Finished {
  /** Exit code; null when a signal ended the program. */
  readonly code: number | null
  readonly out: Buffer
  /** `out` as text without the last newline. */
  readonly text: string
  /** Standard error. */
  readonly err: string
}

export interface RunOptions {
  /** Sent to standard input, which is then closed; without it there is no input. */
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly finished: Promise<Finished>
  /** Resolves when standard output holds `text`; rejects when the program ends before. */
  printed(text: string): Promise<void>
}

/** Resolves however the program ends. */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { child, finished } = start(command, options)
  // A program may end without having read its input.
  child.stdin.on('error', () => {}).end(options.input ?? '')
  return finished
}

/** Standard input stays open. */
export function start([program = '', ...args]: readonly string[], { env, cwd }: RunOptions = {}): Running {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: DEBIAN_PATH, LANG: 'C.UTF-8', ...env },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    ...(cwd && { cwd }),
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', chunk => out.push(chunk))
  child.stderr.on('data', chunk => err.push(chunk))
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => {
      const whole = Buffer.concat(out)
      const text = whole.toString().replace(/\r?\n$/, '')
      resolve({ code, out: whole, text, err: Buffer.concat(err).toString() })
    })
  })
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => Buffer.concat(out).includes(text) && resolve()
      child.stdout.on('data', look)
      child.once('close', () => reject(new Error(`ended before it printed ${text}: ${Buffer.concat(err)}`)))
      look()
    })
  return { child, finished, printed }
}

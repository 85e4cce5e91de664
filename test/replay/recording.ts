/**
 * What docker CLIs of 2013 and 2014 sent to the daemon of their own release, byte for byte, and what of its answers they
 * went by. One line of a recording is one command, its connections merged into one sequence of steps.
 */
import { readFileSync } from 'node:fs'

export interface Recorded {
  /** Name of the command in the script that was recorded, the same for every release: `run-out`. */
  readonly slug: string
  /** `run busybox sh -c …` */
  readonly command: string
  /** The CLI's exit code, or by what it was ended. */
  readonly exit: number | string
  readonly steps: readonly Step[]
}

/** What happened on the connection number `c`. */
export type Step = { readonly c: number } & (
  | { readonly send: string; readonly then?: 'busybox' }
  /** Base64. */
  | { readonly b64: string }
  | { readonly answer: ExpectedAnswer }
  /** The status of an answer that goes on as a stream. */
  | { readonly head: number }
  /** So many bytes of the stream have come. */
  | { readonly heard: number }
  /** The client closed its side. */
  | { readonly end: true }
  /** The daemon ended the stream, which had been this: by stdcopy's streams, or all together. */
  | { readonly over: string | Readonly<Record<string, string>> }
  /** The client broke off. */
  | { readonly leave: true }
)

export interface ExpectedAnswer {
  readonly status: number
  readonly body: 'nothing' | 'list' | 'object' | 'null' | 'text'
  /** What was made, to be recognised in later commands. */
  readonly id?: string
  /** Of a container that has ended. */
  readonly exit?: number
  readonly built?: boolean
}

export function readRecording(release: string): Recorded[] {
  const text = readFileSync(new URL(`recordings/${release}.jsonl`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Recorded)
}

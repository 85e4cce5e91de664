/** What the daemons of 2013 and 2014 answered to the script, and how an answer of today is held against it. */
import { readFileSync } from 'node:fs'
import type { ApiVersion } from '../../src/api/version.ts'
import type { JsonValue } from '../../src/translate/json.ts'
import type { Replayed } from './replay.ts'
import { differences } from './shape.ts'

/** The daemon which had each version as its own newest one, or came nearest to it. */
export const ORACLES: Readonly<Record<string, readonly ApiVersion[]>> = {
  '0.3.4': ['1.0', '1.1'],
  '0.5.3': ['1.2', '1.3', '1.4'],
  '0.6.7': ['1.5', '1.6', '1.7'],
  '1.0.1': ['1.8', '1.9', '1.10', '1.11', '1.12'],
  '1.6.2': ['1.13', '1.14', '1.15', '1.16', '1.17', '1.18'],
}

export interface Recorded {
  readonly slug: string
  /** Versions at which the daemon answered so; absent: at all of them. */
  readonly api?: readonly ApiVersion[]
  /** No byte of an answer came. */
  readonly silent?: true
  readonly status: number
  readonly type?: string
  readonly framing?: 'chunked' | 'close'
  /** The connection stayed open. */
  readonly open?: true
  /** Lists are cut to elements of different shapes. */
  readonly json?: JsonValue
  readonly messages?: readonly JsonValue[]
  readonly frames?: readonly { readonly stream: number; readonly text: string }[]
  readonly text?: string
  /** Length of a body of other bytes. */
  readonly bytes?: number
}

export function recordedAnswers(docker: string, api: ApiVersion): Map<string, Recorded> {
  const lines = readFileSync(new URL(`docker-${docker}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Recorded)
    .filter(answer => answer.api === undefined || answer.api.includes(api))
  return new Map(lines.map(answer => [answer.slug, answer]))
}

/** One line for each difference that a client could notice. */
export function compare(recorded: Recorded, answer: Replayed): string[] {
  if (recorded.silent || answer.status === 0) {
    return recorded.silent && answer.status === 0 ? [] : [`head: ${headOf(recorded)}, now ${answer.status}`]
  }
  if (recorded.status !== answer.status) return [`status: ${recorded.status}, now ${answer.status}`]
  return [
    ...unequal('content type', recorded.type, hasBody(recorded) ? answer.type : recorded.type),
    // A length and chunks are the same to whoever reads HTTP; an end of the connection is not.
    ...unequal('ends with the connection', recorded.framing === 'close', answer.framing === 'close'),
    ...unequal('stays open', recorded.open ?? false, answer.isOpen),
    ...bodyDifferences(recorded, answer),
  ]
}

const headOf = (recorded: Recorded): string => (recorded.silent ? 'none' : String(recorded.status))

const hasBody = ({ json, messages, frames, text, bytes }: Recorded): boolean =>
  [json, messages, frames, text, bytes].some(part => part !== undefined)

function unequal<T>(what: string, was: T, is: T): string[] {
  return was === is ? [] : [`${what}: ${shown(was)}, now ${shown(is)}`]
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value ?? 'none')
}

/** What failed within the daemon is told in the words of today, and what a build prints is compared elsewhere. */
function bodyDifferences(recorded: Recorded, { body }: Replayed): string[] {
  const { json, messages, frames, text, status } = recorded
  if (status >= 500) return []
  if (frames !== undefined) return unequal('frames', joined(frames), joined(framesOf(body)))
  if (text !== undefined && status < 400) return []
  if (status >= 400) return unequal('text', anonymous(text ?? ''), anonymous(body.toString()))
  if (json === undefined && messages === undefined) return []
  const values = jsonValues(body.toString())
  if (values === undefined) return [`body: JSON, now ${JSON.stringify(body.toString().slice(0, 80))}`]
  return json !== undefined && values.length === 1
    ? differences(json, values[0])
    : differences(messages ? [...messages] : [json!], values)
}

/** Ids differ from run to run; where the recorded daemon gave none, `noid` was asked for. */
function anonymous(text: string): string {
  return text.slice(0, 200).replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{12}|noid)\b/g, '<id>')
}

/** What each stream holds; where one frame ends and the next begins is chance. */
function joined(frames: readonly { readonly stream: number; readonly text: string }[]): string {
  return [1, 2]
    .map(stream =>
      frames
        .filter(frame => frame.stream === stream)
        .map(({ text }) => text)
        .join(''),
    )
    .join('|')
}

const FRAME_HEADER_BYTES = 8

function framesOf(bytes: Buffer): { stream: number; text: string }[] {
  const frames: { stream: number; text: string }[] = []
  let at = 0
  while (at + FRAME_HEADER_BYTES <= bytes.length) {
    const end = at + FRAME_HEADER_BYTES + bytes.readUInt32BE(at + 4)
    frames.push({ stream: bytes[at]!, text: bytes.toString('utf8', at + FRAME_HEADER_BYTES, end) })
    at = end
  }
  return frames
}

/** JSON values one after the other, with or without white space between them. */
function jsonValues(text: string): JsonValue[] | undefined {
  const pieces = text
    .replaceAll(/\}\s*\{/g, '}\n{')
    .split('\n')
    .filter(line => line.trim() !== '')
  try {
    return [JSON.parse(text) as JsonValue]
  } catch {
    try {
      return pieces.map(piece => JSON.parse(piece) as JsonValue)
    } catch {
      return undefined
    }
  }
}

/** Sends a recorded command's bytes over as many connections, in the recorded order, and tells what its CLI would notice. */
import { isDeepStrictEqual } from 'node:util'
import { isStdcopyHeader, STDCOPY_HEADER_BYTES } from '../../src/translate/stdcopy.ts'
import { busyboxTar } from '../daemon/image.ts'
import { type RawAnswer, RawClient } from '../support/raw.ts'
import type { ExpectedAnswer, Recorded, Step } from './recording.ts'
import type { StandIns } from './stand-ins.ts'

/** A prompt is there within this time (milliseconds); a shorter one than the recorded is gone on from after it. */
const PROMPT_MS = 2_000
const SHOWN_CHARACTERS = 500

/** @returns what differs, nothing when the CLI would see what it saw then */
export async function replay(recorded: Recorded, socket: string, standIns: StandIns): Promise<string[]> {
  const clients = new Map<number, Connection>()
  const differences: string[] = []
  try {
    for (const step of recorded.steps) {
      let client = clients.get(step.c)
      if (client === undefined) {
        client = { raw: new RawClient(socket), call: '' }
        clients.set(step.c, client)
      }
      differences.push(...(await play(step, client, standIns)))
    }
  } catch (error) {
    differences.push(String(error))
  }
  for (const { raw } of clients.values()) raw.socket.destroy()
  return differences
}

interface Connection {
  readonly raw: RawClient
  /** The last: `POST /containers/ID/resize`. */
  call: string
}

async function play(step: Step, connection: Connection, standIns: StandIns): Promise<string[]> {
  const { raw } = connection
  if ('send' in step) {
    connection.call = callOf(step.send) ?? connection.call
    raw.send(standIns.substitute(step.send))
    if (step.then === 'busybox') raw.send(chunked(busyboxTar()))
  } else if ('b64' in step) raw.send(Buffer.from(step.b64, 'base64'))
  else if ('answer' in step) {
    const differences = compareAnswer(await raw.answer(), step.answer, standIns)
    return differences.map(difference => `${connection.call}: ${difference}`)
  } else if ('head' in step) {
    const [line = ''] = (await raw.head()).split('\r\n')
    return different(`${connection.call}: stream`, Number(line.split(' ')[1]), step.head)
  } else if ('heard' in step) await raw.arrived(step.heard, PROMPT_MS)
  else if ('end' in step) raw.socket.end()
  else if ('leave' in step) raw.socket.destroy()
  else {
    const output = await raw.rest()
    const heard = typeof step.over === 'string' ? merged(output.toString('latin1')) : byStream(output)
    return different('output', heard, typeof step.over === 'string' ? merged(step.over) : step.over)
  }
  return []
}

function callOf(sent: string): string | undefined {
  const [, method, path = ''] = /^([A-Z]+) (?:\/v[\d.]+)?(\/[^ ?]*)/.exec(sent) ?? []
  return method && `${method} ${path.replace(/\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b/, 'ID')}`
}

function compareAnswer({ status, body }: RawAnswer, expected: ExpectedAnswer, standIns: StandIns): string[] {
  const text = body.toString()
  if (status !== expected.status) return [`${status}, was ${expected.status}: ${text.trim()}`]
  const differences = different('body', kindOf(text), expected.body)
  if (expected.exit !== undefined) differences.push(...different('exit', exitCode(text), expected.exit))
  if (expected.built !== undefined)
    differences.push(...different('built', /Successfully built/.test(text), expected.built))
  if (expected.id !== undefined) {
    const found = [...text.matchAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g)].at(-1)
    if (found) standIns.learn(expected.id, found[0])
    else differences.push(`no id in ${text}`)
  }
  return differences
}

function exitCode(text: string): unknown {
  const { StatusCode: code, State: state } = JSON.parse(text) as {
    StatusCode?: number
    State?: { Running: boolean; ExitCode: number }
  }
  return state?.Running ? 'it runs' : (code ?? state?.ExitCode)
}

function kindOf(text: string): ExpectedAnswer['body'] {
  const [first] = text.trim()
  if (first === undefined) return 'nothing'
  return first === '[' ? 'list' : first === '{' ? 'object' : text.trim() === 'null' ? 'null' : 'text'
}

/** Two streams of a program are written by themselves: which line comes first is chance. */
const merged = (text: string): string[] => text.split('\n').sort()

function byStream(output: Buffer): Record<string, string> | string {
  const streams: Record<string, string> = {}
  for (let rest = output; rest.length > 0; ) {
    if (!isStdcopyHeader(rest)) return output.toString('latin1')
    const end = STDCOPY_HEADER_BYTES + rest.readUInt32BE(4)
    const stream = String(rest[0])
    streams[stream] = (streams[stream] ?? '') + rest.subarray(STDCOPY_HEADER_BYTES, end).toString('latin1')
    rest = rest.subarray(end)
  }
  return streams
}

function chunked(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
}

function different(what: string, present: unknown, recorded: unknown): string[] {
  if (isDeepStrictEqual(present, recorded)) return []
  const shown = (value: unknown) => JSON.stringify(value).slice(0, SHOWN_CHARACTERS)
  return [`${what}: ${shown(present)}, was ${shown(recorded)}`]
}

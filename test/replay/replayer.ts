/** Sends a recorded command's bytes over as many connections, in the recorded order, and tells what its CLI would notice. */
import { isDeepStrictEqual } from 'node:util'
import { isStdcopyHeader, STDCOPY_HEADER_BYTES } from '../../src/translate/stdcopy.ts'
import { busyboxTar } from '../daemon/image.ts'
import { type RawAnswer, RawClient } from '../support/raw.ts'
import type { KnownIds } from './known-ids.ts'
import type { ExpectedAnswer, Recorded, Step } from './recording.ts'

/** A prompt is there within this time (milliseconds); a shorter one than the recorded is gone on from after it. */
const PROMPT_MS = 2_000

/** @returns what differs, nothing when the CLI would see what it saw then */
export async function replay(recorded: Recorded, socket: string, ids: KnownIds): Promise<string[]> {
  const clients = new Map<number, RawClient>()
  const differences: string[] = []
  try {
    for (const step of recorded.steps) {
      let client = clients.get(step.c)
      if (client === undefined) {
        client = new RawClient(socket)
        clients.set(step.c, client)
      }
      differences.push(...(await play(step, client, ids)))
    }
  } catch (error) {
    differences.push(String(error))
  }
  for (const client of clients.values()) client.socket.destroy()
  return differences
}

async function play(step: Step, client: RawClient, ids: KnownIds): Promise<string[]> {
  if ('send' in step) {
    client.send(ids.substitute(step.send))
    if (step.then === 'busybox') client.send(chunked(busyboxTar()))
  } else if ('b64' in step) client.send(Buffer.from(step.b64, 'base64'))
  else if ('answer' in step) return compareAnswer(await client.answer(), step.answer, ids)
  else if ('head' in step) {
    const [line = ''] = (await client.head()).split('\r\n')
    return different('status of the stream', Number(line.split(' ')[1]), step.head)
  } else if ('heard' in step) await client.arrived(step.heard, PROMPT_MS)
  else if ('end' in step) client.socket.end()
  else if ('leave' in step) client.socket.destroy()
  else {
    const output = await client.rest()
    const heard = typeof step.over === 'string' ? merged(output.toString('latin1')) : byStream(output)
    return different('output', heard, typeof step.over === 'string' ? merged(step.over) : step.over)
  }
  return []
}

function compareAnswer({ status, head, body }: RawAnswer, expected: ExpectedAnswer, ids: KnownIds): string[] {
  const text = body.toString()
  const request = /^(?:HTTP[^\r]*)/.exec(head)?.[0] ?? ''
  const differences = different(`status (${request}: ${text.slice(0, 200)})`, status, expected.status)
  if (differences.length > 0) return differences
  differences.push(...different(`body ${text.slice(0, 80)}`, kindOf(text), expected.body))
  if (expected.exit !== undefined) differences.push(...different('exit code', exitCode(text), expected.exit))
  if (expected.built !== undefined)
    differences.push(
      ...different(`built (${text.slice(-300)})`, /Successfully built/.test(text), expected.built),
    )
  if (expected.id !== undefined) {
    const found = [...text.matchAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g)].at(-1)
    if (found) ids.learn(expected.id, found[0])
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
  return [`${what}: ${JSON.stringify(present)}, was ${JSON.stringify(recorded)}`]
}

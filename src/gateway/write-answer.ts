/** Writes an answer to the client; a success that has to be recorded first is not whole before it is. */
import type { ServerResponse } from 'node:http'
import { finished, PassThrough, pipeline, type Transform, Writable } from 'node:stream'
import type { AnswerStream } from '../emulate/emulation.ts'
import type { Exchange } from './exchange.ts'
import { withField } from './header-fields.ts'
import { onceDrained } from './once-drained.ts'

/** An answer whose body is known. */
export async function whole(
  to: ServerResponse,
  exchange: Exchange,
  status: number,
  rawHeaders: string[],
  body: Buffer,
  from: AnswerStream,
): Promise<void> {
  exchange.status = status
  exchange.passes(body)
  if (status < 400) exchange.succeeds()
  const headers =
    status === 204
      ? withField(withField(rawHeaders, 'Content-Length', undefined), 'Content-Type', undefined)
      : withField(rawHeaders, 'Content-Length', String(body.length))
  writeHead(to, status, statusText(from, status), headers)
  await new Promise<void>((resolve, reject) => {
    to.once('error', reject)
    to.once('close', resolve)
    to.end(body, resolve)
  })
}

/** An answer that goes on as it comes. */
export async function stream(
  from: AnswerStream,
  to: ServerResponse,
  exchange: Exchange,
  status: number,
  rawHeaders: string[],
  translation: Transform | undefined,
): Promise<void> {
  exchange.status = status
  writeHead(to, status, statusText(from, status), rawHeaders)
  // A stream without end (events, followed logs) may be silent for hours; the client must see its head at once.
  if (from.headers['content-length'] === undefined) to.flushHeaders()
  const last = translation ?? from
  last.on('data', (chunk: Buffer) => {
    if (!to.destroyed) exchange.passes(chunk)
  })
  from.once('end', () => {
    if (from.rawTrailers.length > 0) to.addTrailers(pairs(from.rawTrailers))
  })
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error | null) => (error ? reject(error) : resolve())
    const steps = translation ? [translation] : []
    if (status < 400 && exchange.isRecordedFirst)
      steps.push(withheldEnd(() => to.destroyed || exchange.succeeds()))
    pipeline([from, ...steps, exchange.planned!.plan.outlivesClient ? whileThere(to) : to], settle)
  })
}

/** Passes everything on, and the end when `release` did not throw: a client takes no answer for whole before. */
const withheldEnd = (release: () => unknown): Transform =>
  new PassThrough({
    flush(done) {
      try {
        release()
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })

/** Passes everything on while the client is there, and takes what comes after that. */
function whileThere(to: ServerResponse): Writable {
  // What is written as the client leaves fails, and nothing is lost by it.
  to.on('error', () => undefined)
  return new Writable({
    write(chunk, _encoding, done) {
      if (to.destroyed || to.write(chunk)) done()
      else onceDrained(to, done)
    },
    final(done) {
      if (to.destroyed) done()
      else finished(to.end(), () => done())
    },
  })
}

/** Node would add `Connection: keep-alive`, which HTTP/1.1 means anyway and no daemon says. */
function writeHead(to: ServerResponse, status: number, text: string, rawHeaders: string[]): void {
  if (to.shouldKeepAlive) to.removeHeader('connection')
  to.writeHead(status, text, rawHeaders)
}

/** The daemon's own reason phrase belongs to its own status. */
const statusText = (from: AnswerStream, status: number): string =>
  status === from.statusCode ? (from.statusMessage ?? '') : ''

function pairs(flat: readonly string[]): [string, string][] {
  const result: [string, string][] = []
  for (let index = 0; index < flat.length; index += 2) result.push([flat[index]!, flat[index + 1]!])
  return result
}

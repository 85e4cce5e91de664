/**
 * What no single call of the current API does. An emulation makes a few calls of it and gives the answer of the last one,
 * which then passes the plan's response steps like any other.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Identity } from '../access/identity.ts'
import type { Call } from '../api/call.ts'
import type { DaemonClient, DaemonRequest } from '../daemon/daemon-client.ts'
import type { JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'

export interface EmulatedCall {
  readonly call: Call
  /** The client's JSON body, keys in canonical spelling, after the plan's request step; undefined when there was none. */
  readonly body: JsonValue | undefined
  /** The client's body where it is not JSON, still to be read. */
  readonly upload: Readable
  /** The client's, as the plan sends them on. */
  readonly headers: IncomingHttpHeaders
  /** The client's, as the plan sends it on. */
  readonly query: URLSearchParams
  readonly identity: Identity
  /** The same call as the daemon would get it: method, path, query and header fields after the plan's steps, with that body. */
  readonly request: DaemonRequest
  /** Speaks the plan's target version. */
  readonly daemon: DaemonClient
  /** As `StepContext.warn`. */
  warn(text: string): void
  /** The plan of another operation between the same two versions, whose request steps upgrade what this one carries. */
  planOf(operation: string): Plan
}

/** An answer of the daemon's, or one that is made to look like it. */
export type AnswerStream = Readable &
  Pick<IncomingMessage, 'statusCode' | 'statusMessage' | 'headers' | 'rawHeaders' | 'rawTrailers'>

/** Throws `EmulatedAnswer` for an error of its own, and `DaemonUnavailableError`. */
export type Emulation = (call: EmulatedCall) => Promise<AnswerStream>

/** A successful answer that no daemon gave. Its body passes the plan's steps as a daemon's would. */
export function madeAnswer(contentType: string, body: string | AsyncIterable<string | Buffer>): AnswerStream {
  const length = typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
  const headers = { 'content-type': contentType, ...length }
  const chunks = typeof body === 'string' ? [body] : body
  return Object.assign(Readable.from(chunks, { objectMode: false }), {
    statusCode: 200,
    statusMessage: 'OK',
    headers,
    rawHeaders: Object.entries(headers).flat(),
    rawTrailers: [],
  })
}

/** An answer that the daemon did not give: an error the old daemon would have, or a status without a body. */
export class EmulatedAnswer extends Error {
  readonly code = 'emulated'
  readonly httpStatus: number

  /** @param message empty for an answer without a body */
  constructor(httpStatus: number, message = '') {
    super(message)
    this.name = 'EmulatedAnswer'
    this.httpStatus = httpStatus
  }
}

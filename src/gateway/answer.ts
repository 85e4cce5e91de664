/**
 * The daemon's answer on its way to the client: status, header fields and body pass the plan's steps. A body is parsed
 * only where a step wants it, and whole only where it is one JSON value.
 */
import type { ServerResponse } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AnswerStream } from '../emulate/emulation.ts'
import type { ErrorAnswer, Headers, StepContext } from '../translate/change.ts'
import { decodeJson, encodeJson } from '../translate/json.ts'
import { JsonStreamTranslation } from '../translate/json-stream.ts'
import type { Plan } from '../translate/plan.ts'
import { encodeStdcopyFrame, StdcopyTranslation } from '../translate/stdcopy.ts'
import { collect } from './collect.ts'
import { type Dialect, dialectOf, readErrorMessage, writeError } from './dialect.ts'
import type { Exchange } from './exchange.ts'
import { endToEnd, fromHeaders, toHeaders, withField } from './header-fields.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import { warningsShown, withWarnings } from './warnings.ts'
import { stream, whole } from './write-answer.ts'

/** Largest error answer that is rewritten (bytes); a longer one is no error message and passes as it is. */
const ERROR_LIMIT_BYTES = 1024 * 1024
/** Longest answer to a change that is held back until the change is recorded (bytes); Go counts the bytes of short answers only. */
const SHORT_ANSWER_BYTES = 64 * 1024
const STDOUT = 1

export interface AnswerLimits {
  /** Largest JSON body, and largest message of a JSON stream, held in memory (bytes). */
  readonly maxJsonBytes: number
}

/** Resolves when the answer is out. Rejects when it cannot be read or translated; nothing or a part of it is out then. */
export async function answer(
  from: AnswerStream,
  to: ServerResponse,
  exchange: Exchange,
  limits: AnswerLimits,
): Promise<void> {
  const planned = exchange.planned!
  const { plan, call } = planned
  const status = from.statusCode!
  const rawHeaders = endToEnd(from.rawHeaders, from.headers.connection)
  const hasBody = call.operation.method !== 'HEAD' && status !== 204 && status !== 304
  if (status >= 400) {
    const isForeign = dialectOf(call.client) === 'text' || plan.error !== undefined
    // What has no type was not written by a handler of the API (a failed websocket handshake).
    if (!isForeign || from.headers['content-type'] === undefined)
      return stream(from, to, exchange, status, rawHeaders, undefined)
    return hasBody
      ? answerError(from, to, exchange, rawHeaders, limits)
      : stream(from, to, exchange, status, bodilessError(dialectOf(call.client), rawHeaders), undefined)
  }
  const context = stepContext(planned)
  const translatedStatus = plan.status?.(status, context) ?? status
  const passed = translateHeaders(plan, rawHeaders, context)
  // "Not modified" is an error to the daemon, and written as one.
  const translatedHeaders = translatedStatus === 304 ? asError(dialectOf(call.client), passed) : passed
  if (!hasBody) {
    exchange.status = translatedStatus
    exchange.succeeds()
    return stream(from, to, exchange, translatedStatus, translatedHeaders, undefined)
  }
  const warnings = warningsShown(planned)
  if ((plan.response !== undefined || warnings.length > 0) && isJson(from)) {
    const text = await collect(from, limits.maxJsonBytes, `the daemon's answer to ${call.operation.name}`)
    const isSame = warnings.length === 0 && plan.onlyWith?.some(part => text.includes(part)) === false
    const body = isSame ? text : translatedBody(text, plan, context, warnings)
    return whole(to, exchange, translatedStatus, translatedHeaders, body, from)
  }
  const translation = streamTranslation(planned, context, limits)
  if (exchange.isRecordedFirst && translation === undefined && isShort(from)) {
    const body = await collect(from, SHORT_ANSWER_BYTES, `the daemon's answer to ${call.operation.name}`)
    return whole(to, exchange, translatedStatus, translatedHeaders, body, from)
  }
  const headers = translation ? withField(translatedHeaders, 'content-length', undefined) : translatedHeaders
  return stream(from, to, exchange, translatedStatus, headers, translation)
}

function translatedBody(text: Buffer, plan: Plan, context: StepContext, warnings: readonly string[]): Buffer {
  const { value, lossless } = decodeJson(text.toString())
  const translated = withWarnings(plan.response?.(value, context) ?? value, warnings)
  return translated === value ? text : Buffer.from(`${encodeJson(translated, lossless)}\n`)
}

export function translateHeaders(plan: Plan, rawHeaders: string[], context: StepContext): string[] {
  if (plan.responseHeaders === undefined) return rawHeaders
  const headers: Headers = toHeaders(rawHeaders)
  const translated = plan.responseHeaders(headers, context)
  return translated === headers ? rawHeaders : fromHeaders(translated, rawHeaders)
}

export function streamTranslation(
  { call, plan }: PlannedCall,
  context: StepContext,
  { maxJsonBytes }: AnswerLimits,
): Transform | undefined {
  const { message, writeMessage, frame, writeFrame } = plan
  if (call.operation.response === 'json-stream' && (message ?? writeMessage) !== undefined) {
    return new JsonStreamTranslation(
      message ? value => message(value, context) : value => value,
      maxJsonBytes,
      writeMessage && (value => writeMessage(value, context)),
    )
  }
  const isStdcopy = call.operation.response === 'stdcopy' || call.operation.hijack
  if (isStdcopy && (frame ?? writeFrame) !== undefined) {
    return new StdcopyTranslation(frame ? value => frame(value, context) : value => value, writeFrame)
  }
  return undefined
}

async function answerError(
  from: AnswerStream,
  to: ServerResponse,
  exchange: Exchange,
  rawHeaders: string[],
  limits: AnswerLimits,
): Promise<void> {
  const planned = exchange.planned!
  const text = (await collect(from, ERROR_LIMIT_BYTES, "the daemon's error")).toString()
  const received = { status: from.statusCode!, message: readErrorMessage(from.headers['content-type'], text) }
  const error = planned.plan.error?.(received, stepContext(planned)) ?? received
  if (error.status < 400) return answerAsSuccess(error, from, to, exchange, rawHeaders, limits)
  const dialect = dialectOf(planned.call.client)
  const { contentType, body } = writeError(dialect, error.message)
  const headers = asError(dialect, withField(rawHeaders, 'Content-Type', contentType))
  return whole(to, exchange, error.status, headers, Buffer.from(body), from)
}

/** An answer to HEAD tells the type of the error it does not hold, and its length no longer. */
function bodilessError(dialect: Dialect, rawHeaders: string[]): string[] {
  const typed = withField(rawHeaders, 'Content-Type', writeError(dialect, '').contentType)
  return asError(dialect, withField(typed, 'Content-Length', undefined))
}

/** Go's http.Error, which wrote the texts, says so. */
const asError = (dialect: Dialect, rawHeaders: string[]): string[] =>
  dialect === 'text' ? withField(rawHeaders, 'X-Content-Type-Options', 'nosniff') : rawHeaders

/** A step may find that what fails today succeeded then; its message is that answer's body. */
async function answerAsSuccess(
  { status, message }: ErrorAnswer,
  from: AnswerStream,
  to: ServerResponse,
  exchange: Exchange,
  rawHeaders: string[],
  limits: AnswerLimits,
): Promise<void> {
  const planned = exchange.planned!
  const context = stepContext(planned)
  if (planned.call.operation.hijack) {
    // It is a stream to the client, which reads to its end.
    to.shouldKeepAlive = false
    const write = planned.plan.writeFrame ?? encodeStdcopyFrame
    const told = write({ stream: STDOUT, payload: Buffer.from(message) })
    return whole(to, exchange, status, rawHeaders, told, from)
  }
  const translation = planned.plan.writeMessage && streamTranslation(planned, context, limits)
  if (translation === undefined) return whole(to, exchange, status, rawHeaders, Buffer.from(message), from)
  const body = await buffer(Readable.from([Buffer.from(message)]).pipe(translation))
  return whole(to, exchange, status, translateHeaders(planned.plan, rawHeaders, context), body, from)
}

const isShort = ({ headers }: AnswerStream): boolean =>
  headers['content-length'] !== undefined && Number(headers['content-length']) <= SHORT_ANSWER_BYTES

const isJson = (from: AnswerStream): boolean =>
  from.headers['content-type']?.startsWith('application/json') ?? false

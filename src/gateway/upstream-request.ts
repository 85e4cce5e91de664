/**
 * The client's request as the daemon is to get it: path with the target version, query, header fields and JSON body after
 * the plan's steps. A body that no step wants is not touched.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Transform } from 'node:stream'
import { leaf } from '../api/request-shapes/shape.ts'
import { requestShapes } from '../api/request-shapes.ts'
import { UPSTREAM_HOST } from '../daemon/daemon.ts'
import { canonicalKeys } from '../translate/canonical-keys.ts'
import type { Headers, StepContext } from '../translate/change.ts'
import { decodeClientJson, encodeJson, type JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'
import { UntranslatableError } from '../translate/untranslatable.ts'
import { collect } from './collect.ts'
import type { Exchange } from './exchange.ts'
import type { Guard } from './guard.ts'
import { isHopByHop } from './header-fields.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'

export interface UpstreamRequest {
  /** Path and query. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  /** Undefined: the client's body is passed on as it comes. */
  readonly body?: Buffer
  /** What the client's body passes on its way. */
  readonly bytes?: Transform
  /** The client waits for 100 Continue, and so does Longshore. */
  readonly expectsContinue: boolean
}

export interface UpstreamRequestOptions {
  readonly maxJsonBytes: number
  readonly guard: Guard
  /** Called before a body is read here whose sender waits for 100 Continue. */
  readonly invite: () => void
}

/** Throws `TooLargeError`, `UntranslatableError` and `AccessDeniedError`. */
export async function upstreamRequest(
  exchange: Exchange,
  request: IncomingMessage,
  { maxJsonBytes, guard, invite }: UpstreamRequestOptions,
): Promise<UpstreamRequest> {
  const planned = exchange.planned!
  const { plan, call } = planned
  const waits = request.headers.expect?.toLowerCase() === '100-continue'
  const context = stepContext(planned)
  const headers = upstreamHeaders(plan, request.headers, context)
  if (guard.isOn) refuseForm(request.headers)
  const query = upstreamQuery(planned, context, guard.isOn)
  const target = upstreamTarget(planned, query)
  const isJson = call.operation.request === 'json'
  if (!isJson || ((plan.request ?? plan.requestText) === undefined && !guard.isOn && !exchange.recordsBody)) {
    await exchange.judge(guard, query, undefined)
    const bytes = call.operation.request === 'raw' ? plan.requestBytes?.() : undefined
    return bytes === undefined
      ? { target, headers, expectsContinue: waits }
      : { target, headers: ofUnknownLength(headers), bytes, expectsContinue: waits }
  }
  if (waits) invite()
  const received = await collect(request, maxJsonBytes, `the body of ${call.operation.name}`)
  exchange.bytesUp += received.length
  const sent = plan.requestText?.(received, request.headers as Headers) ?? received
  const body = await judgedBody(exchange, guard, sent, query)
  return { target, headers: withLength(headers, body, sent), body, expectsContinue: false }
}

/** A JSON body as it is sent: translated, and where calls are judged in the very form that was judged. */
export async function judgedBody(
  exchange: Exchange,
  guard: Guard,
  sent: Buffer,
  query: string,
): Promise<Buffer> {
  const planned = exchange.planned!
  const context = stepContext(planned)
  if (!guard.isOn) return translatedBody(exchange, sent, context)
  let value: JsonValue | undefined
  try {
    value = translatedValue(planned, sent, context)
  } catch (error) {
    // Go's decoder would read the first value of `{…}{…}` and never see the rest.
    if (error instanceof SyntaxError) throw new UntranslatableError(`the body is no JSON: ${error.message}`)
    throw error
  }
  exchange.body = value
  await exchange.judge(guard, query, value)
  return value === undefined ? Buffer.alloc(0) : Buffer.from(encodeJson(value, true))
}

/**
 * Go takes fields of a form for fields of the query, and prefers them; it does so for a body that is JSON as well, and trims
 * more white space off the type than HTTP knows (`mime.ParseMediaType`). Throws `UntranslatableError`.
 */
export function refuseForm({ 'content-type': type }: IncomingHttpHeaders): void {
  if (type !== undefined && /form-urlencoded/i.test(type)) {
    throw new UntranslatableError('a body of form fields is not accepted here: it would overrule the query')
  }
}

/** @param isJudged the query is written anew from what it was read as, so that no other reading of it is sent */
export function upstreamQuery({ call, plan }: PlannedCall, context: StepContext, isJudged: boolean): string {
  if (plan.query !== undefined) return plan.query(new URLSearchParams(call.query), context).toString()
  return isJudged ? new URLSearchParams(call.query).toString() : call.query
}

export const upstreamTarget = ({ call, plan }: PlannedCall, query: string): string =>
  `/v${plan.target}${call.path}${query === '' ? '' : `?${query}`}`

/** End-to-end fields only, and a Host that Go's server takes. Node frames the body anew. */
export function upstreamHeaders(
  plan: Plan,
  received: IncomingHttpHeaders,
  context: StepContext,
): IncomingHttpHeaders {
  const headers: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(received)) {
    const isFraming = name === 'transfer-encoding'
    if (value === undefined || name === 'expect' || (isHopByHop(name, received.connection) && !isFraming))
      continue
    headers[name] = value
  }
  headers.host = UPSTREAM_HOST
  const translated: Headers = plan.requestHeaders?.(headers, context) ?? headers
  return translated as IncomingHttpHeaders
}

/**
 * A body passes the steps as the daemon's decoder would read it. One that is no JSON is left as it is: the daemon refuses
 * it in its own words.
 */
function translatedBody(exchange: Exchange, sent: Buffer, context: StepContext): Buffer {
  const planned = exchange.planned!
  const isUntouched = planned.plan.request === undefined
  if (isUntouched && !exchange.recordsBody) return sent
  try {
    exchange.body = translatedValue(planned, sent, context)
  } catch (error) {
    const isTooDeep = isUntouched && error instanceof UntranslatableError
    if (error instanceof SyntaxError || isTooDeep) return sent
    throw error
  }
  if (isUntouched) return sent
  return exchange.body === undefined ? Buffer.alloc(0) : Buffer.from(encodeJson(exchange.body, true))
}

/** The body's value after the plan's step. Throws SyntaxError where the body is no JSON, and `UntranslatableError`. */
export function translatedValue(
  { call, plan }: PlannedCall,
  sent: Buffer,
  context: StepContext,
): JsonValue | undefined {
  const shape = requestShapes[call.operation.name] ?? leaf
  try {
    const value = sent.length === 0 ? undefined : canonicalKeys(decodeClientJson(sent.toString()), shape)
    return plan.request === undefined ? value : plan.request(value, context)
  } catch (error) {
    // JSON is read by recursion, and the stack has an end.
    if (error instanceof RangeError) throw new UntranslatableError('the body is nested too deep')
    throw error
  }
}

function ofUnknownLength(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': _length, ...others } = headers
  return { ...others, 'transfer-encoding': 'chunked' }
}

function withLength(headers: IncomingHttpHeaders, body: Buffer, sent: Buffer): IncomingHttpHeaders {
  // What a trailer would say of a body that is read here has been read with it: nothing comes behind a counted body.
  const { 'transfer-encoding': _framing, 'content-length': _length, trailer: _trailer, ...others } = headers
  const type = body.length > 0 && sent.length === 0 ? { 'content-type': 'application/json' } : {}
  return { ...others, ...type, 'content-length': String(body.length) }
}

/**
 * The client's request as the daemon is to get it: path with the target version, query, header fields and JSON body after
 * the plan's steps. A body that no step wants is not touched.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { leaf } from '../api/request-shapes/shape.ts'
import { requestShapes } from '../api/request-shapes.ts'
import { UPSTREAM_HOST } from '../daemon/daemon.ts'
import { canonicalKeys } from '../translate/canonical-keys.ts'
import type { Headers, StepContext } from '../translate/change.ts'
import { decodeClientJson, encodeJson, type JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'
import { collect } from './collect.ts'
import { type Exchange, type PlannedCall, stepContext } from './exchange.ts'
import { isHopByHop } from './header-fields.ts'

export interface UpstreamRequest {
  /** Path and query. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  /** Undefined: the client's body is passed on as it comes. */
  readonly body?: Buffer
  /** The client waits for 100 Continue, and so does Longshore. */
  readonly expectsContinue: boolean
}

/**
 * @param invite called before a body is read here whose sender waits for 100 Continue
 * Throws `TooLargeError` and `UntranslatableError`.
 */
export async function upstreamRequest(
  exchange: Exchange,
  request: IncomingMessage,
  maxJsonBytes: number,
  invite: () => void,
): Promise<UpstreamRequest> {
  const planned = exchange.planned!
  const { plan, call } = planned
  const waits = request.headers.expect?.toLowerCase() === '100-continue'
  const context = stepContext(planned)
  const headers = upstreamHeaders(plan, request.headers, context)
  const target = upstreamTarget(planned, context)
  if (plan.request === undefined || call.operation.request !== 'json')
    return { target, headers, expectsContinue: waits }
  if (waits) invite()
  const sent = await collect(request, maxJsonBytes, `the body of ${call.operation.name}`)
  exchange.bytesUp += sent.length
  const body = translateBody(planned, sent, context)
  return { target, headers: withLength(headers, body, sent), body, expectsContinue: false }
}

export function upstreamTarget({ call, plan }: PlannedCall, context: StepContext): string {
  const query =
    plan.query === undefined ? call.query : plan.query(new URLSearchParams(call.query), context).toString()
  return `/v${plan.target}${call.path}${query === '' ? '' : `?${query}`}`
}

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
export function translateBody(planned: PlannedCall, sent: Buffer, context: StepContext): Buffer {
  try {
    const translated = translatedValue(planned, sent, context)
    return translated === undefined ? Buffer.alloc(0) : Buffer.from(encodeJson(translated, true))
  } catch (error) {
    if (error instanceof SyntaxError) return sent
    throw error
  }
}

/** The body's value after the plan's step. Throws SyntaxError where the body is no JSON. */
export function translatedValue(
  { call, plan }: PlannedCall,
  sent: Buffer,
  context: StepContext,
): JsonValue | undefined {
  const shape = requestShapes[call.operation.name] ?? leaf
  const value = sent.length === 0 ? undefined : canonicalKeys(decodeClientJson(sent.toString()), shape)
  return plan.request === undefined ? value : plan.request(value, context)
}

function withLength(headers: IncomingHttpHeaders, body: Buffer, sent: Buffer): IncomingHttpHeaders {
  const { 'transfer-encoding': _framing, 'content-length': _length, ...others } = headers
  const type = body.length > 0 && sent.length === 0 ? { 'content-type': 'application/json' } : {}
  return { ...others, ...type, 'content-length': String(body.length) }
}

/** Bodies and framings that a call of the API has no use for; they would only serve to hide something from one of two readers. */
import type { IncomingMessage } from 'node:http'
import { dialectOf } from './dialect.ts'
import type { Exchange } from './exchange.ts'
import type { Refusal } from './refusal.ts'

/**
 * GET, HEAD and DELETE have no body in the API; the only transfer coding is `chunked`. An emulated call is read by nobody
 * else: `docker images -viz` of 2013 sends `false` with its GET.
 */
export function refuseUnexpectedBody(request: IncomingMessage, exchange: Exchange): Refusal | undefined {
  const { call, plan } = exchange.planned!
  const dialect = dialectOf(call.client)
  if (call.operation.hijack) {
    return {
      status: 400,
      message: `${call.operation.name} cannot be asked in this form: the request is not well-formed HTTP`,
      dialect,
    }
  }
  const coding = request.headers['transfer-encoding']
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
    return { status: 400, message: `bad request: the transfer coding ${coding} is not known here`, dialect }
  }
  const hasBody = coding !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  const takesBody = request.method === 'POST' || request.method === 'PUT'
  if (takesBody || !hasBody || plan.emulate !== undefined) return undefined
  return { status: 400, message: `bad request: ${request.method} ${call.path} takes no body`, dialect }
}

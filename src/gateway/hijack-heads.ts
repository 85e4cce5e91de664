/** The heads of a hijack: what the daemon is asked with, and what the client is answered before the raw stream begins. */
import type http from 'node:http'
import { translateHeaders } from './answer.ts'
import type { HijackRequest } from './connection.ts'
import { endToEnd } from './header-fields.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import { upstreamHeaders } from './upstream-request.ts'

/** These the daemon hijacks without an Upgrade header too; the others need one, and their clients always send it. */
const MAY_LACK_UPGRADE = new Set(['ContainerAttach', 'ExecStart'])
/** Without an Upgrade header the daemon names this type whatever the stream holds. */
const RAW_STREAM = 'application/vnd.docker.raw-stream'

export function hijackHeaders(
  planned: PlannedCall,
  request: HijackRequest,
  bodyLength: number,
): http.OutgoingHttpHeaders {
  const { plan, call } = planned
  const {
    'transfer-encoding': _framing,
    'content-length': _length,
    ...headers
  } = upstreamHeaders(plan, request.headers, stepContext(planned))
  const upgrade = request.headers.upgrade ?? (MAY_LACK_UPGRADE.has(call.operation.name) ? 'tcp' : undefined)
  return {
    ...headers,
    ...(upgrade !== undefined && { connection: 'Upgrade', upgrade }),
    ...((bodyLength > 0 || request.method === 'POST') && { 'content-length': bodyLength }),
  }
}

export function answerHead(
  planned: PlannedCall,
  response: http.IncomingMessage,
  wantsUpgrade: boolean,
): string {
  const connection = response.headers.connection
  const received = wantsUpgrade
    ? endToEnd(response.rawHeaders, undefined, ['connection', 'upgrade'])
    : withRawStream(endToEnd(response.rawHeaders, connection))
  const fields = translateHeaders(planned.plan, received, stepContext(planned))
  const lines = [wantsUpgrade ? `HTTP/1.1 101 ${response.statusMessage}` : 'HTTP/1.1 200 OK']
  for (let index = 0; index < fields.length; index += 2) lines.push(`${fields[index]}: ${fields[index + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

function withRawStream(rawHeaders: string[]): string[] {
  return rawHeaders.map((text, index) =>
    index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'content-type' ? RAW_STREAM : text,
  )
}

/** A daemon's answer with another body, for emulations that make one answer of several. */
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { encodeJson, type JsonValue } from '../translate/json.ts'
import type { AnswerStream } from './emulation.ts'

/** @param from its status and header fields are kept; its body has been read */
export const withJson = (from: IncomingMessage, value: JsonValue): AnswerStream =>
  withBody(from, `${encodeJson(value, true)}\n`)

/** As above. */
export function withBody(from: IncomingMessage, text: string): AnswerStream {
  const body = Buffer.from(text)
  const { statusCode, statusMessage, headers, rawHeaders, rawTrailers } = from
  const isFraming = (name: string) => /^(content-length|transfer-encoding)$/i.test(name)
  const kept = rawHeaders.filter((_, index) => !isFraming(rawHeaders[index - (index % 2)]!))
  return Object.assign(Readable.from([body]), {
    ...{ statusCode, statusMessage, headers, rawTrailers },
    rawHeaders: [...kept, 'Content-Length', String(body.length)],
  })
}

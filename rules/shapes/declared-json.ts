/**
 * Clients of before API 1.24 send JSON as `plain/text`, as a form or without a type, and old daemons did not mind. Newer
 * ones do on every route with a JSON body (moby `api/server/httputils/httputils.go` at v20.10.24, CheckForJSON).
 */
import type { Headers } from '../../src/translate/change.ts'

const JSON_TYPE = /^\s*application\/json\s*(?:;|$)/i

/** Declares a body as what it is, whatever the client calls it. */
export function declareJson(headers: Headers): Headers {
  return isJson(headers) ? headers : { ...headers, 'content-type': 'application/json' }
}

/** As above where there is a body; where there is none, a type that is not JSON is taken away. */
export function declareJsonBody(headers: Headers): Headers {
  return hasBody(headers) ? declareJson(headers) : withoutIdleType(headers)
}

/** A type that declares a body which is not there makes daemons refuse the call. */
export function withoutIdleType(headers: Headers): Headers {
  if (headers['content-type'] === undefined || isJson(headers) || hasBody(headers)) return headers
  const { 'content-type': _, ...others } = headers
  return others
}

export const isJson = (headers: Headers): boolean =>
  JSON_TYPE.test([headers['content-type'] ?? ''].flat()[0] ?? '')

const hasBody = (headers: Headers): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0

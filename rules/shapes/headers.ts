/** Steps on header fields. Media types are compared without parameters and without regard to case (RFC 9110, 8.3.1). */
import type { Headers } from '../../src/translate/change.ts'

/** Puts one media type in the place of another as the Content-Type. */
export function contentTypeReplacing(from: readonly string[], to: string): (headers: Headers) => Headers {
  return headers => {
    const value = headers['content-type']
    if (typeof value !== 'string' || !from.includes(mediaType(value))) return headers
    return { ...headers, 'content-type': to }
  }
}

const mediaType = (value: string): string => value.split(';', 1)[0]!.trim().toLowerCase()

/** Asks for one media type, whatever the client asks for. */
export function accepting(type: string): (headers: Headers) => Headers {
  return headers => (headers.accept === undefined ? headers : { ...headers, accept: type })
}

/** As Go's server calls text that nobody gave a type. */
export const asPlainText = (headers: Headers): Headers => ({
  ...headers,
  'content-type': 'text/plain; charset=utf-8',
})

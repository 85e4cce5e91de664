/**
 * The head of an HTTP/1 request, read only as far as it takes to find where the request ends and whether it hijacks the
 * connection (RFC 9112 sections 2 to 6). Whatever is not strictly well-formed gives undefined: such bytes are left to
 * the HTTP parser behind, which refuses them.
 */

export interface MessageHead {
  readonly method: string
  readonly target: string
  readonly httpVersionMinor: 0 | 1
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[]
  /** By lower-case name; a repeated field's values are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: BodyFraming
}

export type BodyFraming = { readonly kind: 'counted'; readonly bytes: number } | { readonly kind: 'chunked' }

const REQUEST_LINE = /^([A-Z]+) ([^ \t]+) HTTP\/1\.([01])$/
const FIELD_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/
const COUNT = /^[0-9]{1,15}$/

/** @param text the head as latin1, without the blank line that ends it */
export function parseHead(text: string): MessageHead | undefined {
  const lines = text.split('\r\n')
  const request = REQUEST_LINE.exec(lines[0]!)
  if (request === null) return undefined
  const rawHeaders: string[] = []
  const headers: Record<string, string> = Object.create(null)
  for (let index = 1; index < lines.length; index++) {
    const field = FIELD_LINE.exec(lines[index]!)
    if (field === null || /[\r\n\0]/.test(field[2]!)) return undefined
    const name = field[1]!.toLowerCase()
    rawHeaders.push(field[1]!, field[2]!)
    headers[name] = name in headers ? `${headers[name]}, ${field[2]}` : field[2]!
  }
  const body = framingOf(headers)
  if (body === undefined) return undefined
  return {
    method: request[1]!,
    target: request[2]!,
    httpVersionMinor: request[3] === '1' ? 1 : 0,
    rawHeaders,
    headers,
    body,
  }
}

function framingOf(headers: Readonly<Record<string, string>>): BodyFraming | undefined {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers
  if (encoding !== undefined) {
    return length === undefined && encoding.toLowerCase() === 'chunked' ? { kind: 'chunked' } : undefined
  }
  if (length === undefined) return { kind: 'counted', bytes: 0 }
  return COUNT.test(length) ? { kind: 'counted', bytes: Number(length) } : undefined
}

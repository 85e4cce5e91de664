/**
 * The path of a request, read the way dockerd's router reads it: percent-decoded exactly once, then cleaned
 * (gorilla/mux `cleanPath`), so that what is named here is what the daemon would serve. A path is handled as a string of
 * bytes (latin1), because a name need not be UTF-8.
 */

export type PathResult =
  | { readonly kind: 'path'; readonly decoded: string }
  /** The daemon answers 301 to the cleaned path. */
  | { readonly kind: 'unclean'; readonly cleaned: string }
  | { readonly kind: 'malformed'; readonly reason: string }

const ESCAPE = /%([0-9a-fA-F]{2})?/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x1f\x7f]/

/** @param raw the path of a request target, without the query */
export function readPath(raw: string): PathResult {
  if (/%(?![0-9a-fA-F]{2})/.test(raw))
    return { kind: 'malformed', reason: 'the path holds an incomplete percent escape' }
  const decoded = raw.includes('%')
    ? raw.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : raw
  if (CONTROL.test(decoded)) return { kind: 'malformed', reason: 'the path holds a control character' }
  const cleaned = cleanPath(decoded)
  return cleaned === decoded ? { kind: 'path', decoded } : { kind: 'unclean', cleaned }
}

/** Go's path.Clean, with the slash at the end kept. */
function cleanPath(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..') kept.pop()
    else kept.push(segment)
  }
  const cleaned = `/${kept.join('/')}`
  return path.endsWith('/') && cleaned !== '/' ? `${cleaned}/` : cleaned
}

const UNRESERVED = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/g

/** The canonical escaping of a decoded path: what need not be escaped is not. */
export function escapePath(decoded: string): string {
  return decoded.replace(
    UNRESERVED,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

/** A decoded path or parameter as text. */
export const bytesToText = (latin1: string): string =>
  /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString() : latin1

/** A target may be a whole URL (RFC 9112 section 3.2.2); its authority says nothing, since this is the server. */
export function splitTarget(target: string): { rawPath: string; query: string } {
  const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
  const mark = origin.indexOf('?')
  return mark === -1
    ? { rawPath: origin, query: '' }
    : { rawPath: origin.slice(0, mark), query: origin.slice(mark + 1) }
}

/** `/v1.41/info`, as moby's router matches it. */
const VERSIONED = /^\/v([0-9.]+)(\/.*)$/
export function splitVersion(path: string): { prefix: string | undefined; route: string } {
  const match = VERSIONED.exec(path)
  return match ? { prefix: match[1]!, route: match[2]! } : { prefix: undefined, route: path }
}

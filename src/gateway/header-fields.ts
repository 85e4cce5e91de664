/** Header fields as they pass a proxy (RFC 9110 section 7.6.1). */
import type { Headers } from '../translate/change.ts'

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** Fields that belong to one connection only, and the ones which `Connection` names. */
export function isHopByHop(name: string, connection: string | undefined): boolean {
  if (HOP_BY_HOP.has(name)) return true
  return connection !== undefined && namesField(connection, name)
}

function namesField(connection: string, name: string): boolean {
  return connection.split(',').some(option => option.trim().toLowerCase() === name)
}

/**
 * Names and values in turn, without the hop-by-hop fields.
 * @param keep hop-by-hop fields to keep, lower-case
 */
export function endToEnd(
  rawHeaders: readonly string[],
  connection: string | undefined,
  keep: readonly string[] = [],
): string[] {
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    if (keep.includes(name) || !isHopByHop(name, connection))
      kept.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  return kept
}

export function toHeaders(rawHeaders: readonly string[]): Headers {
  const headers: Record<string, string | string[]> = {}
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    const value = rawHeaders[index + 1]!
    const earlier = headers[name]
    headers[name] = earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value]
  }
  return headers
}

/** Back to names and values in turn. A name that `original` had keeps its spelling. */
export function fromHeaders(headers: Headers, original: readonly string[]): string[] {
  const spelling = new Map<string, string>()
  for (let index = 0; index < original.length; index += 2)
    spelling.set(original[index]!.toLowerCase(), original[index]!)
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).flatMap(single => [
      spelling.get(name) ?? canonicalName(name),
      single,
    ]),
  )
}

/** Sets a field, in place of all of that name. */
export function withField(rawHeaders: readonly string[], name: string, value: string | undefined): string[] {
  const others: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]!.toLowerCase() !== name.toLowerCase())
      others.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  return value === undefined ? others : [...others, name, value]
}

/** `content-type` → `Content-Type`, the way Go writes names. */
const canonicalName = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())

/**
 * Reads the body of an answer into a tree that can be compared member by member: JSON (numbers keep every digit), streams
 * of JSON values, stdcopy frames, tar archives, text.
 */
import { createHash } from 'node:crypto'
import { LosslessNumber, parse } from 'lossless-json'

export type Tree =
  | null
  | boolean
  | string
  | LosslessNumber
  | readonly Tree[]
  | { readonly [key: string]: Tree }
export { LosslessNumber }

/** How a body is read: as the kind it is said to be, or by its looks. */
export type BodyKind = 'guess' | 'stdcopy' | 'tar' | 'text'

export function readBody(body: Buffer, kind: BodyKind): Tree {
  if (body.length === 0) return null
  const first = String.fromCharCode(body[0] ?? 0)
  // An error answer has JSON where frames or an archive would be.
  if (kind === 'stdcopy' && body[0] !== undefined && body[0] <= 3) return { frames: readFrames(body) }
  if (kind === 'tar' && body.length % 512 === 0) return { tar: readTar(body) }
  if (
    kind !== 'text' &&
    (first === '{' || first === '[' || first === '"' || /^\s*(null|true|\d)/.test(first))
  )
    return readJson(body.toString()) ?? { text: body.toString() }
  return { text: body.toString('latin1') }
}

/** One value, or the values of a stream with what separates them. */
function readJson(text: string): Tree | undefined {
  try {
    const pieces = splitJson(text)
    if (pieces.length === 1)
      return { json: parse(pieces[0]?.value ?? '') as Tree, after: pieces[0]?.after ?? '' }
    return {
      stream: pieces.map(piece => parse(piece.value) as Tree),
      separators: [...new Set(pieces.map(piece => piece.after))].sort(),
    }
  } catch {
    return undefined
  }
}

/** Cuts concatenated objects or arrays apart; anything else is one piece. */
function splitJson(text: string): { value: string; after: string }[] {
  if (!/^[{[]/.test(text)) return [/^(?<value>.*?)(?<after>\s*)$/s.exec(text)?.groups as never]
  const pieces: { value: string; after: string }[] = []
  let at = 0
  while (at < text.length) {
    const end = endOfValue(text, at)
    const after = /^\s*/.exec(text.slice(end))?.[0] ?? ''
    pieces.push({ value: text.slice(at, end), after })
    at = end + after.length
  }
  return pieces
}

function endOfValue(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    const char = text[i]
    if (char === '"') while (text[++i] !== '"' && i < text.length) if (text[i] === '\\') i++
    if (char === '{' || char === '[') depth++
    if ((char === '}' || char === ']') && --depth === 0) return i + 1
  }
  throw new SyntaxError('a JSON value is cut off')
}

const STREAMS = ['stdin', 'stdout', 'stderr', 'systemerr']

/** Frames as they came: stream and payload (see "Stream format" of ContainerAttach in the API documentation). */
export function readFrames(body: Buffer): Tree[] {
  const frames: Tree[] = []
  let at = 0
  while (at + 8 <= body.length) {
    const size = body.readUInt32BE(at + 4)
    const payload = body.subarray(at + 8, at + 8 + size)
    frames.push({
      stream: STREAMS[body[at] ?? 9] ?? `stream ${body[at]}`,
      payload: payload.toString('latin1'),
    })
    if (payload.length < size)
      frames.push({ stream: 'cut off', payload: `${size - payload.length} bytes missing` })
    at += 8 + size
  }
  if (at < body.length) frames.push({ stream: 'no frame', payload: body.subarray(at).toString('latin1') })
  return frames
}

/** Where frames are cut depends on when the daemon read its pipes: what follows on the same stream belongs together. */
export function joinFrames(body: Tree): Tree {
  if (!isObject(body) || !Array.isArray(body.frames)) return body
  const joined: { stream: string; payload: string }[] = []
  for (const frame of body.frames as { stream: string; payload: string }[]) {
    const last = joined.at(-1)
    if (last?.stream === frame.stream) last.payload += frame.payload
    else joined.push({ ...frame })
  }
  return { frames: joined }
}

export function isObject(tree: Tree | undefined): tree is { readonly [key: string]: Tree } {
  return (
    typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof LosslessNumber)
  )
}

/** Header blocks, with JSON or checksums of contents (POSIX ustar; extended headers appear as entries of type x). */
function readTar(body: Buffer): Tree[] {
  const entries: Tree[] = []
  for (let at = 0; at + 512 <= body.length; ) {
    const header = body.subarray(at, at + 512)
    const size = Number.parseInt(text(header, 124, 136), 8) || 0
    if (header.every(byte => byte === 0)) break
    const content = body.subarray(at + 512, at + 512 + size)
    const name = text(header, 0, 100)
    entries.push({
      name,
      type: text(header, 156, 157),
      mode: text(header, 100, 108),
      owner: `${text(header, 108, 116)}:${text(header, 116, 124)}`,
      modified: text(header, 136, 148),
      link: text(header, 157, 257),
      size: String(size),
      content:
        (/\.json$|^repositories$/.test(name) ? readJson(content.toString()) : undefined) ??
        createHash('sha256').update(content).digest('hex'),
    })
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}

function text(header: Buffer, from: number, to: number): string {
  return header.toString('latin1', from, to).replace(/\0.*$/s, '').trim()
}

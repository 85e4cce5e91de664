/**
 * Listens in on a unix socket: every byte passes as it comes, and what passed can be read as HTTP/1.1 afterwards (RFC 9112).
 * One stands before Longshore and one behind it, so that the demonstration shows what was really said on either side.
 */
import net from 'node:net'
import { BodyScanner } from '../src/gateway/body-scanner.ts'
import { type BodyFraming, type MessageHead, parseHead } from '../src/gateway/message-head.ts'

export interface Overheard {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly sent: string
  /** Undefined when the answer had not come by then. */
  readonly status: number | undefined
  readonly answered: string
}

export interface Wiretap {
  /** What passed since the last time, by the time the requests began. */
  overheard(): Overheard[]
  close(): Promise<void>
}

/** One connection. */
interface Line {
  readonly up: Buffer[]
  readonly down: Buffer[]
  /** For each piece of `up`: the number of bytes before it, and when it came. */
  readonly arrivals: { readonly offset: number; readonly at: number }[]
}

export async function tapWire(listenPath: string, upstreamPath: string): Promise<Wiretap> {
  const lines: Line[] = []
  const open = new Set<net.Socket>()
  let toldUntil = 0
  const server = net.createServer({ allowHalfOpen: true }, client => {
    const upstream = net.connect({ path: upstreamPath, allowHalfOpen: true })
    lines.push(record(client, upstream))
    join(client, upstream)
    for (const side of [client, upstream]) {
      open.add(side)
      side.on('close', () => open.delete(side))
    }
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(listenPath, resolve))
  return {
    overheard() {
      const from = toldUntil
      toldUntil = performance.now()
      return lines
        .flatMap(exchanges)
        .filter(({ at }) => at > from && at <= toldUntil)
        .sort((one, other) => one.at - other.at)
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      for (const side of open) side.destroy()
      await closed
    },
  }
}

function record(client: net.Socket, upstream: net.Socket): Line {
  const line: Line = { up: [], down: [], arrivals: [] }
  let size = 0
  client.on('data', (chunk: Buffer) => {
    line.arrivals.push({ offset: size, at: performance.now() })
    line.up.push(chunk)
    size += chunk.length
  })
  upstream.on('data', (chunk: Buffer) => line.down.push(chunk))
  return line
}

/** A side's end is an end of its direction only; one that is gone takes the other with it, once that has all its bytes. */
function join(client: net.Socket, upstream: net.Socket): void {
  client.pipe(upstream).pipe(client)
  for (const [side, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    side.on('error', () => other.destroy())
    side.on('close', () => other.destroySoon())
  }
}

const END_OF_HEAD = '\r\n\r\n'

/** Every request that is whole, with its answer as far as it came. */
function exchanges(line: Line): (Overheard & { readonly at: number })[] {
  const up = Buffer.concat(line.up)
  const down = Buffer.concat(line.down)
  const found: (Overheard & { readonly at: number })[] = []
  for (let sentTo = 0, answeredTo = 0; ; ) {
    const request = readRequest(up, sentTo)
    if (request === undefined) return found
    const at = line.arrivals.findLast(({ offset }) => offset <= sentTo)!.at
    const answer = readAnswer(down, answeredTo, request.head.method)
    const { method, target } = request.head
    found.push({
      at,
      method,
      target,
      sent: request.content,
      status: answer?.status,
      answered: answer?.content ?? '',
    })
    if (answer === undefined || answer.takesConnection) return found
    sentTo = request.end
    answeredTo = answer.end
  }
}

interface Request {
  readonly head: MessageHead
  readonly content: string
  readonly end: number
}

function readRequest(bytes: Buffer, start: number): Request | undefined {
  const end = bytes.indexOf(END_OF_HEAD, start)
  const head = end === -1 ? undefined : parseHead(bytes.toString('latin1', start, end))
  return head && { head, ...readBody(bytes, end + END_OF_HEAD.length, head.body) }
}

interface Answer {
  readonly status: number
  readonly content: string
  readonly end: number
  /** Nothing behind it is HTTP. */
  readonly takesConnection: boolean
}

function readAnswer(bytes: Buffer, start: number, method: string): Answer | undefined {
  const end = bytes.indexOf(END_OF_HEAD, start)
  if (end === -1) return undefined
  const head = bytes.toString('latin1', start, end)
  const status = Number(head.split(' ', 2)[1])
  const bodyAt = end + END_OF_HEAD.length
  if (status === 100) return readAnswer(bytes, bodyAt, method)
  if (method === 'HEAD' || status === 204 || status === 304) {
    return { status, content: '', end: bodyAt, takesConnection: false }
  }
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  const isChunked = /^transfer-encoding: *chunked/im.test(head)
  if (status === 101 || (length === undefined && !isChunked)) {
    return { status, content: bytes.toString('utf8', bodyAt), end: bytes.length, takesConnection: true }
  }
  const framing: BodyFraming = isChunked ? { kind: 'chunked' } : { kind: 'counted', bytes: Number(length) }
  return { status, ...readBody(bytes, bodyAt, framing), takesConnection: false }
}

function readBody(bytes: Buffer, start: number, framing: BodyFraming): { content: string; end: number } {
  const pieces: Buffer[] = []
  const { consumed } = new BodyScanner(framing).scan(bytes.subarray(start), piece => pieces.push(piece))
  return { content: Buffer.concat(pieces).toString(), end: start + consumed }
}

/**
 * A bare HTTP client for tests, over a unix socket: nothing is decoded, sorted or hidden.
 * `call` reads an answer to its end, `open` hands over the running stream, `hijack` the raw connection after the
 * header block (attach and exec start switch to a raw stream whether they answer 101 or 200).
 */
import http from 'node:http'
import net from 'node:net'

export interface Request {
  /** Default GET. */
  readonly method?: string
  /** With the version and the query: `/v1.41/containers/json?all=1`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** Sent as it is. */
  readonly body?: string | Buffer
  /** Breaks the call off. */
  readonly signal?: AbortSignal
  /** Sent as JSON with its Content-Type, unless `headers` give another. */
  readonly json?: unknown
}

export interface Head {
  readonly status: number
  /** As they came, in order. */
  readonly headers: readonly (readonly [string, string])[]
  /** Values of one header field joined by `, `; undefined when there is none. */
  header(name: string): string | undefined
}

export interface Answer extends Head {
  readonly trailers: readonly (readonly [string, string])[]
  readonly body: Buffer
  text(): string
  json<T = unknown>(): T
}

export interface OpenAnswer extends Head {
  readonly stream: http.IncomingMessage
  /** Breaks the connection off. */
  abort(): void
}

export interface Hijacked extends Head {
  /**
   * What came after the header block, and everything from then on. Paused: `resume()` it once
   * somebody listens. Half-open: `end()` only closes our side.
   */
  readonly socket: net.Socket
}

/** Connections are kept alive between calls of one agent; without one each call has its own. */
export async function call(socketPath: string, request: Request, agent?: http.Agent): Promise<Answer> {
  const message = await send(socketPath, request, agent)
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return {
    ...headOf(message.statusCode ?? 0, pairs(message.rawHeaders)),
    trailers: pairs(message.rawTrailers),
    body,
    text: () => body.toString(),
    json: <T>() => JSON.parse(body.toString()) as T,
  }
}

export async function open(socketPath: string, request: Request): Promise<OpenAnswer> {
  const stream = await send(socketPath, request)
  // A stream broken off on purpose reports an error nobody waits for.
  stream.on('error', () => {})
  return {
    ...headOf(stream.statusCode ?? 0, pairs(stream.rawHeaders)),
    stream,
    abort: () => void stream.destroy(),
  }
}

function send(socketPath: string, request: Request, agent?: http.Agent): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { headers, body } = framed(request)
    const outgoing = http.request(
      {
        ...{
          socketPath,
          method: request.method ?? 'GET',
          path: request.path,
          headers,
          agent: agent ?? false,
        },
        ...(request.signal ? { signal: request.signal } : {}),
      },
      resolve,
    )
    outgoing.on('error', reject)
    // Docker 29 may answer before it has read an archive, and breaks off what comes next on that connection.
    if (Buffer.isBuffer(request.body))
      outgoing.once('response', () => {
        outgoing.shouldKeepAlive = false
      })
    outgoing.end(body)
  })
}

/** Sends the request's header block and body, and resolves when the answer's header block has come. */
export function hijack(socketPath: string, request: Request): Promise<Hijacked> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ path: socketPath, allowHalfOpen: true })
    request.signal?.addEventListener('abort', () => socket.destroy(new Error('broken off')), { once: true })
    const { headers, body } = framed(request)
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().map(one => `${name}: ${one}\r\n`),
    )
    socket.write(
      `${request.method ?? 'POST'} ${request.path} HTTP/1.1\r\nHost: docker\r\n${lines.join('')}\r\n`,
    )
    if (body) socket.write(body)
    let received: Buffer = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', onData).off('end', onEnd).off('error', reject).pause()
      // What is read from now on may be broken off at any time by either side.
      socket.on('error', () => {})
      if (received.length > end + 4) socket.unshift(received.subarray(end + 4))
      const [statusLine = '', ...fields] = received.toString('latin1', 0, end).split('\r\n')
      const parsed = fields.map(field => {
        const colon = field.indexOf(':')
        return [field.slice(0, colon), field.slice(colon + 1).trim()] as const
      })
      resolve({ ...headOf(Number(statusLine.split(' ')[1]), parsed), socket })
    }
    const onEnd = () =>
      reject(new Error(`connection closed before the answer: ${received.toString('latin1')}`))
    socket.on('data', onData).on('end', onEnd).on('error', reject)
  })
}

/** Everything that comes until the other side closes. */
export async function readToEnd(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function framed(request: Request): {
  headers: Record<string, string | string[]>
  body: string | Buffer | undefined
} {
  const body = request.json === undefined ? request.body : JSON.stringify(request.json)
  return {
    headers: {
      ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...request.headers,
    },
    body,
  }
}

function headOf(status: number, headers: readonly (readonly [string, string])[]): Head {
  return {
    status,
    headers,
    header(name) {
      const values = headers.filter(([field]) => field.toLowerCase() === name.toLowerCase())
      return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ')
    },
  }
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))
}

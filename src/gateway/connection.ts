/**
 * A client's connection as the HTTP server sees it, with the requests that hijack taken out.
 *
 * `node:http` cannot give up a connection for a request without an Upgrade header, which is how every docker CLI before
 * 1.5 and docker-py attach; and what it does with the body of a request that has one differs between its releases. So
 * this stream stands between the socket and the HTTP server: it follows where each request ends, passes ordinary
 * requests through untouched, and hands a hijacking one over itself, body and all, once every earlier answer is out.
 */
import http from 'node:http'
import type { Socket } from 'node:net'
import { BodyScanner } from './body-scanner.ts'
import { type MessageHead, parseHead } from './message-head.ts'
import { SocketWriter } from './socket-writer.ts'

/** Largest body of a hijacking request (exec start has about 100 bytes). */
export const HIJACK_BODY_LIMIT_BYTES = 1024 * 1024

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const CR = 0x0d
const LF = 0x0a

export interface HijackRequest extends MessageHead {
  /** The body without its framing. */
  readonly content: Buffer
  readonly connection: ClientConnection
}

export interface ReleasedConnection {
  /** Paused. */
  readonly socket: Socket
  /** What was read behind the request and belongs before anything the socket still gives. */
  readonly received: Buffer
  /** True when the client had already closed its side. */
  readonly ended: boolean
}

export interface ConnectionOptions {
  readonly maxHeaderBytes: number
  /** Longest time between the first byte of a head and its last (milliseconds). */
  readonly headTimeoutMs: number
  readonly isHijack: (head: MessageHead) => boolean
  readonly onHijack: (request: HijackRequest) => void
  readonly onOversizedHijack: (request: HijackRequest) => void
}

/**
 * - `head`: waiting for a whole head
 * - `body`: passing a body on to the HTTP server
 * - `hijack-body`: collecting the body of a hijacking request
 * - `hijack`: a hijacking request is being answered; its stream's bytes wait in the socket
 * - `opaque`: what came is not HTTP as this stream reads it; the HTTP server gets everything and refuses it
 */
type State = 'head' | 'body' | 'hijack-body' | 'hijack' | 'opaque' | 'released'

/** Emits `client-end`, perhaps more than once, when the client has closed its side and waits for one last answer. */
export class ClientConnection extends SocketWriter {
  readonly #options: ConnectionOptions
  #state: State = 'head'
  #pending: Buffer = Buffer.alloc(0)
  #scanner = new BodyScanner({ kind: 'counted', bytes: 0 })
  #hijackHead: MessageHead | undefined
  #content: Buffer[] = []
  #contentBytes = 0
  #unanswered = 0
  #ended = false
  /** True from when the HTTP server has enough until it asks for more. */
  #isFull = false
  #headTimer: NodeJS.Timeout | undefined
  readonly #onData = (chunk: Buffer) => this.#receive(chunk)
  readonly #onEnd = () => this.#receiveEnd()

  constructor(socket: Socket, options: ConnectionOptions) {
    super(socket)
    // Each of the requests that a client pipelines listens for its end.
    this.setMaxListeners(0)
    this.#options = options
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('error', error => this.destroy(this.#state === 'released' ? undefined : error))
    socket.on('close', () => this.destroy())
  }

  /** True while no request waits for its answer. */
  get isIdle(): boolean {
    return this.#unanswered === 0 && this.#state === 'head' && this.#pending.length === 0
  }

  /** To be called for each answer of the HTTP server that is out, so that a request behind it may hijack. */
  answered(): void {
    this.#unanswered--
    this.#advance()
  }

  /** An ordinary answer to the hijacking request at hand; when it is out, the connection takes the next request. */
  ordinaryResponse(): http.ServerResponse {
    const head = this.#hijackHead!
    const request = new http.IncomingMessage(this.socket)
    Object.assign(request, {
      method: head.method,
      httpVersionMajor: 1,
      httpVersionMinor: head.httpVersionMinor,
    })
    const response = new http.ServerResponse(request)
    const keepsAlive = head.httpVersionMinor === 1 && !/\bclose\b/i.test(head.headers.connection ?? '')
    response.shouldKeepAlive = keepsAlive
    // ServerResponse asks for a Socket and uses nothing but the Duplex in it.
    response.assignSocket(this as unknown as Socket)
    response.on('finish', () => {
      response.detachSocket(this as unknown as Socket)
      if (keepsAlive && response.shouldKeepAlive) this.#resumeAfterHijack()
      else this.destroySoon()
    })
    return response
  }

  /** Gives the bare socket up to a hijack, with what the client sent behind the request. */
  release(): ReleasedConnection {
    this.#state = 'released'
    this.socket.off('data', this.#onData)
    this.socket.off('end', this.#onEnd)
    const released = { socket: this.socket, received: this.#pending, ended: this.#ended }
    this.#pending = Buffer.alloc(0)
    this.destroy()
    return released
  }

  override _read(): void {
    this.#isFull = false
    this.#resume()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#headTimer)
    if (this.#state !== 'released') this.socket.destroy()
    done(error)
  }

  #receive(chunk: Buffer): void {
    this.#pending = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
    this.#advance()
  }

  #receiveEnd(): void {
    this.#ended = true
    this.#advance()
  }

  #advance(): void {
    while (this.#step());
    // Only the last request can be abandoned by an end: behind the others the client has sent more.
    if (this.#ended && this.#unanswered === 1 && this.#state === 'head' && this.#pending.length === 0)
      this.emit('client-end')
    if (this.#ended && !this.readableEnded && this.#mayEnd()) this.push(null)
    else this.#resume()
  }

  /** The HTTP server takes the end of its input for a client that left, so it hears of it when nothing is owed any more. */
  #mayEnd(): boolean {
    return (
      this.#state === 'body' || this.#state === 'opaque' || (this.#state === 'head' && this.#unanswered === 0)
    )
  }

  /** Does one thing with what is pending; true when there may be more to do. */
  #step(): boolean {
    if (this.#pending.length === 0) return false
    if (this.#state === 'head') return this.#readHead()
    if (this.#state === 'body') return this.#passBody()
    if (this.#state === 'hijack-body') return this.#collectBody()
    if (this.#state === 'opaque') this.#pass(this.#pending.length)
    return false
  }

  #readHead(): boolean {
    const start = leadingNewlines(this.#pending)
    const end = this.#pending.indexOf(END_OF_HEAD, start)
    if (
      end === -1 &&
      this.#pending.length <= this.#options.maxHeaderBytes &&
      !hasBareNewline(this.#pending)
    ) {
      this.#headTimer ??= setTimeout(() => this.#refuseSlowHead(), this.#options.headTimeoutMs).unref()
      return false
    }
    clearTimeout(this.#headTimer)
    this.#headTimer = undefined
    const head = end === -1 ? undefined : parseHead(this.#pending.toString('latin1', start, end))
    if (head === undefined) return this.#passAll()
    if (this.#options.isHijack(head)) return this.#beginHijack(head, end + END_OF_HEAD.length)
    this.#scanner = new BodyScanner(head.body)
    this.#unanswered++
    this.#state = this.#scanner.isComplete ? 'head' : 'body'
    this.#pass(end + END_OF_HEAD.length)
    return true
  }

  #passBody(): boolean {
    const part = this.#scanner.scan(this.#pending)
    if (!part.valid) return this.#passAll()
    if (part.complete) this.#state = 'head'
    this.#pass(part.consumed)
    return true
  }

  #beginHijack(head: MessageHead, headBytes: number): boolean {
    if (this.#unanswered > 0) return false
    this.#pending = this.#pending.subarray(headBytes)
    this.#hijackHead = head
    this.#content = []
    this.#contentBytes = 0
    this.#scanner = new BodyScanner(head.body)
    if (this.#scanner.isComplete) return this.#completeHijack()
    if (head.headers.expect?.toLowerCase() === '100-continue')
      this.socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    this.#state = 'hijack-body'
    return true
  }

  #collectBody(): boolean {
    const part = this.#scanner.scan(this.#pending, piece => {
      this.#contentBytes += piece.length
      if (this.#contentBytes <= HIJACK_BODY_LIMIT_BYTES) this.#content.push(Buffer.from(piece))
    })
    this.#pending = this.#pending.subarray(part.consumed)
    if (!part.valid || this.#contentBytes > HIJACK_BODY_LIMIT_BYTES) {
      this.#hand(this.#options.onOversizedHijack)
      return false
    }
    return part.complete ? this.#completeHijack() : false
  }

  #completeHijack(): false {
    this.#hand(this.#options.onHijack)
    return false
  }

  #hand(receiver: (request: HijackRequest) => void): void {
    this.#state = 'hijack'
    // From here on nothing is read, not even the client's end: it belongs to whoever takes the stream.
    this.socket.pause()
    receiver({ ...this.#hijackHead!, content: Buffer.concat(this.#content), connection: this })
  }

  #resumeAfterHijack(): void {
    this.#state = 'head'
    this.#hijackHead = undefined
    this.#advance()
  }

  #refuseSlowHead(): void {
    this.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
      this.destroy(),
    )
  }

  #passAll(): true {
    this.#state = 'opaque'
    this.#unanswered++
    return true
  }

  #pass(bytes: number): void {
    const chunk = this.#pending.subarray(0, bytes)
    this.#pending = this.#pending.subarray(bytes)
    this.#isFull = !this.push(chunk)
  }

  /** Reads on, unless bytes wait already which nobody may have yet. */
  #resume(): void {
    if (this.#state === 'released' || this.#state === 'hijack') return
    const isHolding = this.#state === 'head' && this.#unanswered > 0 && this.#pending.length > 0
    const isTooMuch = isHolding && this.#pending.length >= this.#options.maxHeaderBytes
    if (this.#isFull || isTooMuch) this.socket.pause()
    else this.socket.resume()
  }
}

/** A server ignores empty lines before a request (RFC 9112 section 2.2). */
function leadingNewlines(bytes: Buffer): number {
  let start = 0
  while (bytes[start] === CR && bytes[start + 1] === LF) start += 2
  return start
}

/** Lines of a head end in CR LF; one that does not would be waited for forever. */
function hasBareNewline(head: Buffer): boolean {
  for (let at = head.indexOf(LF); at !== -1; at = head.indexOf(LF, at + 1))
    if (head[at - 1] !== CR) return true
  return false
}

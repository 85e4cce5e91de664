/**
 * The ordinary way: one HTTP request to the daemon for one of the client's, by `http-proxy`. This file is the only one
 * that knows the library, and guards against what is known of version 1.18:
 * - its `deleteLength` pass takes the framing off DELETE and OPTIONS bodies (request smuggling, CVE-2026-29057): no pass
 *   but the one that sends is run, and bodies are refused where the API has none;
 * - it listens for `aborted`, which no longer comes: the upstream request is destroyed here when the client leaves;
 * - it copies hop-by-hop fields: they are gone before it sees them.
 */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import httpProxy from 'http-proxy'
import { type Daemon, lastOnConnection } from '../daemon/daemon.ts'
import { DaemonUnavailableError } from '../daemon/daemon-unavailable.ts'
import { type AnswerLimits, answer } from './answer.ts'
import type { ClientConnection } from './connection.ts'
import type { Exchange } from './exchange.ts'
import type { Guard } from './guard.ts'
import { endOf, type Outliving } from './outliving.ts'
import { type UpstreamRequest, upstreamRequest } from './upstream-request.ts'

/** Receives what went wrong, when the client still waits for an answer or a part of it. */
export type FailureHandler = (exchange: Exchange, response: ServerResponse, error: Error) => void

/**
 * A client that closes its side and keeps reading may wait for a short answer, or have left an endless one (events,
 * followed logs). The daemon takes its end for having left and may cut even a short answer short, so it hears of it only
 * after this time (milliseconds).
 */
const END_GRACE_MS = 250

interface Forwarding {
  readonly exchange: Exchange
  readonly upstream: UpstreamRequest
  readonly response: ServerResponse
  request?: ClientRequest
  hasAnswer: boolean
  hasRetried: boolean
}

export class Forwarder {
  readonly #daemon: Daemon
  readonly #limits: AnswerLimits
  readonly #onFailure: FailureHandler
  readonly #guard: Guard
  readonly #outliving: Outliving
  readonly #proxy: httpProxy
  readonly #inFlight = new WeakMap<IncomingMessage, Forwarding>()

  constructor(
    daemon: Daemon,
    guard: Guard,
    outliving: Outliving,
    limits: AnswerLimits,
    onFailure: FailureHandler,
  ) {
    this.#daemon = daemon
    this.#outliving = outliving
    this.#guard = guard
    this.#limits = limits
    this.#onFailure = onFailure
    this.#proxy = createProxy(daemon)
    this.#proxy.on('proxyReq', (proxyRequest, request) => this.#send(proxyRequest, request))
    this.#proxy.on('proxyRes', (proxyResponse, request, response) =>
      this.#receive(proxyResponse, request, response),
    )
  }

  /** Sends the planned call of `exchange` and answers it. Never throws; failures go to the handler. */
  async forward(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let upstream: UpstreamRequest
    try {
      upstream = await upstreamRequest(exchange, request, {
        maxJsonBytes: this.#limits.maxJsonBytes,
        guard: this.#guard,
        invite: () => response.writeContinue(),
      })
    } catch (error) {
      this.#onFailure(exchange, response, error as Error)
      return
    }
    const forwarding: Forwarding = { exchange, upstream, response, hasAnswer: false, hasRetried: false }
    this.#inFlight.set(request, forwarding)
    const connection = request.socket as unknown as ClientConnection
    let endTimer: NodeJS.Timeout | undefined
    const passEnd = () => {
      endTimer = setTimeout(() => forwarding.request?.socket?.end(), END_GRACE_MS)
    }
    if (!exchange.planned!.plan.outlivesClient) connection.once('client-end', passEnd)
    // The daemon may answer before it read the body; what is left of it stands before the client's next request.
    response.once('finish', () => request.unpipe().resume())
    response.once('close', () => {
      connection.off('client-end', passEnd)
      clearTimeout(endTimer)
      if (response.writableFinished) return
      const cancel = () => forwarding.request?.destroy()
      // Without the rest of its body the daemon could not go on.
      if (request.readableEnded && this.#outliving.takes(exchange, cancel)) return
      cancel()
      exchange.finish('client-left')
    })
    exchange.sends(request.method!, upstream.target)
    try {
      exchange.begin()
    } catch (error) {
      this.#onFailure(exchange, response, error as Error)
      return
    }
    this.#start(forwarding, request, response)
  }

  #start(forwarding: Forwarding, request: IncomingMessage, response: ServerResponse): void {
    const { upstream } = forwarding
    request.url = upstream.target
    request.headers = upstream.headers
    const options = {
      ...(upstream.bytes && { buffer: request.pipe(upstream.bytes) }),
      ...(upstream.body && { buffer: Readable.from(upstream.body.length > 0 ? [upstream.body] : []) }),
    }
    quietly(() =>
      this.#proxy.web(request, response, options, error => this.#fail(forwarding, request, response, error)),
    )
  }

  #send(proxyRequest: ClientRequest, request: IncomingMessage): void {
    const forwarding = this.#inFlight.get(request)!
    forwarding.request = proxyRequest
    if (forwarding.upstream.body === undefined) {
      request.on('data', (chunk: Buffer) => {
        forwarding.exchange.bytesUp += chunk.length
      })
      request.prependOnceListener('end', () => {
        if (request.rawTrailers.length > 0)
          proxyRequest.addTrailers(request.trailers as Record<string, string>)
      })
    }
    if (forwarding.upstream.expectsContinue) {
      proxyRequest.once('continue', () => forwarding.response.writeContinue())
      proxyRequest.setHeader('Expect', '100-continue')
      proxyRequest.flushHeaders()
    }
  }

  #receive(proxyResponse: IncomingMessage, request: IncomingMessage, response: ServerResponse): void {
    const forwarding = this.#inFlight.get(request)!
    const { exchange } = forwarding
    forwarding.hasAnswer = true
    if (exchange.planned!.call.operation.request === 'raw') lastOnConnection(forwarding.request!)
    answer(proxyResponse, response, exchange, this.#limits).then(
      () => exchange.finish(endOf(exchange, response)),
      (error: Error) => {
        proxyResponse.destroy()
        if (response.destroyed) exchange.finish('client-left')
        else this.#onFailure(exchange, response, error)
      },
    )
  }

  #fail(
    forwarding: Forwarding,
    request: IncomingMessage,
    response: ServerResponse,
    error: Error & { code?: unknown },
  ): void {
    if (response.writableFinished || forwarding.hasAnswer) return
    if (response.destroyed) {
      forwarding.exchange.finish('client-left')
      return
    }
    const isStale = forwarding.request?.reusedSocket && error.code === 'ECONNRESET'
    if (isStale && !forwarding.hasRetried && isRepeatable(request, forwarding.upstream)) {
      forwarding.hasRetried = true
      this.#start(forwarding, request, response)
      return
    }
    this.#daemon.forget()
    this.#onFailure(forwarding.exchange, response, new DaemonUnavailableError(this.#daemon.name, error))
  }
}

/** A kept connection may close just as a request goes out on it; one that changes nothing may be asked again (RFC 9110 9.2.2). */
const isRepeatable = (request: IncomingMessage, upstream: UpstreamRequest): boolean =>
  request.method === 'GET' || request.method === 'HEAD' ? upstream.body === undefined : false

function createProxy(daemon: Daemon): httpProxy {
  const proxy = httpProxy.createProxyServer({
    target: { ...daemon.target, ...daemon.tls } as unknown as httpProxy.ServerOptions['target'] & object,
    agent: daemon.agent,
    // The target is passed on as it stands: `url.parse` would change it.
    toProxy: true,
    selfHandleResponse: true,
  })
  const { webPasses } = proxy as unknown as { webPasses: ((...args: never[]) => unknown)[] }
  webPasses.splice(0, webPasses.length, ...webPasses.filter(pass => pass.name === 'stream'))
  return proxy
}

/** http-proxy calls `util._extend`; Node's notice of that would stand in every user's log and help nobody. */
function quietly(call: () => void): void {
  const { noDeprecation } = process
  process.noDeprecation = true
  call()
  process.noDeprecation = noDeprecation ?? false
}

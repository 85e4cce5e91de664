/**
 * Where every call comes in: it is named, planned, sent one of the ways, and written down. Connections are given to it by
 * the listeners; it answers by itself what the daemon must not see.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import { type Identity, tlsIdentity, type UnixIdentity } from '../access/identity.ts'
import type { Policy } from '../access/judge.ts'
import type { SessionRecorder } from '../audit/session-recorder.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonUnavailableError } from '../daemon/daemon-unavailable.ts'
import { createEmulations, type EmulationOptions } from '../emulate/index.ts'
import { ClientConnection, type HijackRequest } from './connection.ts'
import { Emulator } from './emulator.ts'
import { Exchange, type ExchangeListeners } from './exchange.ts'
import { isForeseen, outcomeOf, refusalOf } from './failure.ts'
import { Forwarder } from './forward.ts'
import { Guard } from './guard.ts'
import { Hijacker } from './hijack.ts'
import { isHijack } from './is-hijack.ts'
import { writeMalformed } from './malformed.ts'
import { type RequestHead, spokenDialect } from './name-call.ts'
import { Outliving } from './outliving.ts'
import { Parking } from './parking.ts'
import { type PlanningOptions, planCall, planOf } from './plan-call.ts'
import type { Refusal } from './refusal.ts'
import { writeRefusal } from './refusal-answer.ts'
import { refuseUnexpectedBody } from './unexpected-body.ts'

/** A head that takes longer than this to arrive is given up (milliseconds); Node's own default is the same. */
const HEAD_TIMEOUT_MS = 60_000

export interface GatewayOptions extends PlanningOptions, EmulationOptions, ExchangeListeners {
  readonly daemon: Daemon
  readonly recorder: SessionRecorder
  readonly log: Logger
  /** Asked for each call; undefined: everything is allowed. */
  readonly policy: () => Policy | undefined
  /** Who is at the other end of a unix socket, where the system can be asked. */
  readonly peer?: (socket: Socket) => UnixIdentity | undefined
  readonly maxHeaderBytes: number
  readonly maxJsonBytes: number
}

export class Gateway {
  readonly #options: GatewayOptions
  readonly #server: http.Server
  readonly #forwarder: Forwarder
  readonly #hijacker: Hijacker
  readonly #emulator: Emulator
  readonly #outliving = new Outliving()
  /** Connections, and sockets that a hijack has taken over. */
  readonly #open = new Set<Socket>()
  readonly #connections = new Map<Socket, ClientConnection>()
  readonly #identities = new WeakMap<ClientConnection, Identity>()
  #isClosing = false

  constructor(options: GatewayOptions) {
    this.#options = options
    const fail = (exchange: Exchange, response: ServerResponse, error: Error) =>
      this.#fail(exchange, response, error)
    const guard = new Guard(options.daemon, options.policy, options.log)
    this.#forwarder = new Forwarder(options.daemon, guard, this.#outliving, options, fail)
    const parking = new Parking(options.daemon)
    this.#hijacker = new Hijacker(options.daemon, guard, parking, options.recorder, options, fail)
    this.#emulator = new Emulator({
      daemon: options.daemon,
      guard,
      outliving: this.#outliving,
      emulations: createEmulations({ beforeStart: starting => parking.beforeStart(starting) }, options),
      limits: options,
      onFailure: fail,
      planOf: (name, planned) => planOf(name, planned, options),
    })
    this.#server = http.createServer({
      maxHeaderSize: options.maxHeaderBytes,
      // Old CLIs send no Host, an empty one or a socket's path.
      requireHostHeader: false,
      // A client may keep its connection idle as long as it likes, as with the daemon; an upload may take hours.
      keepAliveTimeout: 0,
      requestTimeout: 0,
      headersTimeout: HEAD_TIMEOUT_MS,
    })
    const receive = (request: IncomingMessage, response: ServerResponse): void => {
      this.#receive(request, response).catch((error: Error) => {
        options.log.error({ err: error }, 'a call failed in an unforeseen way')
        response.destroy()
      })
    }
    this.#server.on('request', receive)
    // Longshore decides itself who is told to continue, so the HTTP server must not do it.
    this.#server.on('checkContinue', receive)
    this.#server.on('connect', (_request, socket) =>
      writeMalformed(new Error('CONNECT is no method of the Engine API'), socket),
    )
    this.#server.on('clientError', (error, socket) => writeMalformed(error, socket))
  }

  /** How many connections are raw streams now. */
  get openHijacks(): number {
    return this.#hijacker.open
  }

  /** Takes a client's connection. */
  accept(socket: Socket, listener: string): void {
    if (this.#isClosing) {
      socket.destroy()
      return
    }
    this.#open.add(socket)
    const connection = new ClientConnection(socket, {
      maxHeaderBytes: this.#options.maxHeaderBytes,
      headTimeoutMs: HEAD_TIMEOUT_MS,
      isHijack,
      onHijack: request => {
        this.#receiveHijack(request).catch((error: Error) => {
          this.#options.log.error({ err: error }, 'a hijack failed in an unforeseen way')
          socket.destroy()
        })
      },
      onOversizedHijack: request => this.#refuseHijackBody(request),
    })
    this.#identities.set(connection, this.#identityOf(socket, listener))
    this.#connections.set(socket, connection)
    socket.on('close', () => {
      this.#open.delete(socket)
      this.#connections.delete(socket)
    })
    this.#server.emit('connection', connection)
  }

  #identityOf(socket: Socket, listener: string): Identity {
    const certificate = socket instanceof TLSSocket ? tlsIdentity(socket) : undefined
    const { remoteAddress: address } = socket
    // A unix socket has no address.
    const unix = address === undefined ? this.#options.peer?.(socket) : undefined
    return {
      listener,
      ...(certificate && { tls: certificate }),
      ...(unix && { unix }),
      ...(address !== undefined && { address }),
    }
  }

  /** Lets running calls and hijacks finish. Resolves true when all did, false when some were cut off after `drainMs`. */
  async close(drainMs: number): Promise<boolean> {
    this.#isClosing = true
    for (const connection of this.#connections.values()) if (connection.isIdle) connection.destroy()
    const deadline = Date.now() + drainMs
    while (this.#open.size + this.#outliving.count > 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 20))
      for (const connection of this.#connections.values()) if (connection.isIdle) connection.destroy()
    }
    const isDrained = this.#open.size + this.#outliving.count === 0
    for (const socket of this.#open) socket.destroy()
    this.#outliving.cancelAll()
    return isDrained
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = request.socket as unknown as ClientConnection
    response.once('close', () => connection.answered())
    const head: RequestHead = {
      method: request.method!,
      target: request.url!,
      userAgent: request.headers['user-agent'],
      contentType: request.headers['content-type'],
    }
    const exchange = new Exchange(head, this.#identities.get(connection)!, this.#options)
    if (this.#isClosing) response.shouldKeepAlive = false
    const refusal = (await this.#plan(exchange)) ?? refuseUnexpectedBody(request, exchange)
    if (refusal === undefined) {
      if (this.#emulator.handles(exchange.planned!)) await this.#emulator.emulate(exchange, request, response)
      else await this.#forwarder.forward(exchange, request, response)
    } else {
      // Whoever waits for 100 Continue and gets this instead may or may not send the body: its next request could not be told apart.
      if (request.headers.expect !== undefined) response.shouldKeepAlive = false
      this.#refuse(exchange, response, refusal)
    }
  }

  async #receiveHijack(request: HijackRequest): Promise<void> {
    const exchange = this.#hijackExchange(request)
    const refusal = await this.#plan(exchange)
    if (refusal === undefined) await this.#hijacker.hijack(exchange, request)
    else this.#refuse(exchange, request.connection.ordinaryResponse(), refusal)
  }

  #refuseHijackBody(request: HijackRequest): void {
    const response = request.connection.ordinaryResponse()
    response.shouldKeepAlive = false
    const message = 'the body of a request that hijacks its connection is malformed or larger than 1 MiB'
    this.#refuse(this.#hijackExchange(request), response, {
      status: 413,
      message,
      dialect: spokenDialect(request.target),
    })
  }

  #hijackExchange({ method, target, headers, connection }: HijackRequest): Exchange {
    const head = { method, target, userAgent: headers['user-agent'], contentType: headers['content-type'] }
    return new Exchange(head, this.#identities.get(connection)!, this.#options)
  }

  /** Names and plans the call; gives the refusal when that cannot be done. */
  async #plan(exchange: Exchange): Promise<Refusal | undefined> {
    const { daemon, log } = this.#options
    try {
      const facts = daemon.knownFacts ?? (await daemon.facts())
      const planning = planCall(exchange.head, facts, this.#options)
      if ('refusal' in planning) return planning.refusal
      const { planned } = planning
      exchange.plan(planned.plan.resolvesContainer ? await this.#emulator.resolve(planned) : planned)
      return undefined
    } catch (error) {
      if (!(error instanceof DaemonUnavailableError)) throw error
      log.error(error.message)
      return { status: 502, message: error.message, dialect: spokenDialect(exchange.head.target) }
    }
  }

  #refuse(exchange: Exchange, response: ServerResponse, refusal: Refusal): void {
    writeRefusal(response, refusal, this.#options.daemon.knownFacts)
    exchange.status = refusal.status
    exchange.finish(refusal.status === 502 ? 'upstream-failed' : 'refused', new Error(refusal.message))
  }

  /** Something went wrong behind the gateway: the client hears of it if nothing is out yet, or is cut off. */
  #fail(exchange: Exchange, response: ServerResponse, error: Error): void {
    if (!isForeseen(error)) this.#options.log.error({ err: error }, error.message)
    if (response.headersSent) {
      response.destroy()
    } else if (!response.destroyed) {
      const refusal = refusalOf(error, exchange.planned!)
      exchange.status = refusal.status
      writeRefusal(response, refusal, exchange.planned!.facts)
    }
    exchange.finish(outcomeOf(error), error)
  }
}

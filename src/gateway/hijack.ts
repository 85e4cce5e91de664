/**
 * The raw way: a request that turns its connection into a stream (attach, exec start, attach/ws, session, grpc). The
 * daemon is always asked with an Upgrade header, so that its answer cannot be mistaken for a body; a client that sent
 * none gets the `200 OK` it knows (moby `container_routes.go` postContainersAttach at docker-v29.7.2 writes the same two).
 */
import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { Duplex, type Transform, Writable } from 'node:stream'
import { AuditError } from '../audit/audit-error.ts'
import type { SessionRecorder } from '../audit/session-recorder.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient } from '../daemon/daemon-client.ts'
import { DaemonUnavailableError } from '../daemon/daemon-unavailable.ts'
import { type AnswerLimits, answer, streamTranslation } from './answer.ts'
import { endWithContainer } from './attach-after-start.ts'
import type { HijackRequest } from './connection.ts'
import type { Exchange } from './exchange.ts'
import type { FailureHandler } from './forward.ts'
import type { Guard } from './guard.ts'
import { answerHead, hijackHeaders } from './hijack-heads.ts'
import type { ParkedAttach, Parking, PreparedAttach } from './parking.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import { type RecordedSession, recordSession } from './recorded-session.ts'
import { splice } from './splice.ts'
import { judgedBody, refuseForm, upstreamQuery, upstreamTarget } from './upstream-request.ts'
import { WebsocketOpcodeTranslation } from './websocket-opcode.ts'

const NOTHING = Buffer.alloc(0)

export class Hijacker {
  readonly #daemon: Daemon
  readonly #limits: AnswerLimits
  readonly #onFailure: FailureHandler
  readonly #guard: Guard
  readonly #parking: Parking
  readonly #recorder: SessionRecorder
  #open = 0

  constructor(
    daemon: Daemon,
    guard: Guard,
    parking: Parking,
    recorder: SessionRecorder,
    limits: AnswerLimits,
    onFailure: FailureHandler,
  ) {
    this.#daemon = daemon
    this.#guard = guard
    this.#parking = parking
    this.#recorder = recorder
    this.#limits = limits
    this.#onFailure = onFailure
  }

  /** How many connections are raw streams now. */
  get open(): number {
    return this.#open
  }

  /** Sends the planned call of `exchange`; joins the two connections, or gives the client the daemon's ordinary answer. */
  async hijack(exchange: Exchange, request: HijackRequest): Promise<void> {
    const { connection } = request
    let upstream: http.ClientRequest
    let attach: PreparedAttach = {}
    let outgoing: Outgoing
    let session: RecordedSession | undefined
    const giveUp = () => {
      if (attach.parked) this.#parking.leave(attach.parked)
      attach.started?.socket.destroy()
      session?.end()
    }
    try {
      const planned = exchange.planned!
      const query = upstreamQuery(planned, stepContext(planned), this.#guard.isOn)
      if (this.#guard.isOn) refuseForm(request.headers)
      const isJson = planned.call.operation.request === 'json'
      if (!isJson) await exchange.judge(this.#guard, query, undefined)
      const body = isJson ? await judgedBody(exchange, this.#guard, request.content, query) : request.content
      attach = await this.#parking.prepare(planned, query)
      outgoing = outgoingOf(request.method, upstreamTarget(planned, query), body, attach)
      session = await recordSession(exchange, this.#daemon, this.#recorder)
      exchange.sends(outgoing.method, outgoing.target)
      exchange.begin()
      if (attach.started) {
        const { response, socket } = attach.started
        await this.#join(exchange, request, response, { socket, head: NOTHING }, attach, outgoing, session)
        return
      }
      upstream = this.#dial(planned, request, outgoing)
    } catch (error) {
      giveUp()
      this.#onFailure(exchange, connection.ordinaryResponse(), error as Error)
      return
    }
    exchange.bytesUp += request.content.length
    const onClientLeft = () => {
      giveUp()
      upstream.destroy()
      exchange.finish('client-left')
    }
    connection.once('close', onClientLeft)
    upstream.once('upgrade', (response, socket, head) => {
      connection.off('close', onClientLeft)
      if (attach.endsWith) this.#endWithContainer(exchange.planned!, attach.endsWith, socket as Socket)
      this.#join(exchange, request, response, { socket, head }, attach, outgoing, session)
    })
    let hasAnswer = false
    upstream.once('response', response => {
      hasAnswer = true
      if (attach.instead?.method === 'GET' && response.statusCode === 200) {
        connection.off('close', onClientLeft)
        const stream = { socket: outputOnly(response), head: NOTHING }
        this.#join(exchange, request, response, stream, attach, outgoing, session)
        return
      }
      giveUp()
      const to = connection.ordinaryResponse()
      answer(response, to, exchange, this.#limits)
        .then(
          () => exchange.finish('complete'),
          (error: Error) => this.#onFailure(exchange, to, error),
        )
        .finally(() => {
          connection.off('close', onClientLeft)
          upstream.destroy()
        })
    })
    upstream.once('error', error => {
      if (connection.destroyed || hasAnswer) return
      connection.off('close', onClientLeft)
      giveUp()
      this.#daemon.forget()
      this.#onFailure(
        exchange,
        connection.ordinaryResponse(),
        new DaemonUnavailableError(this.#daemon.name, error),
      )
    })
  }

  #dial(
    planned: PlannedCall,
    request: HijackRequest,
    { method, target, body }: Outgoing,
  ): http.ClientRequest {
    const transport = this.#daemon.isTls ? https : http
    const upstream = transport.request({
      method,
      path: target,
      headers: method === request.method ? hijackHeaders(planned, request, body.length) : {},
      createConnection: () => this.#daemon.dial(),
    })
    upstream.end(body)
    return upstream
  }

  async #join(
    exchange: Exchange,
    request: HijackRequest,
    response: http.IncomingMessage,
    first: UpstreamStream,
    { parked, failed, steps = [] }: PreparedAttach,
    outgoing: Outgoing,
    session: RecordedSession | undefined,
  ): Promise<void> {
    const planned = exchange.planned!
    const client = request.connection.release()
    const wantsUpgrade = request.headers.upgrade !== undefined
    this.#open++
    exchange.status = wantsUpgrade ? 101 : 200
    client.socket.setNoDelay(true)
    client.socket.write(answerHead(planned, response, wantsUpgrade), 'latin1')
    const stream = parked ? await this.#whenStarted(planned, request, first, parked, outgoing) : first
    const down = downTranslation(planned, this.#limits)
    const spliced = splice({
      client,
      upstream: stream.socket,
      upstreamHead: stream.head,
      down: down ? [...steps, down] : steps,
      ...(session && { watch: session }),
      ...(failed && { over: failed }),
    })
    if (parked) this.#parking.leave(parked)
    const result = await spliced
    this.#open--
    exchange.bytesUp += result.bytesUp
    exchange.bytesDown += result.bytesDown
    session?.end()
    exchange.finish(result.error instanceof AuditError ? 'failed' : 'complete', result.error)
  }

  #endWithContainer({ plan }: PlannedCall, id: string, upstream: Socket): void {
    // Without the daemon the stream has its end anyway.
    endWithContainer(new DaemonClient(this.#daemon, plan.target), id, upstream).catch(() => {})
  }

  /** The stream of the container that starts: the one at hand, or that of the container which takes its place. */
  async #whenStarted(
    planned: PlannedCall,
    request: HijackRequest,
    first: UpstreamStream,
    parked: ParkedAttach,
    outgoing: Outgoing,
  ): Promise<UpstreamStream> {
    // Removed before it started: nothing else will come.
    first.socket.on('close', () => parked.begin(parked.id))
    const id = await parked.starts
    if (id === parked.id) return first
    first.socket.destroy()
    const target = outgoing.target.replace(planned.call.path, `/containers/${id}/attach`)
    return new Promise(resolve => {
      const upstream = this.#dial(planned, request, { ...outgoing, target })
      upstream.once('upgrade', (_response, socket, head) => resolve({ socket, head }))
      // The client's stream ends as the container's would: there is none.
      const giveUp = () => resolve(first)
      upstream.once('response', giveUp)
      upstream.once('error', giveUp)
    })
  }
}

/** What is sent to the daemon besides header fields. */
interface Outgoing {
  readonly method: string
  readonly target: string
  readonly body: Buffer
}

interface UpstreamStream {
  readonly socket: Duplex
  /** What came in the same packet as the answer's head. */
  readonly head: Buffer
}

/** @param target of the call as it was asked for: `/v1.44/…` */
function outgoingOf(method: string, target: string, body: Buffer, { instead }: PreparedAttach): Outgoing {
  if (instead === undefined) return { method, target, body }
  return { method: instead.method, target: `${target.slice(0, target.indexOf('/', 1))}${instead.path}`, body }
}

/** An answer that goes on as a stream. What the client sends goes nowhere. */
function outputOnly(response: http.IncomingMessage): Duplex {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  return Duplex.from({ readable: response, writable: nowhere })
}

function downTranslation(planned: PlannedCall, limits: AnswerLimits): Transform | undefined {
  if (planned.plan.websocketOpcode !== undefined)
    return new WebsocketOpcodeTranslation(planned.plan.websocketOpcode)
  return streamTranslation(planned, stepContext(planned), limits)
}

/** The third way: a call that is made of several others (`src/emulate`), and the look-up of containers that were made anew. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { isJudged } from '../access/emulated-calls.ts'
import type { Call } from '../api/call.ts'
import type { Operation } from '../api/operation.ts'
import { findOperation } from '../api/operations.ts'
import { isOlder } from '../api/version.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { type DaemonAnswer, DaemonClient, type DaemonRequest } from '../daemon/daemon-client.ts'
import { EmulatedAnswer, type Emulation } from '../emulate/emulation.ts'
import type { Emulations } from '../emulate/index.ts'
import { listSuccessors, successorNamed } from '../emulate/successor.ts'
import type { Headers } from '../translate/change.ts'
import type { JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'
import { type AnswerLimits, answer } from './answer.ts'
import { collect } from './collect.ts'
import type { Exchange } from './exchange.ts'
import type { FailureHandler } from './forward.ts'
import type { Guard } from './guard.ts'
import { endOf, type Outliving } from './outliving.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import { escapePath } from './request-path.ts'
import { refuseForm, translatedValue, upstreamHeaders, upstreamQuery } from './upstream-request.ts'

export interface EmulatorOptions {
  readonly daemon: Daemon
  readonly guard: Guard
  readonly outliving: Outliving
  readonly emulations: Emulations
  readonly limits: AnswerLimits
  readonly onFailure: FailureHandler
  readonly planOf: (operation: string, planned: PlannedCall) => Plan
}

export class Emulator {
  readonly #options: EmulatorOptions

  constructor(options: EmulatorOptions) {
    this.#options = options
  }

  /** True when the plan names an emulation for an ordinary call. */
  handles({ plan }: PlannedCall): boolean {
    return plan.emulate !== undefined && plan.emulate in this.#options.emulations
  }

  /** Never throws; failures go to the handler. */
  async emulate(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const planned = exchange.planned!
    const { daemon, guard, outliving, emulations, limits, onFailure, planOf } = this.#options
    try {
      if (request.headers.expect !== undefined) response.writeContinue()
      // What an emulation leaves of a body stands before the client's next request.
      response.once('finish', () => request.unpipe().resume())
      request.on('data', (chunk: Buffer) => {
        exchange.bytesUp += chunk.length
      })
      request.pause()
      const context = stepContext(planned)
      const { body, unreadable } = await this.#read(planned, request)
      const headers = upstreamHeaders(planned.plan, request.headers, context)
      const query = upstreamQuery(planned, context, true)
      if (guard.isOn) {
        refuseForm(request.headers)
        await exchange.judge(guard, query, body)
      }
      exchange.body = body
      exchange.begin()
      const emulation = unreadable ? asItCame(unreadable) : emulations[planned.plan.emulate!]!
      const received = await emulation({
        call: planned.call,
        body,
        upload: uploadOf(planned.plan, request),
        headers,
        query: new URLSearchParams(query),
        request: sameCall(planned.call, query, headers, body),
        identity: exchange.identity,
        daemon: new JudgedClient(daemon, exchange, guard),
        warn: context.warn,
        planOf: operation => planOf(operation, planned),
      })
      const abandon = () => {
        const cancel = () => void received.destroy()
        if (!response.writableFinished && !outliving.takes(exchange, cancel)) cancel()
      }
      if (response.destroyed) abandon()
      else response.once('close', abandon)
      await answer(received, response, exchange, limits)
      exchange.finish(endOf(exchange, response))
    } catch (error) {
      if (response.destroyed) exchange.finish('client-left')
      else onFailure(exchange, response, error as Error)
    }
  }

  /** The body after the plan's step, or as it came where the daemon is to refuse it in its own words. */
  async #read(
    planned: PlannedCall,
    request: IncomingMessage,
  ): Promise<{ readonly body?: JsonValue | undefined; readonly unreadable?: Buffer }> {
    const { call, plan } = planned
    const { guard, limits } = this.#options
    if (call.operation.request === 'raw') return {}
    const received = await collect(request, limits.maxJsonBytes, `the body of ${call.operation.name}`)
    const sent = plan.requestText?.(received, request.headers as Headers) ?? received
    try {
      return { body: translatedValue(planned, sent, stepContext(planned)) }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      // Before API 1.24 the daemon of today may take no body where there was one; what cannot be judged must not reach it.
      if (!guard.isOn && !isOlder(call.client, '1.24')) return { unreadable: sent }
      // In daemons of API 1.11 and before, what could not be decoded was 500.
      const status = isOlder(call.client, '1.12') ? 500 : 400
      throw new EmulatedAnswer(status, `the body is no JSON: ${error.message}`)
    }
  }

  /** The call on the container that has taken the place of the one the client names, if one has. */
  async resolve(planned: PlannedCall): Promise<PlannedCall> {
    const { call, plan } = planned
    if (!plan.resolvesContainer) return planned
    const successors = await listSuccessors(new DaemonClient(this.#options.daemon, plan.target))
    if (successors.length === 0) return planned
    const isOfContainer = call.operation.path.startsWith('/containers/{name}')
    const askedFor = call.params.name ?? ''
    const successor = isOfContainer ? successorNamed(successors, askedFor) : undefined
    if (successor === undefined) return { ...planned, successors }
    const params = { ...call.params, name: successor.id }
    const path = pathOf(call.operation, successor.id)
    return { ...planned, successors, askedFor, call: { ...call, params, path } }
  }
}

/** An emulation is judged as what it was asked for, and then as the calls it makes. */
class JudgedClient extends DaemonClient {
  readonly #exchange: Exchange
  readonly #guard: Guard

  constructor(daemon: Daemon, exchange: Exchange, guard: Guard) {
    super(daemon, exchange.planned!.plan.target)
    this.#exchange = exchange
    this.#guard = guard
  }

  override async open(request: DaemonRequest): Promise<IncomingMessage> {
    const found = findOperation(request.method, decodeURIComponent(request.path))
    if (found === undefined) throw new Error(`${request.method} ${request.path} is no call of the Engine API`)
    if (isJudged(found.operation, this.#exchange.planned!.call.operation.name)) {
      const { query, json } = request.asKnown ?? request
      await this.#exchange.judge(this.#guard, new URLSearchParams(query).toString(), json, found)
    }
    this.#exchange.sends(request.method, this.targetOf(request))
    return super.open(request)
  }

  /** Lists hold only what the client may see, so that nothing else gets into what is made of them. */
  override async call(request: DaemonRequest): Promise<DaemonAnswer> {
    const answer = await super.call(request)
    const found = findOperation(request.method, request.path)
    if (found === undefined || answer.status !== 200) return answer
    return { ...answer, body: this.#exchange.visible(this.#guard, found.operation.name, answer.body) }
  }
}

/** The client's call as the daemon is to get it, whose body the client of the daemon frames anew. */
function sameCall(
  { operation, path }: Call,
  query: string,
  headers: IncomingHttpHeaders,
  json: JsonValue | undefined,
): DaemonRequest {
  const { 'content-length': _length, 'transfer-encoding': _framing, trailer: _trailer, ...others } = headers
  const sameQuery = new URLSearchParams(query)
  return {
    method: operation.method,
    path,
    query: sameQuery,
    // The daemon refuses a body that is not said to be JSON; with no field at all it would be said to be.
    headers: json === undefined ? others : { 'content-type': '', ...others },
    ...(json !== undefined && { json }),
  }
}

const asItCame =
  (body: Buffer): Emulation =>
  ({ daemon, request }) =>
    daemon.open({ ...request, upload: Readable.from([body]) })

/** What the client sends, as the plan sends it on. */
function uploadOf({ requestBytes }: Plan, request: IncomingMessage): Readable {
  return requestBytes === undefined ? request : pipeline(request, requestBytes(), () => undefined)
}

const pathOf = ({ path }: Operation, id: string): string => escapePath(path.replace('{name}', id))

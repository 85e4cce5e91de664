/** The third way: a call that is made of several others (`src/emulate`), and the look-up of containers that were made anew. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Operation } from '../api/operation.ts'
import { findOperation } from '../api/operations.ts'
import { isOlder } from '../api/version.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient, type DaemonRequest } from '../daemon/daemon-client.ts'
import { EmulatedAnswer } from '../emulate/emulation.ts'
import type { Emulations } from '../emulate/index.ts'
import { findSuccessor } from '../emulate/successor.ts'
import type { JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'
import { type AnswerLimits, answer } from './answer.ts'
import { collect } from './collect.ts'
import type { Exchange } from './exchange.ts'
import type { FailureHandler } from './forward.ts'
import type { Guard } from './guard.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import { escapePath } from './request-path.ts'
import { translatedValue, upstreamHeaders, upstreamQuery } from './upstream-request.ts'

/**
 * The calls of an emulation that a policy has a say in, besides those of the very operation that is emulated; the others
 * only look, or clear away what the emulation made.
 */
const JUDGED = new Set([
  'ImageBuild',
  'ImageCreate',
  'ImagePush',
  'SystemAuth',
  'ContainerCreate',
  'ContainerUpdate',
  'ContainerStart',
  'ContainerArchive',
  'ImageCommit',
])

/** Emulations that make none of those calls are judged as what the client asked for. */
const JUDGED_AS_ASKED = new Set(['AuthGet'])

export interface EmulatorOptions {
  readonly daemon: Daemon
  readonly guard: Guard
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
    const { daemon, guard, emulations, limits, onFailure, planOf } = this.#options
    try {
      if (request.headers.expect !== undefined) response.writeContinue()
      // What an emulation leaves of a body stands before the client's next request.
      response.once('finish', () => request.unpipe().resume())
      request.on('data', (chunk: Buffer) => {
        exchange.bytesUp += chunk.length
      })
      request.pause()
      const context = stepContext(planned)
      const body = await this.#jsonBody(planned, request)
      const query = upstreamQuery(planned, context, true)
      if (JUDGED_AS_ASKED.has(planned.call.operation.name)) await exchange.judge(guard, query, body)
      const received = await emulations[planned.plan.emulate!]!({
        call: planned.call,
        body,
        upload: request,
        headers: upstreamHeaders(planned.plan, request.headers, context),
        query: new URLSearchParams(query),
        identity: exchange.identity,
        daemon: new JudgedClient(daemon, exchange, guard),
        planOf: operation => planOf(operation, planned),
      })
      await answer(received, response, exchange, limits)
      exchange.finish('complete')
    } catch (error) {
      if (response.destroyed) exchange.finish('client-left')
      else onFailure(exchange, response, error as Error)
    }
  }

  async #jsonBody(planned: PlannedCall, request: IncomingMessage): Promise<JsonValue | undefined> {
    const { operation } = planned.call
    if (operation.request === 'raw') return undefined
    return bodyOf(
      planned,
      await collect(request, this.#options.limits.maxJsonBytes, `the body of ${operation.name}`),
    )
  }

  /** The call on the container that has taken the place of the one the client names, if one has. */
  async resolve(planned: PlannedCall): Promise<PlannedCall> {
    const { call, plan } = planned
    const name = call.params.name
    if (!plan.resolvesContainer || name === undefined) return planned
    const successor = await findSuccessor(new DaemonClient(this.#options.daemon, plan.target), name)
    if (successor === undefined) return planned
    const params = { ...call.params, name: successor.id }
    return { ...planned, call: { ...call, params, path: pathOf(call.operation, successor.id) } }
  }
}

/** Emulations are judged as the calls they make. */
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
    if (found !== undefined && this.#isJudged(found.operation)) {
      const query = new URLSearchParams(request.query).toString()
      await this.#exchange.judge(this.#guard, query, request.json, found)
    }
    return super.open(request)
  }

  #isJudged({ name }: Operation): boolean {
    return JUDGED.has(name) || name === this.#exchange.planned!.call.operation.name
  }
}

function bodyOf(planned: PlannedCall, sent: Buffer) {
  try {
    return translatedValue(planned, sent, stepContext(planned))
  } catch (error) {
    // In daemons of API 1.11 and before, what could not be decoded was 500.
    if (error instanceof SyntaxError)
      throw new EmulatedAnswer(
        isOlder(planned.call.client, '1.12') ? 500 : 400,
        `the body is no JSON: ${error.message}`,
      )
    throw error
  }
}

const pathOf = ({ path }: Operation, id: string): string => escapePath(path.replace('{name}', id))

/** One request and its answer, from its first byte to the audit record. */
import { randomUUID } from 'node:crypto'
import type { Identity } from '../access/identity.ts'
import type { Verdict } from '../access/verdict.ts'
import type { Call } from '../api/call.ts'
import { AuditError } from '../audit/audit-error.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditedCall, CallEnd, EndedCall, Outcome, SentRequest } from '../audit/audited-call.ts'
import { type ExitCodeReader, exitCodeReader } from '../audit/exit-code.ts'
import type { JsonValue } from '../translate/json.ts'
import { AccessDeniedError } from './access-denied.ts'
import type { Guard } from './guard.ts'
import type { RequestHead } from './name-call.ts'
import type { PlannedCall } from './planned-call.ts'

/** Who is told of calls. */
export interface ExchangeListeners {
  readonly audit: AuditLog
  readonly onEnded: (call: EndedCall) => void
}

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

export class Exchange {
  readonly id = randomUUID()
  readonly head: RequestHead
  readonly identity: Identity
  bytesUp = 0
  bytesDown = 0
  status: number | undefined
  /** The JSON body as it is sent, where it was read. */
  body: JsonValue | undefined
  /** Called when the call has ended. */
  whenOver: (() => void) | undefined
  /** The file that a session is recorded in. */
  recording: string | undefined
  #planned: PlannedCall | undefined
  #verdict: Verdict | undefined
  #exitCode: ExitCodeReader | undefined
  #unrecorded: AuditError | undefined
  readonly #sent: SentRequest[] = []
  readonly #audit: AuditLog
  readonly #onEnded: ExchangeListeners['onEnded']
  readonly #started = process.hrtime.bigint()
  #isRecorded = false
  #isOver = false

  constructor(head: RequestHead, identity: Identity, { audit, onEnded }: ExchangeListeners) {
    this.head = head
    this.identity = identity
    this.#audit = audit
    this.#onEnded = onEnded
  }

  get planned(): PlannedCall | undefined {
    return this.#planned
  }

  plan(planned: PlannedCall): void {
    this.#planned = planned
    this.#exitCode = exitCodeReader(planned.call.operation.name)
  }

  /** Undefined where there is no policy, or it was not asked yet. */
  get verdict(): Verdict | undefined {
    return this.#verdict
  }

  /**
   * Where there is an audit log, calls that change something are recorded before the daemon sees them, and again before the
   * client sees success.
   */
  get isRecordedFirst(): boolean {
    const { method, hijack } = this.#planned!.call.operation
    return this.#audit.isOn && (hijack === true || !CHANGES_NOTHING.has(method))
  }

  /**
   * @param instead the operation and parameters of a call that an emulation makes in place of the client's
   * Throws `AccessDeniedError`. From here on the client sees only what it may.
   */
  async judge(
    guard: Guard,
    query: string,
    body: JsonValue | undefined,
    instead?: Pick<Call, 'operation' | 'params'>,
  ): Promise<void> {
    if (!guard.isOn) return
    const planned = this.#planned!
    const { operation } = planned.call
    const judged = instead ? { ...planned, call: { ...planned.call, ...instead } } : planned
    try {
      this.#verdict = await guard.judge(judged, this.identity, new URLSearchParams(query), body)
    } catch (error) {
      if (error instanceof AccessDeniedError) this.#verdict = { decision: 'deny', rule: error.rule }
      throw error
    }
    this.#planned = { ...planned, plan: guard.filtered(planned.plan, operation, this.identity) }
  }

  /** The daemon's answer to a call, without what the client may not see. */
  visible(guard: Guard, operation: string, answer: JsonValue): JsonValue {
    return guard.visible(operation, answer, this.identity)
  }

  /** Notes a request that goes to the daemon for this call. */
  sends(method: string, target: string): void {
    this.#sent.push({ method, target })
  }

  /**
   * To be called before the daemon is asked. While the log cannot be written even calls that only look begin with a record:
   * it is the attempt that tells whether they may go on. Throws AuditError.
   */
  begin(): void {
    if (!this.isRecordedFirst && !this.#audit.isFailing) return
    this.#require(
      this.#asAudited(),
      503,
      'was not sent to the daemon, because the audit log cannot be written',
    )
  }

  /** Whether something of a JSON body is to be recorded, so that it has to be read. */
  get recordsBody(): boolean {
    return this.#audit.recordsBodyOf(this.#planned!.call.operation.name)
  }

  /** Bytes of the answer that go to the client. */
  passes(chunk: Buffer): void {
    this.bytesDown += chunk.length
    this.#exitCode?.read(chunk)
  }

  /** To be called when all of a success is there, and not all of it has gone to the client. Throws AuditError. */
  succeeds(): void {
    if (this.#isRecorded || !this.isRecordedFirst) return
    const ended = this.#asEnded('complete')
    this.#require(ended, 500, 'was carried out, but the audit log cannot be written')
    this.#isRecorded = true
    this.#over(ended)
  }

  /** Writes the record, once; what comes first says how it ended. */
  finish(outcome: Outcome, error?: Error): void {
    if (this.#isOver) return
    const ended = this.#unrecorded
      ? this.#asEnded(this.#unrecorded.httpStatus === 503 ? 'refused' : 'failed', this.#unrecorded)
      : this.#asEnded(outcome, error)
    this.#audit.write(ended)
    this.#over(ended)
  }

  #over(ended: EndedCall): void {
    this.#isOver = true
    this.whenOver?.()
    this.#onEnded(ended)
  }

  #require(call: AuditedCall, httpStatus: 503 | 500, what: string): void {
    try {
      this.#audit.require(call)
    } catch (error) {
      this.#unrecorded = new AuditError(`${this.#planned!.call.operation.name} ${what}`, httpStatus, error)
      throw this.#unrecorded
    }
  }

  #asAudited(): AuditedCall {
    return {
      id: this.id,
      identity: this.identity,
      head: this.head,
      planned: this.#planned,
      verdict: this.#verdict,
      sent: this.#sent,
      body: this.body,
      recording: this.recording,
    }
  }

  #asEnded(outcome: Outcome, error?: Error): EndedCall {
    const end: CallEnd = {
      outcome,
      status: this.status,
      bytesUp: this.bytesUp,
      bytesDown: this.bytesDown,
      durationNs: process.hrtime.bigint() - this.#started,
      exitCode: this.#exitCode?.code,
      error,
    }
    return { ...this.#asAudited(), end }
  }
}

/** One request and its answer, from its first byte to the audit record. */
import type { Identity } from '../access/identity.ts'
import type { Verdict } from '../access/judge.ts'
import type { Call } from '../api/call.ts'
import type { AuditLog, Outcome } from '../audit/audit-log.ts'
import type { JsonValue } from '../translate/json.ts'
import { AccessDeniedError } from './access-denied.ts'
import type { Guard } from './guard.ts'
import type { RequestHead } from './name-call.ts'
import type { PlannedCall } from './planned-call.ts'

export class Exchange {
  readonly head: RequestHead
  bytesUp = 0
  bytesDown = 0
  status: number | undefined
  #planned: PlannedCall | undefined
  #verdict: Verdict | undefined
  readonly identity: Identity
  readonly #audit: AuditLog
  readonly #started = process.hrtime.bigint()
  #isOver = false

  constructor(head: RequestHead, identity: Identity, audit: AuditLog) {
    this.head = head
    this.identity = identity
    this.#audit = audit
  }

  get planned(): PlannedCall | undefined {
    return this.#planned
  }

  plan(planned: PlannedCall): void {
    this.#planned = planned
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

  /** Writes the record, once; what comes first says how it ended. */
  finish(outcome: Outcome, error?: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#audit.write({
      identity: this.identity,
      head: this.head,
      planned: this.#planned,
      verdict: this.#verdict,
      status: this.status,
      bytesUp: this.bytesUp,
      bytesDown: this.bytesDown,
      durationNs: process.hrtime.bigint() - this.#started,
      outcome,
      error,
    })
  }
}

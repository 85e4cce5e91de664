/** One request and its answer, from its first byte to the audit record. */
import type { Call } from '../api/call.ts'
import type { ApiVersion } from '../api/version.ts'
import type { AuditLog, Outcome } from '../audit/audit-log.ts'
import type { DaemonFacts } from '../daemon/daemon.ts'
import type { StepContext } from '../translate/change.ts'
import type { Plan } from '../translate/plan.ts'
import type { RequestHead } from './name-call.ts'

export interface Peer {
  readonly listener: string
  readonly address: string | undefined
}

/** A call whose operation, version and plan are settled. */
export interface PlannedCall {
  readonly call: Call
  readonly plan: Plan
  readonly facts: DaemonFacts
  readonly oldestServed: ApiVersion
}

export class Exchange {
  readonly head: RequestHead
  bytesUp = 0
  bytesDown = 0
  status: number | undefined
  #planned: PlannedCall | undefined
  readonly #peer: Peer
  readonly #audit: AuditLog
  readonly #started = process.hrtime.bigint()
  #isOver = false

  constructor(head: RequestHead, peer: Peer, audit: AuditLog) {
    this.head = head
    this.#peer = peer
    this.#audit = audit
  }

  get planned(): PlannedCall | undefined {
    return this.#planned
  }

  plan(planned: PlannedCall): void {
    this.#planned = planned
  }

  /** Writes the record, once; what comes first says how it ended. */
  finish(outcome: Outcome, error?: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#audit.write({
      listener: this.#peer.listener,
      client: this.#peer.address,
      head: this.head,
      planned: this.#planned,
      status: this.status,
      bytesUp: this.bytesUp,
      bytesDown: this.bytesDown,
      durationNs: process.hrtime.bigint() - this.#started,
      outcome,
      error,
    })
  }
}

/** What the steps of a plan may know of the call. */
export function stepContext({ call, plan, oldestServed }: PlannedCall): StepContext {
  return {
    operation: call.operation.name,
    client: call.client,
    target: plan.target,
    oldestServed,
    params: call.params,
    query: new URLSearchParams(call.query),
  }
}

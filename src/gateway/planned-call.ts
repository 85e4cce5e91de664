/** A call that has its plan, and what the plan's steps may know of it. */
import type { Call } from '../api/call.ts'
import type { ApiVersion } from '../api/version.ts'
import type { DaemonFacts } from '../daemon/daemon.ts'
import type { StepContext } from '../translate/change.ts'
import type { Plan } from '../translate/plan.ts'

/** A call whose operation, version and plan are settled. */
export interface PlannedCall {
  readonly call: Call
  readonly plan: Plan
  readonly facts: DaemonFacts
  readonly oldestServed: ApiVersion
  /** What the steps warned of so far. */
  readonly warnings: string[]
  readonly successors?: NonNullable<StepContext['successors']>
  /** What the client called the container that `call` names by the id it has now. */
  readonly askedFor?: string
}

export function stepContext({
  call,
  plan,
  oldestServed,
  warnings,
  successors = [],
}: PlannedCall): StepContext {
  let query: URLSearchParams | undefined
  return {
    operation: call.operation.name,
    client: call.client,
    target: plan.target,
    oldestServed,
    params: call.params,
    successors,
    warn: text => warnings.push(text),
    // Read when a step asks for it: most calls have none that does.
    get query() {
      query ??= new URLSearchParams(call.query)
      return query
    },
  }
}

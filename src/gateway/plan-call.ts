/** From a request's head to a call with its operation, version and plan, as far as the daemon behind allows. */
import type { Call } from '../api/call.ts'
import type { Operation } from '../api/operation.ts'
import { operations } from '../api/operations.ts'
import { type ApiVersion, isOlder, newerOf, olderOf } from '../api/version.ts'
import type { DaemonFacts } from '../daemon/daemon.ts'
import type { Plan, Translator } from '../translate/plan.ts'
import { dialectOf } from './dialect.ts'
import { nameCall, type RequestHead } from './name-call.ts'
import type { PlannedCall } from './planned-call.ts'
import type { Refusal } from './refusal.ts'

export interface PlanningOptions {
  readonly translator: Translator
  /** Oldest and newest API version the rules know. */
  readonly known: { readonly oldest: ApiVersion; readonly newest: ApiVersion }
  /** The one version to speak to the daemon, when it is pinned. */
  readonly pinned: ApiVersion | undefined
  readonly unversioned: ApiVersion | 'auto' | 'newest'
}

export type Planning = { readonly planned: PlannedCall } | { readonly refusal: Refusal }

export function planCall(head: RequestHead, facts: DaemonFacts, options: PlanningOptions): Planning {
  const { known, pinned, unversioned } = options
  const oldestServed = olderOf(known.oldest, facts.oldest)
  const naming = nameCall(head, {
    oldest: oldestServed,
    newest: newerOf(known.newest, facts.newest),
    current: pinned ?? facts.newest,
    unversioned,
  })
  if ('refusal' in naming) return naming
  const { call } = naming
  const plan = planFor(call.operation, call.client, facts, options)
  const refusal = plan.emulate === undefined ? refuseWithdrawn(call, plan.target) : undefined
  return refusal ? { refusal } : { planned: { call, plan, facts, oldestServed, warnings: [] } }
}

/** The plan of another operation for the same client and daemon. */
export function planOf(name: string, { call, facts }: PlannedCall, options: PlanningOptions): Plan {
  const operation = operations.find(one => one.name === name)!
  return planFor(operation, call.client, facts, options)
}

/** Inside the daemon's range its own conversion is used; outside, the nearest version it speaks. */
function planFor(
  operation: Operation,
  client: ApiVersion,
  { oldest, newest, release }: DaemonFacts,
  { translator, pinned }: PlanningOptions,
): Plan {
  const target = pinned ?? olderOf(newerOf(client, oldest), newest)
  return translator.planFor({ operation, client, target, newest: pinned ?? newest, release })
}

/** What the daemon no longer has at the version spoken to it cannot be had from it. */
function refuseWithdrawn({ operation, client }: Call, target: ApiVersion): Refusal | undefined {
  const { until, name } = operation
  if (until === undefined || isOlder(target, until)) return undefined
  const message = `Longshore cannot serve ${name} to a client of API version ${client}: the Engine API has not had it since ${until}`
  return { status: 501, message, dialect: dialectOf(client) }
}

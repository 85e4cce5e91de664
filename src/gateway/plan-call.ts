/** From a request's head to a call with its operation, version and plan, as far as the daemon behind allows. */
import type { Call } from '../api/call.ts'
import { type ApiVersion, isOlder, newerOf, olderOf } from '../api/version.ts'
import type { DaemonFacts } from '../daemon/daemon.ts'
import type { Translator } from '../translate/plan.ts'
import { dialectOf } from './dialect.ts'
import type { PlannedCall } from './exchange.ts'
import { nameCall, type RequestHead } from './name-call.ts'
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
  const { translator, known, pinned, unversioned } = options
  const newest = pinned ?? facts.newest
  const oldestServed = olderOf(known.oldest, facts.oldest)
  const naming = nameCall(head, {
    oldest: oldestServed,
    newest: newerOf(known.newest, facts.newest),
    current: newest,
    unversioned,
  })
  if ('refusal' in naming) return naming
  const { call } = naming
  const { operation, client } = call
  const target = pinned ?? olderOf(newerOf(client, facts.oldest), facts.newest)
  const plan = translator.planFor({ operation, client, target, newest, release: facts.release })
  const refusal = refuseWithdrawn(call, plan.target)
  return refusal ? { refusal } : { planned: { call, plan, facts, oldestServed } }
}

/** What the daemon no longer has at the version spoken to it cannot be had from it. */
function refuseWithdrawn({ operation, client }: Call, target: ApiVersion): Refusal | undefined {
  const { until, name } = operation
  if (until === undefined || isOlder(target, until)) return undefined
  const message = `Longshore cannot serve ${name} to a client of API version ${client}: the Engine API has not had it since ${until}`
  return { status: 501, message, dialect: dialectOf(client) }
}

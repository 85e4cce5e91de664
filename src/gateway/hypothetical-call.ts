/** A call that nobody made, named and planned by the rules alone: for commands that tell what would happen to it. */
import type { Call } from '../api/call.ts'
import type { ApiVersion } from '../api/version.ts'
import type { Plan, Translator } from '../translate/plan.ts'
import { nameCall } from './name-call.ts'

/** The engine assumed where none is named: newer than any, so that every change of an engine shows. */
const NEWEST_ENGINE = '9999.0.0'
export const FIRST_VERSION: ApiVersion = '1.0'

export interface HypotheticalCall {
  readonly method: string
  /** With its query, with or without a version in front. */
  readonly path: string
  /** What the client speaks where the path does not say. */
  readonly from?: ApiVersion | undefined
  readonly to?: ApiVersion | undefined
  readonly engine?: string | undefined
}

export function planHypothetical(
  { method, path, from, to, engine = NEWEST_ENGINE }: HypotheticalCall,
  translator: Translator,
  newest: ApiVersion,
): { readonly call: Call; readonly plan: Plan } | { readonly error: string } {
  const naming = nameCall(
    { method, target: path, userAgent: undefined, contentType: undefined },
    { oldest: FIRST_VERSION, newest, current: newest, unversioned: from ?? 'newest' },
  )
  if ('refusal' in naming) {
    const { message, location } = naming.refusal
    return { error: `${method} ${path}: ${message || `redirects to ${location}`}` }
  }
  const { call } = naming
  const { operation, client } = call
  return {
    call,
    plan: translator.planFor({ operation, client, target: to ?? newest, newest, release: engine }),
  }
}

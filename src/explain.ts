/** What Longshore would do to one call, worked out from the rules alone. */
import type { Explain } from './cli/explain.ts'
import { planHypothetical } from './gateway/hypothetical-call.ts'
import type { Rules } from './serve.ts'
import { createTranslator } from './translate/plan.ts'

export function explainWith({ changes, newestKnown }: Rules): Explain {
  const translator = createTranslator(changes)
  return (method, path, from, to, engine) => {
    const planned = planHypothetical({ method, path, from, to, engine }, translator, newestKnown)
    if ('error' in planned) return planned
    const { call, plan } = planned
    if (call.versioned && from !== undefined && from !== call.client) {
      return { error: `${path} says API ${call.client} and --from says ${from}; give one of them` }
    }
    return {
      operation: call.operation.name,
      from: call.client,
      to: plan.target,
      ...(engine !== undefined && { engine }),
      changes: plan.changes,
    }
  }
}

/** What Longshore would do to one call, worked out from the rules alone. */
import type { ApiVersion } from './api/version.ts'
import type { Explain } from './cli/explain.ts'
import { nameCall } from './gateway/name-call.ts'
import type { Rules } from './serve.ts'
import { createTranslator } from './translate/plan.ts'

/** The engine assumed where none is named: newer than any, so that every change of the engine shows. */
const NEWEST_ENGINE = '9999.0.0'
const FIRST_VERSION: ApiVersion = '1.0'

export function explainWith(rules: Rules): Explain {
  const translator = createTranslator(rules.changes)
  return (method, path, from, to = rules.newestKnown, engine = NEWEST_ENGINE) => {
    const naming = nameCall(
      { method, target: path, userAgent: undefined, contentType: undefined },
      {
        oldest: FIRST_VERSION,
        newest: rules.newestKnown,
        current: rules.newestKnown,
        unversioned: from ?? 'newest',
      },
    )
    if ('refusal' in naming)
      return {
        error: `${method} ${path}: ${naming.refusal.message || `redirects to ${naming.refusal.location}`}`,
      }
    const { operation, client, versioned } = naming.call
    if (versioned && from !== undefined && from !== client) {
      return { error: `${path} says API ${client} and --from says ${from}; give one of them` }
    }
    const plan = translator.planFor({
      operation,
      client,
      target: to,
      newest: rules.newestKnown,
      release: engine,
    })
    return {
      operation: operation.name,
      from: client,
      to: plan.target,
      ...(engine !== NEWEST_ENGINE && { engine }),
      changes: plan.changes,
    }
  }
}

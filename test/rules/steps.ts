/** Finding the steps of a change, and what a gateway tells them of the call. */
import type { ApiVersion } from '../../src/api/version.ts'
import type { KeyedChange, OperationChange, StepContext } from '../../src/translate/change.ts'

export function stepsOf(rules: readonly KeyedChange[], id: string, operation: string): OperationChange {
  const steps = rules.find(change => change.id === id)?.operations[operation]
  if (steps === undefined) throw new Error(`${id} has no steps for ${operation}`)
  return steps
}

export function contextFor(client: ApiVersion, target: ApiVersion, query = ''): StepContext {
  return {
    operation: 'any',
    client,
    target,
    oldestServed: '1.0',
    params: {},
    query: new URLSearchParams(query),
  }
}

/** Finding the steps of a change, and what a gateway tells them of the call. */
import type { ApiVersion } from '../../src/api/version.ts'
import type { KeyedChange, OperationChange, StepContext } from '../../src/translate/change.ts'
import { IDLE_CHANGE, idle } from './idle.ts'

export function stepsOf(rules: readonly KeyedChange[], id: string, operation: string): OperationChange {
  const steps = rules.find(change => change.id === id)?.operations[operation]
  if (steps === undefined) throw new Error(`${id} has no steps for ${operation}`)
  return process.env[IDLE_CHANGE] === id ? idle(steps) : steps
}

/** @param warnings what steps warn of is added here */
export function contextFor(
  client: ApiVersion,
  target: ApiVersion,
  query = '',
  warnings: string[] = [],
): StepContext {
  return {
    operation: 'any',
    client,
    target,
    oldestServed: '1.0',
    params: {},
    query: new URLSearchParams(query),
    warn: text => warnings.push(text),
  }
}

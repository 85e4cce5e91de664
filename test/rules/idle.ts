/** A change whose steps do nothing, named by a variable of the environment: a test that passes nevertheless asserts too little. */
import { PassThrough } from 'node:stream'
import type { OperationChange } from '../../src/translate/change.ts'

export const IDLE_CHANGE = 'LONGSHORE_TEST_IDLE_CHANGE'

/** Steps that are called give back what they are given; those that are no functions, and ways to write, are gone. */
export function idle(steps: OperationChange): OperationChange {
  const { writeFrame: _, writeMessage: __, ...others } = steps
  const functions = Object.entries(others).filter(([, step]) => typeof step === 'function')
  return Object.fromEntries(
    functions.map(([kind]) => [
      kind,
      kind === 'requestBytes' ? () => new PassThrough() : (value: unknown) => value,
    ]),
  )
}

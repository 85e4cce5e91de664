/** Changes that clients do not notice, or that another change takes care of, with the reason. */
import { type Change, change } from '../../src/translate/change.ts'

type Entry = readonly [id: string, summary: string, reason: string]

export function notNeeded(entries: readonly Entry[]): readonly Change[] {
  return entries.map(([id, summary, reason]) =>
    change({ id, summary, reason, operations: {}, status: 'not needed' }),
  )
}

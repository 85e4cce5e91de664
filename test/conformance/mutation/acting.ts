/** Changes that tell when they did something: only a call that one acted on can show that it is missing. */
import type { KeyedChange, OperationChange, StepContext } from '../../../src/translate/change.ts'

type Step = (value: unknown, context: StepContext) => unknown

/** They are given nothing, or give something in every case. */
const ALWAYS_ACTS: readonly string[] = ['requestBytes', 'writeFrame', 'writeMessage'] satisfies Array<
  keyof OperationChange
>

/** @param acted ids are added here as changes act; what is no function acts on every call, and is not told */
export function telling(changes: readonly KeyedChange[], acted: Set<string>): KeyedChange[] {
  return changes.map(change => ({
    ...change,
    operations: mapValues(change.operations, steps => mapValues(steps, tellingStep(change.id, acted))),
  }))
}

function tellingStep(id: string, acted: Set<string>) {
  return (step: unknown, kind: string): unknown => {
    if (typeof step !== 'function') return step
    return (value: unknown, context: StepContext) => {
      const act = () => acted.add(id)
      if (ALWAYS_ACTS.includes(kind)) act()
      const warn = (text: string) => {
        act()
        context.warn(text)
      }
      try {
        const result = (step as Step)(value, context && { ...context, warn })
        if (result !== value) act()
        return result
      } catch (error) {
        act()
        throw error
      }
    }
  }
}

/** Whether it has parts that act without being asked: emulations, versions demanded. */
export function actsUnasked(change: KeyedChange): boolean {
  return Object.values(change.operations).some(steps =>
    Object.values(steps).some(step => typeof step !== 'function'),
  )
}

function mapValues<T extends object>(
  object: T,
  map: (value: T[keyof T & string], key: string) => unknown,
): T {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)])) as T
}

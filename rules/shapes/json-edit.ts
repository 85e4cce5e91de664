/**
 * Steps on parts of a JSON value. What is not there, or is of another type than expected, passes as it is: clients and
 * daemons may send anything. A step that changes nothing returns what it was given, the same reference.
 */
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

export type ValueStep = <Value extends JsonValue | undefined>(
  value: Value,
  context: StepContext,
) => Value | JsonValue

type ObjectStep = (object: JsonObject, context: StepContext) => JsonValue

/**
 * Applies a step to the part of a value that a path names: `HostConfig.Mounts[]` is every element of that list,
 * `Networks.*` every member of that object, `[]` every element of a list at the top. Absent parts are not created.
 */
export function at(path: string, step: ValueStep): ValueStep {
  return path
    .split('.')
    .toReversed()
    .reduce((inner, segment) => onSegment(segment, inner), step)
}

function onSegment(segment: string, step: ValueStep): ValueStep {
  if (segment === '*') return onEachMember(step)
  if (segment === '[]') return onEachElement(step)
  return segment.endsWith('[]')
    ? onMember(segment.slice(0, -2), onEachElement(step))
    : onMember(segment, step)
}

function onMember(key: string, step: ValueStep): ValueStep {
  return onObject((object, context) => {
    if (object[key] === undefined) return object
    const member = step(object[key], context)
    return member === object[key] ? object : { ...object, [key]: member }
  })
}

function onEachMember(step: ValueStep): ValueStep {
  return onObject((object, context) => {
    const members = Object.entries(object).map(([key, value]) => [key, step(value, context)] as const)
    return members.every(([key, value]) => value === object[key]) ? object : Object.fromEntries(members)
  })
}

function onEachElement(step: ValueStep): ValueStep {
  return (value, context) => {
    if (!Array.isArray(value)) return value
    const list = value as readonly JsonValue[]
    const changed = list.map(element => step(element, context))
    return changed.every((element, index) => element === list[index]) ? value : changed
  }
}

/** Lifts a step on objects to any value. */
export function onObject(step: ObjectStep): ValueStep {
  return (value, context) => (isJsonObject(value) ? step(value, context) : value)
}

/** One after the other. */
export function inOrder(...steps: readonly ValueStep[]): ValueStep {
  return (value, context) =>
    steps.reduce<typeof value | JsonValue>((current, step) => step(current, context), value)
}

export function without(...keys: readonly string[]): ValueStep {
  return onObject(object =>
    keys.reduce((left, key) => (left[key] === undefined ? left : withoutMember(left, key)), object),
  )
}

/** Engines copy all members but one much faster than they make an object of a list of them. */
function withoutMember(object: JsonObject, key: string): JsonObject {
  const { [key]: _gone, ...others } = object
  return others
}

/** Sets members that are absent. One that is null stays null. */
export function withDefaults(defaults: JsonObject): ValueStep {
  return onObject(object => {
    const missing = Object.entries(defaults).filter(([key]) => object[key] === undefined)
    return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) }
  })
}

/** Sets an absent member to what another one holds, if that one is there. */
export function withCopy(key: string, source: string): ValueStep {
  return onObject(object =>
    object[key] !== undefined || object[source] === undefined ? object : { ...object, [key]: object[source] },
  )
}

/** Puts one value in the place of another. */
export function replacing(from: JsonValue, to: JsonValue): ValueStep {
  return value => (value === from ? to : value)
}

/**
 * What a client may see of answers: objects are hidden by name or label from lists, events and direct calls, and values of
 * environment variables by the variables' names. Works on the daemon's answers before they are translated for the client.
 */

import { isJsonObject, type JsonValue } from '../translate/json.ts'
import type { Identity } from './identity.ts'
import type { JudgedObject, ObjectKind } from './judged-call.ts'

/** Kinds of objects that can be hidden. */
export const HIDEABLE = ['container', 'image', 'network', 'volume'] as const
export type HideableKind = (typeof HIDEABLE)[number]

export type Hides = (kind: HideableKind, object: JudgedObject) => boolean

export interface Visibility {
  /** Undefined when nothing is hidden from this client. */
  hides(identity: Identity): Hides | undefined
  /** Which environment variables' values this client must not see; undefined for none. */
  redacts(identity: Identity): ((variable: string) => boolean) | undefined
}

export interface VisibilityRule {
  readonly who?: (identity: Identity) => boolean
  readonly kinds: readonly HideableKind[]
  /** `show`: what does not match is hidden. */
  readonly mode: 'hide' | 'show'
  readonly names?: (name: string) => boolean
  readonly labels?: (labels: ReadonlyMap<string, string>) => boolean
}

export interface RedactionRule {
  readonly who?: (identity: Identity) => boolean
  readonly env: (variable: string) => boolean
}

export function createVisibility(
  visibility: readonly VisibilityRule[],
  redaction: readonly RedactionRule[],
): Visibility {
  const forClient = <R extends { readonly who?: (identity: Identity) => boolean }>(
    rules: readonly R[],
    identity: Identity,
  ) => rules.filter(({ who }) => who === undefined || who(identity))
  return {
    hides(identity) {
      const rules = forClient(visibility, identity)
      if (rules.length === 0) return undefined
      return (kind, object) => rules.some(rule => rule.kinds.includes(kind) && isHiddenBy(rule, object))
    },
    redacts(identity) {
      const rules = forClient(redaction, identity)
      return rules.length === 0 ? undefined : variable => rules.some(({ env }) => env(variable))
    },
  }
}

/** Names and labels of a rule have to fit both. An object whose labels are not known is hidden by any rule about labels. */
function isHiddenBy({ mode, names, labels }: VisibilityRule, object: JudgedObject): boolean {
  const fitsNames = names === undefined || object.names.some(names)
  if (labels === undefined) return fitsNames === (mode === 'hide')
  if (object.labels === undefined) return mode === 'show' || fitsNames
  return (fitsNames && labels(object.labels)) === (mode === 'hide')
}

/** In place of a hidden value. */
const REDACTED = '[redacted]'

/**
 * Environment variables in any answer: `Env` of containers, images, services, tasks and plugins, as `NAME=value` or as
 * objects with Name and Value. Gives the answer itself when there is nothing in it to hide.
 */
export function redact(answer: JsonValue, isSecret: (variable: string) => boolean): JsonValue {
  if (Array.isArray(answer)) return mapped(answer, item => redact(item, isSecret))
  if (!isJsonObject(answer)) return answer
  const entries = Object.entries(answer).map(([key, value]): [string, JsonValue | undefined] => {
    if (value === undefined) return [key, value]
    return [key, isEnv(key) ? redactEnv(value, isSecret) : redact(value, isSecret)]
  })
  return entries.some(([key, value]) => value !== answer[key]) ? Object.fromEntries(entries) : answer
}

const isEnv = (key: string): boolean => key === 'Env' || key === 'env'

function redactEnv(value: JsonValue, isSecret: (variable: string) => boolean): JsonValue {
  if (!Array.isArray(value)) return value
  return mapped(value, entry => {
    if (typeof entry === 'string') {
      const [variable] = entry.split('=', 1)
      return entry.includes('=') && isSecret(variable!) ? `${variable}=${REDACTED}` : entry
    }
    if (isJsonObject(entry) && typeof entry.Name === 'string' && isSecret(entry.Name) && 'Value' in entry)
      return { ...entry, Value: REDACTED }
    return entry
  })
}

/** The list itself when no item changes. */
function mapped(list: readonly JsonValue[], change: (item: JsonValue) => JsonValue): readonly JsonValue[] {
  const changed = list.map(change)
  return changed.some((item, index) => item !== list[index]) ? changed : list
}

export const isHideable = (kind: ObjectKind): kind is HideableKind =>
  (HIDEABLE as readonly string[]).includes(kind)

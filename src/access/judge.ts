/**
 * Judges calls: rules in their order, the first that matches decides, and a call that none matches is denied. What is judged
 * is what goes to the daemon: the translated query and body, keys in canonical spelling. Where a rule cannot tell whether it
 * matches, the call is denied in its name, whatever the rule's own decision is.
 */

import { imageSpellings, mayBeImageId } from '../api/image-reference.ts'
import type { Operation } from '../api/operation.ts'
import type { ApiVersion } from '../api/version.ts'
import { type Condition, Facts } from './condition.ts'
import type { Identity } from './identity.ts'
import type { JudgedCall } from './judged-call.ts'
import { isAboutExisting, type Subject, subjectsOf } from './subjects.ts'
import type { Decision, Recording, Verdict } from './verdict.ts'
import { VerdictMemory } from './verdict-memory.ts'
import type { Visibility } from './visibility.ts'

export interface Rule {
  readonly name: string
  /** Names of operations. */
  readonly operations: ReadonlySet<string>
  readonly decision: Decision
  readonly message?: string
  readonly record?: Recording
  readonly who?: (identity: Identity) => boolean
  readonly versions?: (version: ApiVersion) => boolean
  readonly names?: (name: string) => boolean
  readonly images?: (image: string) => boolean
  readonly labels?: (labels: ReadonlyMap<string, string>) => boolean
  readonly when?: Condition
}

/** Why a rule was passed over: the part of it that did not fit. */
export type Mismatch = 'operations' | 'who' | 'versions' | 'names' | 'images' | 'labels' | 'when'

export interface Consideration {
  readonly rule: string
  readonly outcome: 'matched' | 'undecidable' | Mismatch
}

export interface Explained {
  readonly verdict: Verdict
  /** Every rule up to the one that decided. */
  readonly considered: readonly Consideration[]
}

/** Rules for calls, and what of the answers a client may see. */
export interface Policy extends Visibility {
  readonly rules: readonly Rule[]
  judge(call: JudgedCall): Verdict
  explain(call: JudgedCall): Explained
  /** Some rule looks at the body of this operation. Any JSON body is to be sent in canonical spelling, looked at or not. */
  needsBody(operation: Operation): boolean
  /** Some rule looks at the names, image or labels of the object that this operation's path names. */
  needsObject(operation: Operation): boolean
}

export function createPolicy(rules: readonly Rule[], visibility: Visibility): Policy {
  const byOperation = new Map<string, OperationRules>()
  const rulesFor = (operation: Operation): OperationRules => {
    const known = byOperation.get(operation.name) ?? operationRules(rules, operation)
    byOperation.set(operation.name, known)
    return known
  }
  return {
    ...visibility,
    rules,
    judge(call) {
      const own = rulesFor(call.operation)
      return own.memory.recall(call, () => judgeBy(own.rules, call))
    },
    explain(call) {
      const considered: Consideration[] = []
      const verdict = judgeBy(rules, call, consideration => considered.push(consideration))
      return { verdict, considered }
    },
    needsBody: operation => rulesFor(operation).needsBody,
    needsObject: operation => rulesFor(operation).needsObject,
  }
}

/** The rules that may fit with calls of one operation, and what they want to know of them. */
interface OperationRules {
  readonly rules: readonly Rule[]
  readonly memory: VerdictMemory
  readonly needsBody: boolean
  readonly needsObject: boolean
}

function operationRules(all: readonly Rule[], operation: Operation): OperationRules {
  const rules = all.filter(rule => rule.operations.has(operation.name))
  const looks = rules.some(looksAtSubjects)
  return {
    rules,
    memory: new VerdictMemory(rules.some(({ when }) => when?.readsIdentity)),
    needsBody: operation.request === 'json' && (looks || rules.some(({ when }) => when?.readsBody)),
    needsObject: looks && isAboutExisting(operation),
  }
}

const looksAtSubjects = ({ names, images, labels }: Rule): boolean =>
  names !== undefined || images !== undefined || labels !== undefined

function judgeBy(
  rules: readonly Rule[],
  call: JudgedCall,
  note: (consideration: Consideration) => void = () => {},
): Verdict {
  const seen: Seen = { call, facts: new Facts(call), subjects: onDemand(() => subjectsOf(call)) }
  for (const rule of rules) {
    let mismatch: Mismatch | undefined
    try {
      mismatch = mismatchOf(rule, seen)
    } catch (error) {
      note({ rule: rule.name, outcome: 'undecidable' })
      return undecidable(rule, call, error as Error)
    }
    note({ rule: rule.name, outcome: mismatch ?? 'matched' })
    if (mismatch === undefined) return verdictOf(rule, call)
  }
  return {
    decision: 'deny',
    rule: undefined,
    message: `access denied: no rule of the policy allows ${call.operation.name}`,
  }
}

function verdictOf(rule: Rule, call: JudgedCall): Verdict {
  const { name, decision, message, record } = rule
  const recorded = record && { record }
  if (decision === 'allow') return { decision, rule: name, ...recorded }
  return {
    ...recorded,
    decision,
    rule: name,
    message: message ?? `access denied: ${call.operation.name} is refused by the rule ${name}`,
  }
}

const undecidable = (rule: Rule, call: JudgedCall, error: Error): Verdict => ({
  decision: 'deny',
  rule: rule.name,
  message: `access denied: the rule ${rule.name} cannot judge this ${call.operation.name}: ${error.message}`,
})

/** A call, and what rules want to know of it, worked out for the first one that asks. */
interface Seen {
  readonly call: JudgedCall
  readonly facts: Facts
  readonly subjects: () => readonly Subject[] | undefined
}

function onDemand<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

/** Cheap questions first. Throws when one has no answer. */
function mismatchOf(rule: Rule, { call, facts, subjects: find }: Seen): Mismatch | undefined {
  if (!rule.operations.has(call.operation.name)) return 'operations'
  if (rule.who !== undefined && !rule.who(call.identity)) return 'who'
  if (rule.versions !== undefined && !rule.versions(call.client)) return 'versions'
  if (looksAtSubjects(rule)) {
    const subjects = find()
    if (subjects === undefined) throw new Error('the object it names was not looked up')
    const { names, images, labels } = rule
    if (names !== undefined && !fits(subjects, ({ names: own }) => own?.some(names))) return 'names'
    if (images !== undefined && !fits(subjects, ({ images: own }) => own?.some(imageMatcher(images))))
      return 'images'
    if (labels !== undefined && !fits(subjects, ({ labels: own }) => own && labels(own))) return 'labels'
  }
  return rule.when !== undefined && !rule.when.holds(facts) ? 'when' : undefined
}

/** A call about several things has to fit with all of them, or with none: half a fit is for no rule to decide. */
function fits(subjects: readonly Subject[], test: (subject: Subject) => boolean | undefined): boolean {
  const answers = subjects.map(test).filter(answer => answer !== undefined)
  if (answers.length === 0 || !answers.includes(true)) return false
  if (answers.includes(false)) throw new Error('it is about several things, and fits only some of them')
  return true
}

const imageMatcher = (images: (image: string) => boolean) => (reference: string) => {
  // All images there are fit, so it need not be known which one this is.
  if (mayBeImageId(reference) && !images('')) {
    throw new Error(`${reference} may be the ID of any image; name the image with its tag`)
  }
  return imageSpellings(reference).some(images)
}

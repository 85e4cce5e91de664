/**
 * A plan is what one operation needs between one client version and one target version on one engine release: the
 * changes that apply, composed into one function for each part of the call. Compiled once, then cached; a plan in which
 * nothing applies has no functions, and the call it belongs to is never parsed.
 */
import semver from 'semver'
import type { Operation } from '../api/operation.ts'
import { type ApiVersion, compareApiVersions, isOlder, newerOf, olderOf } from '../api/version.ts'
import type { KeyedChange, OperationChange, StepContext } from './change.ts'
import type { JsonValue } from './json.ts'
import type { MessageStep } from './json-stream.ts'

type Step<Kind extends keyof OperationChange> = NonNullable<OperationChange[Kind]>

export interface Plan {
  /** Version to speak to the daemon; above the one asked for where a change or the operation itself demands it. */
  readonly target: ApiVersion
  /** Oldest first, the order in which requests pass them. */
  readonly changes: readonly KeyedChange[]
  readonly losses: readonly string[]
  readonly query?: Step<'query'>
  readonly requestHeaders?: Step<'requestHeaders'>
  readonly requestText?: Step<'requestText'>
  readonly request?: Step<'request'>
  readonly requestBytes?: Step<'requestBytes'>
  readonly status?: Step<'status'>
  readonly responseHeaders?: Step<'responseHeaders'>
  readonly response?: Step<'response'>
  readonly onlyWith?: Step<'onlyWith'>
  readonly message?: Step<'message'>
  readonly writeMessage?: Step<'writeMessage'>
  readonly frame?: Step<'frame'>
  readonly writeFrame?: Step<'writeFrame'>
  readonly error?: Step<'error'>
  readonly websocketOpcode?: Step<'websocketOpcode'>
  readonly emulate?: Step<'emulate'>
  readonly resolvesContainer?: Step<'resolvesContainer'>
  readonly outlivesClient?: Step<'outlivesClient'>
}

export interface PlanKey {
  readonly operation: Operation
  readonly client: ApiVersion
  readonly target: ApiVersion
  /** The daemon's newest version: a plan never raises its target above it. */
  readonly newest: ApiVersion
  /** The engine's release as it reports it: `28.5.2+dfsg4`. */
  readonly release: string
}

export interface Translator {
  readonly changes: readonly KeyedChange[]
  planFor(key: PlanKey): Plan
}

/** @param changes every change of the API, in any order; the ones of equal `since` keep theirs */
export function createTranslator(changes: readonly KeyedChange[]): Translator {
  const ordered = [...changes].sort((a, b) => compareApiVersions(a.since, b.since))
  const cache = new Map<string, Plan>()
  return {
    changes: ordered,
    planFor(key) {
      const cacheKey = `${key.operation.name} ${key.client} ${key.target} ${key.newest} ${key.release}`
      let plan = cache.get(cacheKey)
      if (plan === undefined) {
        plan = compile(ordered, key)
        cache.set(cacheKey, plan)
      }
      return plan
    },
  }
}

function compile(changes: readonly KeyedChange[], key: PlanKey): Plan {
  const target = olderOf(newerOf(key.target, key.operation.since), newerOf(key.newest, key.target))
  const applying = changes.filter(change => applies(change, key, target))
  const steps = applying.flatMap(change => stepsFor(change, key.operation.name))
  const demanded = steps.reduce(
    (least, step) => (step.atLeast ? newerOf(least, step.atLeast) : least),
    target,
  )
  const raised = olderOf(demanded, key.newest)
  if (isOlder(target, raised)) return compile(changes, { ...key, target: raised })
  return { target, changes: applying, losses: applying.flatMap(c => c.loss ?? []), ...compose(steps) }
}

function applies(change: KeyedChange, key: PlanKey, target: ApiVersion): boolean {
  if (!isOlder(key.client, change.since)) return false
  if (stepsFor(change, key.operation.name).length === 0) return false
  if (change.versioned && !isOlder(target, change.since)) return true
  return change.unversioned !== undefined && isEngineAtLeast(key.release, change.unversioned)
}

function stepsFor(change: KeyedChange, operation: string): OperationChange[] {
  const { [operation]: own, '*': every } = change.operations
  return [own, every].filter(step => step !== undefined)
}

/** Distributions append to the release (`20.10.24+dfsg1`, `28.5.2-rd1`); what cannot be read counts as the newest. */
function isEngineAtLeast(release: string, wanted: string): boolean {
  const engine = semver.coerce(release)
  const least = semver.coerce(wanted)
  return engine === null || least === null || semver.gte(engine, least)
}

function compose(steps: readonly OperationChange[]): Partial<Plan> {
  const plan: { -readonly [K in keyof Plan]?: Plan[K] } = {}
  const descending = steps.toReversed()
  const assign = <K extends keyof Plan & keyof OperationChange>(
    kind: K,
    composed: Plan[K] | undefined,
  ): void => {
    if (composed !== undefined) plan[kind] = composed
  }
  assign(
    'query',
    chain(steps, step => step.query),
  )
  assign(
    'requestHeaders',
    chain(steps, step => step.requestHeaders),
  )
  assign(
    'request',
    chain(steps, step => step.request),
  )
  assign('requestText', steps.find(step => step.requestText)?.requestText)
  assign('requestBytes', steps.find(step => step.requestBytes)?.requestBytes)
  assign(
    'status',
    chain(descending, step => step.status),
  )
  assign(
    'responseHeaders',
    chain(descending, step => step.responseHeaders),
  )
  assign(
    'response',
    chain(descending, step => step.response),
  )
  assign('onlyWith', textsOfAll(steps.filter(step => step.response)))
  assign('message', chainMessages(descending))
  assign('writeFrame', steps.find(step => step.writeFrame)?.writeFrame)
  assign('writeMessage', steps.find(step => step.writeMessage)?.writeMessage)
  assign(
    'frame',
    chain(descending, step => step.frame),
  )
  assign(
    'error',
    chain(descending, step => step.error),
  )
  assign('resolvesContainer', steps.find(step => step.resolvesContainer)?.resolvesContainer)
  assign('outlivesClient', steps.find(step => step.outlivesClient)?.outlivesClient)
  assign('emulate', steps.find(step => step.emulate)?.emulate)
  assign('websocketOpcode', steps.find(step => step.websocketOpcode)?.websocketOpcode)
  return plan
}

/** Undefined as soon as one of the steps may change any answer. */
function textsOfAll(steps: readonly OperationChange[]): readonly string[] | undefined {
  if (steps.length === 0 || steps.some(step => step.onlyWith === undefined)) return undefined
  return steps.flatMap(step => step.onlyWith ?? [])
}

type Chained<T> = (value: T, context: StepContext) => T

function chain<T>(
  steps: readonly OperationChange[],
  pick: (step: OperationChange) => Chained<T> | undefined,
): Chained<T> | undefined {
  const functions = steps.map(pick).filter(step => step !== undefined)
  if (functions.length <= 1) return functions[0]
  return (value, context) => functions.reduce((current, step) => step(current, context), value)
}

/** As `chain`, but each message that one step makes of a message passes the next by itself; one that it drops passes none. */
function chainMessages(steps: readonly OperationChange[]): Step<'message'> | undefined {
  const functions = steps.map(step => step.message).filter(step => step !== undefined)
  if (functions.length <= 1) return functions[0]
  return (message, context) =>
    functions.reduce<JsonValue | undefined>(
      (current, step) => eachMessage(current, one => step(one, context)),
      message,
    )
}

function eachMessage(messages: JsonValue | undefined, step: MessageStep): JsonValue | undefined {
  if (messages === undefined) return undefined
  if (!Array.isArray(messages)) return step(messages)
  const results = messages.flatMap(message => step(message) ?? [])
  return results.length > 0 ? results : undefined
}

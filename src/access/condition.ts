/**
 * Conditions of rules, in CEL (cel.dev), compiled once. What they see of a call is worked out when the first of them asks,
 * and once per call. Types are checked when a policy is loaded, so a misspelt `privileged.hostNetwrk` is found there.
 */

import { Environment } from '@marcbachmann/cel-js'
import { bodyView, type View } from './body-view.ts'
import type { Identity } from './identity.ts'
import type { JudgedCall } from './judged-call.ts'
import { Mount, mountsOf } from './mounts.ts'
import { Privileges } from './privileges.ts'

const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
  .registerType('Mount', {
    ctor: Mount,
    fields: { kind: 'string', source: 'string', target: 'string', readOnly: 'bool', driver: 'string' },
  })
  .registerType('Privileges', {
    ctor: Privileges,
    fields: {
      any: 'bool',
      privileged: 'bool',
      hostNetwork: 'bool',
      hostPid: 'bool',
      hostIpc: 'bool',
      hostUts: 'bool',
      hostUserns: 'bool',
      hostCgroupns: 'bool',
      joins: 'list<string>',
      capAdd: 'list<string>',
      devices: 'list<string>',
      securityOpt: 'list<string>',
      unmaskedPaths: 'bool',
      cgroupParent: 'string',
      sysctls: 'list<string>',
      runtime: 'string',
      hostPaths: 'list<string>',
      plugin: 'bool',
      unseen: 'bool',
    },
  })
  .registerVariable('operation', 'string')
  .registerVariable('client', 'string')
  .registerVariable('params', 'map<string, string>')
  .registerVariable('query', 'map<string, string>')
  .registerVariable('queryAll', 'map<string, list<string>>')
  .registerVariable('body', 'dyn')
  .registerVariable('identity', 'dyn')
  .registerVariable('mounts', 'list<Mount>')
  .registerVariable('privileged', 'Privileges')

/** The variables of a condition. */
export class Facts {
  readonly #call: JudgedCall
  #body: View | undefined
  #query: ReadonlyMap<string, string> | undefined
  #queryAll: ReadonlyMap<string, readonly string[]> | undefined
  #mounts: readonly Mount[] | undefined
  #privileged: Privileges | undefined
  #identity: View | undefined

  constructor(call: JudgedCall) {
    this.#call = call
  }

  get operation(): string {
    return this.#call.operation.name
  }

  get client(): string {
    return this.#call.client
  }

  get params(): ReadonlyMap<string, string> {
    return new Map(Object.entries(this.#call.params))
  }

  /** The first of several values counts, as for the daemon (Go's `url.Values.Get`). */
  get query(): ReadonlyMap<string, string> {
    this.#query ??= new Map(Array.from(this.#call.query).toReversed())
    return this.#query
  }

  get queryAll(): ReadonlyMap<string, readonly string[]> {
    const { query } = this.#call
    this.#queryAll ??= new Map(Array.from(query.keys(), key => [key, query.getAll(key)]))
    return this.#queryAll
  }

  get body(): View {
    this.#body ??= bodyView(this.#call.operation.name, this.#call.body)
    return this.#body
  }

  get mounts(): readonly Mount[] {
    this.#mounts ??= mountsOf(this.#call)
    return this.#mounts
  }

  get privileged(): Privileges {
    this.#privileged ??= new Privileges(this.#call)
    return this.#privileged
  }

  get identity(): View {
    this.#identity ??= identityView(this.#call.identity)
    return this.#identity
  }
}

/** What the client did not prove to be is absent: `has(identity.tls) && identity.tls.commonName == "ci"`. */
function identityView({ listener, address, tls, unix }: Identity): View {
  const view = new Map<string, View>([['listener', listener]])
  if (address !== undefined) view.set('address', address)
  if (tls !== undefined) view.set('tls', new Map<string, View>(Object.entries(tls)))
  if (unix !== undefined) {
    const { containerId, ...ids } = unix
    const members = Object.entries(ids).map(([key, id]): [string, View] => [key, BigInt(id)])
    view.set('unix', new Map([...members, ...(containerId ? [['containerId', containerId] as const] : [])]))
  }
  return view
}

export interface Condition {
  readonly text: string
  /** Looks at the body, or at what is derived from it. */
  readonly readsBody: boolean
  readonly readsIdentity: boolean
  /** Throws when the condition has no value for this call: an absent key, a wrong type. */
  holds(facts: Facts): boolean
}

/** Throws an Error with one line on what is wrong. */
export function compileCondition(text: string): Condition {
  let evaluate: ReturnType<typeof environment.parse>
  try {
    evaluate = environment.parse(text)
  } catch (error) {
    throw new Error(summary(error), { cause: error })
  }
  const { valid, type, error } = evaluate.check()
  if (!valid) throw new Error(summary(error), { cause: error })
  if (type !== 'bool' && type !== 'dyn') throw new Error(`its value is of type ${type}, not bool`)
  return {
    text,
    readsBody: /\b(body|mounts|privileged)\b/.test(text),
    readsIdentity: /\bidentity\b/.test(text),
    holds(facts) {
      let value: unknown
      try {
        value = evaluate(facts)
      } catch (error) {
        throw new Error(summary(error), { cause: error })
      }
      if (typeof value !== 'boolean') throw new Error('its value is neither true nor false')
      return value
    },
  }
}

/** The library's message shows the source in further lines. */
const summary = (error: unknown): string => (error as Error).message.split('\n')[0]!

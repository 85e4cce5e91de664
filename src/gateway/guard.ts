/**
 * Puts a call before the policy: after translation and before anything is sent, with the objects it names looked up at the
 * daemon. What was judged is what is sent.
 */

import type { Logger } from 'pino'
import { beyondSight } from '../access/beyond-sight.ts'
import {
  filterEvent,
  filterList,
  filtersAnswer,
  hiddenObject,
  noSuchObject,
} from '../access/hidden-objects.ts'
import { serviceNetworks } from '../access/host-configs.ts'
import type { Identity } from '../access/identity.ts'
import type { Policy } from '../access/judge.ts'
import type { JudgedCall, JudgedObject, ObjectReference } from '../access/judged-call.ts'
import { UnreadableError } from '../access/reading.ts'
import { reservedName } from '../access/reserved-names.ts'
import { existingObject, judgedObject } from '../access/subjects.ts'
import type { Verdict } from '../access/verdict.ts'
import { redact } from '../access/visibility.ts'
import type { Call } from '../api/call.ts'
import type { Operation } from '../api/operation.ts'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'
import { AccessDeniedError } from './access-denied.ts'
import type { PlannedCall } from './planned-call.ts'

/** Where the daemon tells of an object, by its kind. */
const INSPECT: Readonly<Record<ObjectReference['kind'], (reference: string) => string>> = {
  container: reference => `/containers/${reference}/json`,
  image: reference => `/images/${reference}/json`,
  network: reference => `/networks/${reference}`,
  volume: reference => `/volumes/${reference}`,
  exec: reference => `/exec/${reference}/json`,
  service: reference => `/services/${reference}`,
  node: reference => `/nodes/${reference}`,
  task: reference => `/tasks/${reference}`,
  secret: reference => `/secrets/${reference}`,
  config: reference => `/configs/${reference}`,
  plugin: reference => `/plugins/${reference}/json`,
}

export class Guard {
  readonly #daemon: Daemon
  readonly #currentPolicy: () => Policy | undefined
  readonly #log: Pick<Logger, 'warn'>

  /** @param currentPolicy asked for each call: a policy may be replaced while Longshore runs */
  constructor(daemon: Daemon, currentPolicy: () => Policy | undefined, log: Pick<Logger, 'warn'>) {
    this.#daemon = daemon
    this.#log = log
    this.#currentPolicy = currentPolicy
  }

  /** True when calls are judged, and so every JSON body has to be read and sent in canonical form. */
  get isOn(): boolean {
    return this.#currentPolicy() !== undefined
  }

  /**
   * @param query as it will be sent
   * @param body as it will be sent
   * Gives the verdict on a call that may go on. Throws `AccessDeniedError`.
   */
  async judge(
    { call, plan, askedFor }: PlannedCall,
    identity: Identity,
    query: URLSearchParams,
    body: JsonValue | undefined,
  ): Promise<Verdict | undefined> {
    const policy = this.#currentPolicy()
    if (policy === undefined) return undefined
    const client = new DaemonClient(this.#daemon, plan.target)
    const bare = judgedCall(call, identity, query, body)
    const reference = existingObject(call.operation, call.params, query)
    const needsObject = policy.needsObject(call.operation) && reference !== undefined
    const networks = serviceNetworks(bare)
    const judged: JudgedCall = {
      ...bare,
      ...(needsObject && { object: await lookUp(client, reference) }),
      ...(networks.length > 0 && { networkNames: await networkNames(client, networks) }),
    }
    const verdict = policy.judge(judged)
    if (verdict.decision === 'deny') throw new AccessDeniedError(verdict)
    const reason = beyondSight(judged, policy) ?? reservedName(judged)
    if (reason !== undefined) throw new AccessDeniedError({ rule: verdict.rule, message: reason })
    if (verdict.decision === 'warn') this.#warn(judged, verdict)
    await refuseHidden(policy, judged, client, verdict.rule, askedFor)
    return verdict
  }

  /** An answer of the daemon without what this client may not see. */
  visible(operation: string, answer: JsonValue, identity: Identity): JsonValue {
    const hides = this.#currentPolicy()?.hides(identity)
    return hides === undefined ? answer : filterList(operation, answer, hides)
  }

  /** What would have been denied is for the operator to read, where no audit log is kept, too. */
  #warn({ operation, identity }: JudgedCall, { rule, message }: Verdict): void {
    this.#log.warn({ operation: operation.name, rule, ...identity }, `allowed with a warning: ${message}`)
  }

  /** The plan with what this client may not see taken out of the daemon's answers, before they are translated. */
  filtered(plan: Plan, { name, response }: Operation, identity: Identity): Plan {
    const policy = this.#currentPolicy()
    const hides = policy?.hides(identity)
    const redacts = policy?.redacts(identity)
    const isFiltered = hides !== undefined && filtersAnswer(name)
    if (!isFiltered && redacts === undefined) return plan
    const redacted = (value: JsonValue) => (redacts === undefined ? value : redact(value, redacts))
    // A stream has the type of JSON, and no end to wait for.
    if (response === 'json-stream') {
      return {
        ...plan,
        message: (message, context) => {
          const visible = isFiltered ? filterEvent(message, hides) : message
          if (visible === undefined) return undefined
          return plan.message === undefined ? redacted(visible) : plan.message(redacted(visible), context)
        },
      }
    }
    const { onlyWith: _, ...always } = plan
    return {
      ...always,
      response: (value, context) => {
        const visible = redacted(isFiltered ? filterList(name, value, hides) : value)
        return plan.response === undefined ? visible : plan.response(visible, context)
      },
    }
  }
}

function judgedCall(
  { operation, client, params }: Call,
  identity: Identity,
  query: URLSearchParams,
  body: JsonValue | undefined,
): JudgedCall {
  return { operation, client, params, query, body, identity }
}

async function refuseHidden(
  policy: Policy,
  call: JudgedCall,
  client: DaemonClient,
  rule: string | undefined,
  askedFor: string | undefined,
): Promise<void> {
  const hides = policy.hides(call.identity)
  if (hides === undefined) return
  const hidden = await hiddenObject(call, hides, one => inspect(client, one)).catch(unreadable)
  if (hidden === undefined) return
  // The id that a container has now would tell that it is there.
  const isOwn = hidden.reference === call.params.name
  const shown = isOwn && askedFor !== undefined ? { ...hidden, reference: askedFor } : hidden
  throw new AccessDeniedError({ rule, message: noSuchObject(shown) }, 404)
}

/** What cannot be read cannot be shown to be harmless. */
function unreadable(error: Error): never {
  throw error instanceof UnreadableError
    ? new AccessDeniedError({ message: `access denied: ${error.message}` })
    : error
}

async function lookUp(client: DaemonClient, reference: ObjectReference): Promise<JudgedObject | null> {
  const found = await inspect(client, reference)
  const kind = reference.kind === 'exec' ? 'container' : reference.kind
  return found === undefined ? null : judgedObject(kind, found)
}

/** What the daemon tells of an object, undefined where it has none. An exec is looked up as the container it runs in. */
async function inspect(
  client: DaemonClient,
  { kind, reference }: ObjectReference,
): Promise<JsonValue | undefined> {
  const path = INSPECT[kind](encodeURIComponent(reference))
  const { status, body, message } = await client.call({ method: 'GET', path })
  if (status === 404) return undefined
  if (status !== 200) {
    throw new AccessDeniedError({
      message: `access denied: the ${kind} ${reference} could not be looked up: ${message}`,
    })
  }
  if (kind !== 'exec') return body
  const id = isJsonObject(body) ? body.ContainerID : undefined
  return typeof id === 'string' ? inspect(client, { kind: 'container', reference: id }) : undefined
}

async function networkNames(
  client: DaemonClient,
  targets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = targets.map(async (target): Promise<[string, string]> => {
    const found = await lookUp(client, { kind: 'network', reference: target })
    return [target, found?.names[0] ?? '']
  })
  return new Map(await Promise.all(names))
}

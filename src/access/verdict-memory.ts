/**
 * Verdicts on calls that come again and again: clients poll lists. What a policy says of a call that has no body and names no
 * object depends on its operation, its version, its query and who calls, and on nothing else.
 */
import type { Identity } from './identity.ts'
import type { JudgedCall } from './judged-call.ts'
import type { Verdict } from './verdict.ts'

/** Kept for one operation; what clients poll are a few queries. When there are more, all are forgotten. */
const MOST_VERDICTS = 256
/** A client could fill the memory with longer ones (characters). */
const LONGEST_KEY = 1024

export class VerdictMemory {
  readonly #verdicts = new Map<string, Verdict>()
  readonly #looksAtPid: boolean

  /** @param looksAtPid some rule may tell the processes of one client apart */
  constructor(looksAtPid: boolean) {
    this.#looksAtPid = looksAtPid
  }

  /** The verdict on the call, from `judge` where it was not asked before. */
  recall(call: JudgedCall, judge: () => Verdict): Verdict {
    const key = this.#keyOf(call)
    if (key === undefined) return judge()
    const known = this.#verdicts.get(key)
    if (known !== undefined) return known
    const verdict = judge()
    if (this.#verdicts.size >= MOST_VERDICTS) this.#verdicts.clear()
    this.#verdicts.set(key, verdict)
    return verdict
  }

  #keyOf({ client, params, query, body, identity, object, networkNames }: JudgedCall): string | undefined {
    if (body !== undefined || object !== undefined || networkNames !== undefined) return undefined
    for (const _ in params) return undefined
    const key = JSON.stringify([client, query.toString(), this.#whoOf(identity)])
    return key.length > LONGEST_KEY ? undefined : key
  }

  #whoOf(identity: Identity): Identity {
    if (this.#looksAtPid || identity.unix === undefined) return identity
    return { ...identity, unix: { ...identity.unix, pid: 0 } }
  }
}

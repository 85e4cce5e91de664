/**
 * Calls that go on when their client has left. Daemons noticed that nobody waits for a build from API 1.18 on, and for a pull
 * or a push from 1.22 on (moby `api/server/server.go` at v1.6.2, postBuild; `distribution/pull_v2.go` at v1.10.3): with
 * older clients Longshore hears the daemon out in their place.
 */
import type { ServerResponse } from 'node:http'
import type { Outcome } from '../audit/audited-call.ts'
import type { Exchange } from './exchange.ts'

/** Of all clients together. A client that leaves when there are so many takes its call with it. */
const MOST_AT_A_TIME = 64

/** Far longer than images take to be built and moved; what goes on for so long would for ever (milliseconds). */
const LONGEST_MS = 6 * 60 * 60 * 1000

export class Outliving {
  readonly #cancels = new Set<() => void>()

  /** How many there are now. */
  get count(): number {
    return this.#cancels.size
  }

  /** To be asked when the client has left. False: the call ends with it. @param cancel breaks the call to the daemon off */
  takes(exchange: Exchange, cancel: () => void): boolean {
    if (!exchange.planned!.plan.outlivesClient || this.#cancels.size >= MOST_AT_A_TIME) return false
    const timer = setTimeout(cancel, LONGEST_MS)
    this.#cancels.add(cancel)
    exchange.whenOver = () => {
      clearTimeout(timer)
      this.#cancels.delete(cancel)
    }
    return true
  }

  cancelAll(): void {
    for (const cancel of this.#cancels) cancel()
  }
}

/** Of a call whose answer was read to its end. */
export function endOf({ planned }: Exchange, { writableFinished }: ServerResponse): Outcome {
  if (writableFinished) return 'complete'
  return planned!.plan.outlivesClient ? 'outlived-client' : 'client-left'
}

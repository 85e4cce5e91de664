/** Waiting for what another process does in its own time, instead of guessing how long it takes. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Only what never comes takes this long: two slow cores may have other daemons to run (milliseconds). */
const DEADLINE_MS = 60_000
const POLL_INTERVAL_MS = 20

/** Resolves once `isSo` does with true; rejects when that takes too long. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not so after ${DEADLINE_MS} ms: ${isSo}`)
    await sleep(POLL_INTERVAL_MS)
  }
}

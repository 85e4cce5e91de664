/** Back pressure by hand: who may write on, or need not wait for it any more. */
import type { Writable } from 'node:stream'

/** Calls `done` once, when there is room again or nothing can be written any more. */
export function onceDrained(to: Writable, done: () => void): void {
  const settle = () => {
    to.off('drain', settle)
    to.off('close', settle)
    done()
  }
  to.on('drain', settle)
  to.on('close', settle)
}

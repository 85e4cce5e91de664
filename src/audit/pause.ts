/** Waiting without letting anything else run: for a reader of the audit log that is slow for a moment. */
const cell = new Int32Array(new SharedArrayBuffer(4))

/** How long a slow reader is waited for before a record counts as not written (milliseconds). */
const PATIENCE_MS = 1000
const STEP_MS = 2

/** Tries until `attempt` no longer says that the other side is busy. Gives false when that lasted too long. */
export function patiently(attempt: () => 'done' | 'busy'): boolean {
  const deadline = Date.now() + PATIENCE_MS
  while (attempt() === 'busy') {
    if (Date.now() > deadline) return false
    Atomics.wait(cell, 0, 0, STEP_MS)
  }
  return true
}

/**
 * Attach answered 200 before it was tried, and told in its stream what went wrong (moby `api.go` at v0.3.3 and v0.7.6,
 * postContainersAttach). Parameters were read before that.
 */
import type { ErrorAnswer } from '../../src/translate/change.ts'

const BAD_PARAMETER = 400

/** @param besides statuses that were answered as such */
export const toldInStream =
  (...besides: readonly number[]) =>
  (error: ErrorAnswer): ErrorAnswer =>
    error.status <= BAD_PARAMETER || besides.includes(error.status)
      ? error
      : { status: 200, message: `Error: ${error.message}\n` }

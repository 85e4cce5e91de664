/** A call that cannot be written down, where calls may not go on without (`--audit-failure refuse`). */
import { systemReason } from '../listen/errors.ts'

export class AuditError extends Error {
  override readonly name = 'AuditError'
  readonly code = 'unrecorded'
  /** 503 for a call that the daemon never saw, 500 for one that it carried out. */
  readonly httpStatus: 503 | 500

  constructor(what: string, httpStatus: 503 | 500, cause: unknown) {
    super(`${what}: ${systemReason(cause)}`, { cause })
    this.httpStatus = httpStatus
  }
}

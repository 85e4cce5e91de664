/**
 * Cells that cannot be equal because the difference cannot be known from outside the daemon. They are counted apart.
 */
import { type ApiVersion, compareApiVersions } from '../../src/api/version.ts'

export interface Exception {
  readonly operation: string
  /** Default: every scenario of the operation. */
  readonly scenario?: string
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  readonly reason: string
}

export const EXCEPTIONS: readonly Exception[] = []

export function isExcepted(operation: string, scenario: string, version: ApiVersion): boolean {
  return EXCEPTIONS.some(
    exception =>
      exception.operation === operation &&
      (exception.scenario === undefined || exception.scenario === scenario) &&
      compareApiVersions(version, exception.since ?? '0.0') >= 0 &&
      compareApiVersions(version, exception.until ?? '99.0') <= 0,
  )
}

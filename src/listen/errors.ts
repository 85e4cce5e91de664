/** What can go wrong between a good configuration and a bound socket, each with a sentence that names the remedy. */
import { getSystemErrorMap } from 'node:util'

export type ListenErrorCode =
  | 'address-in-use'
  | 'cannot-listen'
  | 'insecure-tcp'
  | 'no-directory'
  | 'no-inherited-socket'
  | 'not-a-socket'
  | 'path-too-long'
  | 'permission-denied'

export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code: ListenErrorCode

  constructor(code: ListenErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** The system's code for an error, `ENOENT`, where it has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}

/** The system's words for an error: `permission denied`. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { errno } = error as NodeJS.ErrnoException
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? error.message
}

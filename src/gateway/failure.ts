/** What an error behind the gateway means for the client that called, and for the record of its call. */
import { AuditError } from '../audit/audit-error.ts'
import type { Outcome } from '../audit/audited-call.ts'
import { DaemonUnavailableError } from '../daemon/daemon-unavailable.ts'
import { EmulatedAnswer } from '../emulate/emulation.ts'
import { UntranslatableError } from '../translate/untranslatable.ts'
import { AccessDeniedError } from './access-denied.ts'
import { TooLargeError } from './collect.ts'
import { dialectOf } from './dialect.ts'
import { type PlannedCall, stepContext } from './planned-call.ts'
import type { Refusal } from './refusal.ts'

type ForeseenError = UntranslatableError | TooLargeError | AuditError | EmulatedAnswer | AccessDeniedError

/** True for what Longshore refuses on purpose; anything else is worth a line in the log. */
export const isForeseen = (error: Error): error is ForeseenError =>
  error instanceof UntranslatableError ||
  error instanceof TooLargeError ||
  error instanceof AuditError ||
  error instanceof EmulatedAnswer ||
  error instanceof AccessDeniedError

/** What the client hears. */
export function refusalOf(error: Error, planned: PlannedCall): Refusal {
  const dialect = dialectOf(planned.call.client)
  if (error instanceof DaemonUnavailableError)
    return { status: error.httpStatus, message: error.message, dialect }
  // What the daemon would have refused carries the fields that clients take its version and OS from.
  return { ...spoken(error, planned), dialect, inDaemonsName: 'handler' }
}

/** What the audit record says. */
export function outcomeOf(error: Error): Outcome {
  if (error instanceof DaemonUnavailableError) return 'upstream-failed'
  const isUnsent = error instanceof AuditError && error.httpStatus === 503
  return isUnsent || error instanceof AccessDeniedError ? 'refused' : 'failed'
}

function spoken(error: Error, planned: PlannedCall): Pick<Refusal, 'status' | 'message'> {
  if (error instanceof UntranslatableError || error instanceof EmulatedAnswer)
    return asDaemonsOf(planned, error)
  if (isForeseen(error)) return { status: error.httpStatus, message: error.message }
  const { operation, client } = planned.call
  const what = `the daemon's answer to ${operation.name} for API version ${client}`
  return { status: 502, message: `Longshore could not translate ${what}: ${error.message}` }
}

/** What is refused in the daemon's place is refused in the words and with the status of one of the client's time. */
function asDaemonsOf(
  planned: PlannedCall,
  { httpStatus: status, message }: UntranslatableError | EmulatedAnswer,
): Pick<Refusal, 'status' | 'message'> {
  const error = status < 400 ? undefined : planned.plan.error?.({ status, message }, stepContext(planned))
  return error !== undefined && error.status >= 400 ? error : { status, message }
}

/** What is known of a call when it is written down. */
import type { Identity } from '../access/identity.ts'
import type { Verdict } from '../access/verdict.ts'
import type { Call } from '../api/call.ts'
import type { JsonValue } from '../translate/json.ts'

/**
 * - `complete`: the whole answer went out
 * - `refused`: Longshore answered; the daemon never saw the call
 * - `client-left`: the client closed before the answer was out
 * - `outlived-client`: so it did, and the call went on to its end
 * - `upstream-failed`: the daemon could not be reached or broke off
 * - `failed`: Longshore could not translate what came, or could not record it
 */
export type Outcome =
  | 'complete'
  | 'refused'
  | 'client-left'
  | 'outlived-client'
  | 'upstream-failed'
  | 'failed'

/** A request that the daemon was sent. */
export interface SentRequest {
  readonly method: string
  /** Path and query, with the version in front. */
  readonly target: string
}

export interface AuditedCall {
  /** A UUID. */
  readonly id: string
  readonly identity: Identity
  readonly head: { readonly method: string; readonly target: string; readonly userAgent: string | undefined }
  readonly planned:
    | {
        readonly call: Call
        readonly plan: {
          readonly target: string
          readonly changes: readonly { readonly id: string }[]
          readonly losses: readonly string[]
        }
        readonly warnings: readonly string[]
      }
    | undefined
  readonly verdict: Verdict | undefined
  readonly sent: readonly SentRequest[]
  /** The JSON body as it is sent, whole. */
  readonly body: JsonValue | undefined
  /** The file that a session is recorded in. */
  readonly recording: string | undefined
  /** Absent while the call has not ended. */
  readonly end?: CallEnd
}

export type EndedCall = AuditedCall & { readonly end: CallEnd }

export interface CallEnd {
  readonly outcome: Outcome
  readonly status: number | undefined
  readonly bytesUp: number
  readonly bytesDown: number
  readonly durationNs: bigint
  /** What a wait or an exec's inspect said. */
  readonly exitCode: number | undefined
  readonly error: Error | undefined
}

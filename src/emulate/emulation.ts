/**
 * What no single call of the current API does. An emulation makes a few calls of it and gives the answer of the last one,
 * which then passes the plan's response steps like any other.
 */
import type { IncomingMessage } from 'node:http'
import type { Call } from '../api/call.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import type { JsonValue } from '../translate/json.ts'
import type { Plan } from '../translate/plan.ts'

export interface EmulatedCall {
  readonly call: Call
  /** The client's JSON body, keys in canonical spelling, after the plan's request step; undefined when there was none. */
  readonly body: JsonValue | undefined
  /** Speaks the plan's target version. */
  readonly daemon: DaemonClient
  /** The plan of another operation between the same two versions, whose request steps upgrade what this one carries. */
  planOf(operation: string): Plan
}

/** Throws `EmulatedAnswer` for an answer of its own, and `DaemonUnavailableError`. */
export type Emulation = (call: EmulatedCall) => Promise<IncomingMessage>

/** An answer that the daemon did not give: an error the old daemon would have, or a status without a body. */
export class EmulatedAnswer extends Error {
  readonly code = 'emulated'
  readonly httpStatus: number

  /** @param message empty for an answer without a body */
  constructor(httpStatus: number, message = '') {
    super(message)
    this.name = 'EmulatedAnswer'
    this.httpStatus = httpStatus
  }
}

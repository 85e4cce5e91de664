/**
 * The audit log: one JSON line for each call, with what the client said and what the daemon was told. What could carry a
 * credential stays out: header fields and bodies never enter a record, and a query loses the user part of URLs (`remote`
 * of a build may be `https://user:token@host`) and the values of build arguments.
 */
import { randomUUID } from 'node:crypto'
import pino, { type DestinationStream } from 'pino'
import type { Identity } from '../access/identity.ts'
import type { Verdict } from '../access/judge.ts'
import type { Call } from '../api/call.ts'

/** Version of the record's form; it grows when a member changes its meaning or goes. */
export const AUDIT_SCHEMA = 1

/**
 * - `complete`: the whole answer went out
 * - `refused`: Longshore answered; the daemon never saw the call
 * - `client-left`: the client closed before the answer was out
 * - `upstream-failed`: the daemon could not be reached or broke off
 * - `failed`: Longshore could not translate what came
 */
export type Outcome = 'complete' | 'refused' | 'client-left' | 'upstream-failed' | 'failed'

export interface AuditedCall {
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
  readonly status: number | undefined
  readonly bytesUp: number
  readonly bytesDown: number
  readonly durationNs: bigint
  readonly outcome: Outcome
  readonly error: Error | undefined
}

export interface AuditLog {
  write(call: AuditedCall): void
  /** Everything written is on its medium when this returns. */
  close(): void
}

export const noAuditLog: AuditLog = { write() {}, close() {} }

/** @param destination a file's path, or `-` for standard output */
export function openAuditLog(destination: string): AuditLog {
  const sink = pino.destination({
    dest: destination === '-' ? 1 : destination,
    sync: true,
    append: true,
    mkdir: false,
  })
  return { ...auditLogTo(sink), close: () => sink.flushSync() }
}

export function auditLogTo(sink: DestinationStream): AuditLog {
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: () => ({ schema: AUDIT_SCHEMA }) },
    },
    sink,
  )
  return { write: call => logger.info(record(call)), close() {} }
}

function record({ head, planned, ...call }: AuditedCall): Record<string, unknown> {
  return {
    id: randomUUID(),
    listener: call.identity.listener,
    client: call.identity.address,
    certificate: call.identity.tls?.commonName,
    userAgent: head.userAgent,
    method: head.method,
    path: withoutCredentials(head.target),
    operation: planned?.call.operation.name,
    clientVersion: planned?.call.client,
    versioned: planned?.call.versioned,
    upstreamVersion: planned?.plan.target,
    changes: planned?.plan.changes.map(change => change.id),
    losses: planned && [...planned.plan.losses, ...planned.warnings],
    decision: call.verdict?.decision,
    rule: call.verdict?.rule,
    status: call.status,
    bytesUp: call.bytesUp,
    bytesDown: call.bytesDown,
    durationMs: Number(call.durationNs / 1000n) / 1000,
    outcome: call.outcome,
    error: call.error?.message,
  }
}

/** Matches the user part of a URL in a query, whether its `://` and `@` are escaped or not. */
const USER_INFO = /((?::|%3a)(?:\/|%2f){2})[^/@&\s]*?(@|%40)/gi
const BUILD_ARGUMENTS = /([?&]buildargs=)[^&]*/gi

const withoutCredentials = (target: string): string =>
  target.replace(USER_INFO, '$1[redacted]$2').replace(BUILD_ARGUMENTS, '$1[redacted]')

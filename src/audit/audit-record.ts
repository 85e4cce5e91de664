/**
 * A call as one line of the audit log, in the form of docs/audit-record.schema.json. Header fields never enter it, and of
 * bodies only what `recordedFields` names.
 */

import type { AuditedCall } from './audited-call.ts'
import { bodySummary } from './body-summary.ts'
import { redactTarget, redactText } from './redact.ts'

/** Version of the record's form; it grows when a member changes its meaning or goes. */
export const AUDIT_SCHEMA = 2

/** @param lost how many records before this one could not be written */
export function auditRecord(call: AuditedCall, lost: number): Record<string, unknown> {
  const { head, planned, identity, end } = call
  return {
    id: call.id,
    stage: end === undefined ? 'begun' : 'ended',
    listener: identity.listener,
    client: identity.address,
    certificate: identity.tls?.commonName,
    uid: identity.unix?.uid,
    gid: identity.unix?.gid,
    pid: identity.unix?.pid,
    container: identity.unix?.containerId,
    userAgent: head.userAgent,
    method: head.method,
    path: redactTarget(head.target),
    operation: planned?.call.operation.name,
    clientVersion: planned?.call.client,
    versioned: planned?.call.versioned,
    upstreamVersion: planned?.plan.target,
    sent: call.sent.length === 0 ? undefined : call.sent.map(asSent),
    body: planned && bodySummary(planned.call.operation.name, call.body),
    recording: call.recording,
    changes: planned?.plan.changes.map(change => change.id),
    losses: planned && [...planned.plan.losses, ...planned.warnings],
    decision: call.verdict?.decision,
    rule: call.verdict?.rule,
    ...(end && {
      status: end.status,
      exitCode: end.exitCode,
      bytesUp: end.bytesUp,
      bytesDown: end.bytesDown,
      durationMs: Number(end.durationNs / 1000n) / 1000,
      outcome: end.outcome,
      error: end.error && redactText(end.error.message),
    }),
    lost: lost === 0 ? undefined : lost,
  }
}

const asSent = ({ method, target }: AuditedCall['sent'][number]) => ({ method, path: redactTarget(target) })

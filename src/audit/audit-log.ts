/**
 * The audit log: one JSON line when a call has ended, and one before that for a call that changes something, written
 * before the daemon sees it. What happens when a line cannot be written is for the caller to decide, by what it calls.
 */
import pino from 'pino'
import { AUDIT_SCHEMA, auditRecord } from './audit-record.ts'
import type { AuditedCall } from './audited-call.ts'
import { openSink } from './open-sink.ts'
import { recordedFields } from './recorded-fields.ts'
import type { Sink } from './sink.ts'

/**
 * - `refuse`: a call that cannot be recorded is not sent, and a change that cannot be recorded is not told as a success
 * - `continue`: calls go on; records are lost
 */
export type AuditFailure = 'refuse' | 'continue'

export interface AuditLog {
  /** False where nothing is recorded, so that nothing has to wait for it. */
  readonly isOn: boolean
  /** True from a record that could not be written until one can be again. */
  readonly isFailing: boolean
  /** How many records could not be written since the start. */
  readonly lost: number
  /** Whether the body of such a call is to be read for its record. */
  recordsBodyOf(operation: string): boolean
  /** Throws the system's error when the record cannot be written and calls may not go on without. */
  require(call: AuditedCall): void
  /** Never throws: a record that cannot be written is lost, and counted. */
  write(call: AuditedCall): void
  /** Opens the file anew, as after logrotate has moved it. Throws; the old one stays in use then. */
  reopen(): void
  close(): void
}

export const noAuditLog: AuditLog = {
  isOn: false,
  isFailing: false,
  lost: 0,
  recordsBodyOf: () => false,
  require() {},
  write() {},
  reopen() {},
  close() {},
}

/** What the operational log is told. */
export interface FailureLog {
  error(text: string): void
  warn(text: string): void
}

/** @param destination as `openSink` takes it. Throws what opening throws. */
export const openAuditLog = (destination: string, onFailure: AuditFailure, log: FailureLog): AuditLog =>
  auditLogTo(openSink(destination), onFailure, log)

/** Control characters beyond those that JSON escapes itself, and the separators some readers break lines at. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]/g
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

export function auditLogTo(sink: Sink, onFailure: AuditFailure, log: FailureLog): AuditLog {
  let isFailing = false
  let lost = 0
  let lostSinceLast = 0
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: () => ({ schema: AUDIT_SCHEMA }) },
    },
    { write: line => sink.write(line.replace(UNSAFE, escaped)) },
  )
  const put = (call: AuditedCall) => {
    try {
      logger.info(auditRecord(call, lostSinceLast))
    } catch (error) {
      if (!isFailing) log.error(`the audit log cannot be written: ${(error as Error).message}`)
      isFailing = true
      throw error
    }
    if (isFailing) log.warn(`the audit log is written again; ${lostSinceLast} records were lost`)
    isFailing = false
    lostSinceLast = 0
  }
  const write = (call: AuditedCall) => {
    try {
      put(call)
    } catch {
      lost++
      lostSinceLast++
    }
  }
  return {
    isOn: true,
    get isFailing() {
      return isFailing
    },
    get lost() {
      return lost
    },
    recordsBodyOf: operation => Object.hasOwn(recordedFields, operation),
    require: onFailure === 'refuse' ? put : write,
    write,
    reopen: () => sink.reopen(),
    close: () => sink.close(),
  }
}

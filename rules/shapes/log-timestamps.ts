/**
 * Timestamps of logs: RFC 3339 since API 1.14, `[Jan _2 15:04:05.000]` before, both UTC
 * (moby `pkg/jsonlog/jsonlog.go` at v1.1.2, WriteLog, with Go's time.StampMilli).
 */
import type { StdcopyFrame } from '../../src/translate/change.ts'

const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d) /
/** Length of the longest stamp in bytes. */
const STAMP_BYTES = 36
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Every record is a frame of its own, which begins with its time. */
export function withBracketedStamp(frame: StdcopyFrame): StdcopyFrame {
  const match = STAMP.exec(frame.payload.toString('latin1', 0, STAMP_BYTES))
  if (match === null) return frame
  const [stamp, , month, day, time, fraction = ''] = match
  const name = MONTHS[Number(month) - 1]
  if (name === undefined) return frame
  const text = `[${name} ${String(Number(day)).padStart(2)} ${time}.${fraction.slice(0, 3).padEnd(3, '0')}] `
  return { ...frame, payload: Buffer.concat([Buffer.from(text), frame.payload.subarray(stamp.length)]) }
}

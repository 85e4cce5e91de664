/** What the audit log adds to a list of containers. */
import { type Latency, measureAdded } from './latency.ts'

/** `direct` is Longshore without an audit log, `through` the one with it. */
export const measureAudit = (daemon: string, path: string, calls: number): Promise<Latency> =>
  measureAdded(daemon, { audits: false }, {}, path, calls)

/** What the audit log adds to a list of containers: Longshore with it and without it, asked in turn. */
import { type Latency, measureLatency } from './latency.ts'
import { startLongshore } from './longshore.ts'

/** `direct` is Longshore without an audit log, `through` the one with it. */
export async function measureAudit(daemon: string, path: string, calls: number): Promise<Latency> {
  const silent = await startLongshore(daemon, [], { audits: false })
  try {
    const writing = await startLongshore(daemon)
    try {
      return await measureLatency(silent.socket, writing, path, calls)
    } finally {
      await writing.stop()
    }
  } finally {
    await silent.stop()
  }
}

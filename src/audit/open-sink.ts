/** Where lines of the audit log go. */
import { DatagramSink } from './datagram-sink.ts'
import { FileSink } from './file-sink.ts'
import type { Sink } from './sink.ts'

/** @param destination a file, `-` for standard output, `syslog:` or `journald:`, both with a socket's path behind if it is another. Throws. */
export function openSink(destination: string): Sink {
  const [, scheme, path] = /^(syslog|journald):(.*)$/.exec(destination) ?? []
  if (scheme === 'syslog') return new DatagramSink(path || '/dev/log', syslogMessage)
  if (scheme === 'journald') return new DatagramSink(path || '/run/systemd/journal/socket', journalEntry)
  return new FileSink(destination)
}

const TAG = 'longshore'
/** Facility authpriv (10), severity info (6): logs of who did what, which distributions let only root and adm read. */
const PRIORITY = 10 * 8 + 6
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** As syslog(3) writes to the local daemon: RFC 3164 section 4.1 without the host's name, in local time. */
function syslogMessage(line: string, now = new Date()): string {
  const day = `${MONTHS[now.getMonth()]} ${String(now.getDate()).padStart(2)}`
  return `<${PRIORITY}>${day} ${now.toTimeString().slice(0, 8)} ${TAG}[${process.pid}]: ${line.trimEnd()}`
}

/** The journal's native protocol: fields of one entry, a line each. A record holds no newline, so none has to be counted out. */
const journalEntry = (line: string): string =>
  `MESSAGE=${line.trimEnd()}\nPRIORITY=6\nSYSLOG_FACILITY=10\nSYSLOG_IDENTIFIER=${TAG}\n`

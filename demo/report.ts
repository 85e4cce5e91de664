/** Calls in three columns: what the client said, what the daemon was told, what came back. */
import { differences, tell } from './difference.ts'
import type { AuditRecord } from './longshore.ts'
import type { Overheard } from './wiretap.ts'

/** Widths in characters: two of these columns and a status fit into 120. */
const COLUMN = 52
const WIDTH = 118
/** Lines of differences shown for a body, and of what a client printed. */
const DIFFERENCE_LINES = 5
const PRINTED_LINES = 4

/**
 * @param said by the client to Longshore
 * @param told by Longshore to the daemon
 * @param records of the audit log, in the order the calls ended
 */
export function reportCalls(
  said: readonly Overheard[],
  told: readonly Overheard[],
  records: readonly AuditRecord[],
): string[] {
  const [left, written] = [[...told], [...records]]
  const pairs = said.map(call => ({
    call,
    upstream: take(left, other => other.method === call.method && route(other) === route(call)),
    record: take(written, other => other.method === call.method && other.path === call.target),
  }))
  return [
    columns('client said', 'daemon was told', 'came back'),
    ...pairs.flatMap(({ call, upstream, record }) => {
      // Every CLI begins with a ping, always the same.
      if (route(call) === '/_ping') return []
      // What has no counterpart is made of other calls.
      return upstream === undefined ? reportEmulated(call, left, record) : reportCall(call, upstream, record)
    }),
  ]
}

function reportCall(said: Overheard, told: Overheard, record: AuditRecord | undefined): string[] {
  return [
    columns(callOf(said), callOf(told), outcome(said)),
    ...detail('body', tell(differences(said.sent, told.sent), DIFFERENCE_LINES)),
    ...detail('answer', tell(differences(told.answered, said.answered), DIFFERENCE_LINES)),
    ...plan(record),
  ]
}

function reportEmulated(
  said: Overheard,
  told: readonly Overheard[],
  record: AuditRecord | undefined,
): string[] {
  const [first, ...others] = told
  return [
    columns(callOf(said), first === undefined ? 'nothing' : callOf(first), outcome(said)),
    ...others.map(other => columns('', callOf(other), '')),
    ...plan(record),
  ]
}

const outcome = ({ status }: Overheard): string =>
  status === 101 ? '101, a raw stream' : String(status ?? 'nothing')

function plan(record: AuditRecord | undefined): string[] {
  const changes = record?.changes ?? []
  if (changes.length === 0) return []
  return detail('plan', [`${changes.length} change${changes.length === 1 ? '' : 's'}: ${changes.join(', ')}`])
}

/** What a client printed, as much as is needed to see that it got what it wanted. */
export function reportPrinted(printed: string): string[] {
  const lines = printed.trim().split('\n')
  const shown =
    lines.length > PRINTED_LINES
      ? [`(${lines.length - PRINTED_LINES} lines)`, ...lines.slice(-PRINTED_LINES)]
      : lines
  return shown.map(line => cut(`  | ${line}`, WIDTH))
}

/** The audit log in a few lines: how many calls were translated, and what cannot be kept in calls like these. */
export function reportWhole(records: readonly AuditRecord[]): string[] {
  const translated = records.filter(({ changes }) => changes !== undefined && changes.length > 0)
  const losses = [...new Set(records.flatMap(record => record.losses ?? []))]
  return [
    `The audit log has ${records.length} calls; ${translated.length} of them have a plan beyond another version in the path.`,
    'What it says may be lost in calls like these, each named in its record:',
    ...losses.map(loss => cut(`  - ${loss}`, WIDTH)),
  ]
}

/** The line of a refusal that says why; a CLI may add how to get help. */
export function reasonIn(printed: string): string {
  const lines = printed.trim().split('\n')
  return cut(lines.find(line => line.includes('too old')) ?? lines.at(-1)!, WIDTH)
}

const columns = (first: string, second: string, third: string): string =>
  `  ${cut(first, COLUMN).padEnd(COLUMN)}  ${cut(second, COLUMN).padEnd(COLUMN)}  ${third}`

const detail = (name: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => cut(`      ${(index === 0 ? name : '').padEnd(8)}${line}`, WIDTH))

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 3)}...` : text

function callOf({ method, target }: Overheard): string {
  return `${method} ${decodeURIComponent(target).replaceAll(/[0-9a-f]{64}/g, id => id.slice(0, 12))}`
}

/** The path without version and query. */
const route = ({ target }: Overheard): string => target.replace(/^\/v[\d.]+(?=\/)/, '').replace(/\?.*/s, '')

function take<T>(list: T[], matches: (item: T) => boolean): T | undefined {
  const index = list.findIndex(matches)
  return index === -1 ? undefined : list.splice(index, 1)[0]
}

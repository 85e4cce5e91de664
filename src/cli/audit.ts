/** `longshore audit report`: what audit logs say as a whole. */
import type { Command } from 'commander'
import { type AuditReport, AuditReporter } from '../audit/report.ts'
import { columns } from './change-listing.ts'

export interface AuditDeps {
  /** Lines of a file, or of standard input for `-`. Throws the system's error. */
  readonly readLines: (path: string) => AsyncIterable<string>
  readonly stdout: (text: string) => void
}

export function addAudit(program: Command, deps: AuditDeps): void {
  program
    .command('audit')
    .description('read audit logs')
    .command('report')
    .description('who speaks which API version, what is called, what is lost and what was denied')
    .argument('<files...>', 'audit logs; - is standard input')
    .option('--json', 'print JSON')
    .action(async (files: readonly string[], { json }: { json?: true }) => {
      const reporter = new AuditReporter()
      for (const file of files) for await (const line of deps.readLines(file)) reporter.add(line)
      const report = reporter.report()
      deps.stdout(json ? `${JSON.stringify(report, null, 2)}\n` : text(report))
    })
}

function text(report: AuditReport): string {
  const { calls, from, to, clients, operations, losses, denied } = report
  const span = from === undefined ? '' : ` from ${from} to ${to}`
  const tally = (row: { calls: number; failed: number; lastSeen: string }) => [
    String(row.calls),
    String(row.failed),
    row.lastSeen,
  ]
  const last = ['CALLS', 'FAILED', 'LAST SEEN']
  const parts = [
    [`${calls} calls${span}`, ...remarks(report)].join('\n'),
    table('Clients', ['API', ...last, 'CLIENT', 'USER AGENT'], clients, row => [
      ...[row.version, ...tally(row), row.client, row.agent],
    ]),
    table('Operations', ['OPERATION', ...last], operations, row => [row.operation, ...tally(row)]),
    table('Lost on the way', ['API', 'CALLS', 'WHAT'], losses, row => [
      ...[row.version, String(row.calls), row.loss],
    ]),
    table('Denied', ['DECISION', 'CALLS', 'OPERATION', 'RULE', 'CLIENT'], denied, row => [
      ...[row.decision, String(row.calls), row.operation, row.rule, row.client],
    ]),
  ]
  return `${parts.join('\n\n')}\n`
}

function remarks({ unreadable, lost, unfinished }: AuditReport): string[] {
  return [
    ...(unreadable === 0 ? [] : [`lines that are no audit records: ${unreadable}`]),
    ...(lost === 0 ? [] : [`records that could not be written: ${lost}`]),
    ...(unfinished === 0 ? [] : [`calls that have begun and not ended: ${unfinished}`]),
  ]
}

function table<Row>(
  title: string,
  heading: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly string[],
): string {
  const lines = rows.length === 0 ? ['none'] : columns([heading, ...rows.map(cells)])
  return [title, ...lines.map(line => `  ${line}`)].join('\n')
}

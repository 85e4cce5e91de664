/** `longshore changes`: every change of the API that is translated, with what it loses. */
import type { Command } from 'commander'
import type { KeyedChange } from '../translate/change.ts'
import { columns, type ListedChange, listed, madeBy } from './change-listing.ts'

export interface ChangesDeps {
  /** Every change, in the order requests pass them. */
  readonly changes: readonly KeyedChange[]
  readonly stdout: (text: string) => void
}

export function addChanges(program: Command, deps: ChangesDeps): void {
  program
    .command('changes')
    .description('list the API changes that are translated, and what each of them loses')
    .option('--json', 'print a JSON array: id, since or engine, operations, summary, loss, status, reason')
    .action(({ json }: { json?: true }) => {
      const changes = deps.changes.map(listed)
      deps.stdout(json ? `${JSON.stringify(changes, null, 2)}\n` : table(changes))
    })
}

function table(changes: readonly ListedChange[]): string {
  const heading = ['CHANGE', 'MADE BY', 'STATUS', 'OPERATIONS']
  const rows = changes.map(change => [change.id, madeBy(change), change.status, change.operations.join(', ')])
  const [first, ...lines] = columns([heading, ...rows])
  const entries = changes.map((change, index) => [lines[index], ...remarks(change)].join('\n'))
  return `${[first, ...entries].join('\n')}\n`
}

/** The lines below a change: what changed, what is lost, why nothing is done. */
function remarks({ summary, loss, reason }: ListedChange): string[] {
  return [
    `    ${summary}`,
    ...(loss === null ? [] : [`    loses: ${loss}`]),
    ...(reason ? [`    reason: ${reason}`] : []),
  ]
}

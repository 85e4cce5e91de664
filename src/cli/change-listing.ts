/** How a change is shown to users, in JSON and in text. */
import type { ApiVersion } from '../api/version.ts'
import type { ChangeStatus, KeyedChange } from '../translate/change.ts'

export interface ListedChange {
  readonly id: string
  /** The API version that made the change. */
  readonly since?: ApiVersion
  /** The engine release that made the change at every API version. */
  readonly engine?: string
  readonly operations: readonly string[]
  readonly summary: string
  readonly loss: string | null
  readonly status: ChangeStatus
  readonly reason?: string
}

export function listed(change: KeyedChange): ListedChange {
  return {
    id: change.id,
    ...(change.versioned && { since: change.since }),
    ...(change.unversioned !== undefined && { engine: change.unversioned }),
    operations: Object.keys(change.operations),
    summary: change.summary,
    loss: change.loss ?? null,
    status: change.status ?? 'implemented',
    ...(change.reason !== undefined && { reason: change.reason }),
  }
}

/** `API 1.44`, `engine 29.0.0`, or both. */
export function madeBy({ since, engine }: ListedChange): string {
  return [since && `API ${since}`, engine && `engine ${engine}`].filter(Boolean).join(', ')
}

/** Columns as wide as their widest cell, the last one open. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  )
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

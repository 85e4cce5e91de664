/**
 * What an audit log says as a whole: who still speaks which version of the API, what is called, what is lost on the way, and
 * what was denied. Takes record after record, so that a log of any length can be read.
 */

export interface Tally {
  calls: number
  /** Calls that were answered with an error, or with nothing. */
  failed: number
  /** Of the latest call. */
  lastSeen: string
}

/** One row for each combination of its own members. */
export type Row<Key extends string> = Readonly<Record<Key, string>> & Readonly<Tally>

export interface AuditReport {
  readonly calls: number
  /** First and last time in the log; absent when it is empty. */
  readonly from?: string
  readonly to?: string
  /** Lines that are no records. */
  readonly unreadable: number
  /** Records that Longshore could not write. */
  readonly lost: number
  /** Calls that have begun and, as far as the log goes, not ended. */
  readonly unfinished: number
  readonly clients: readonly Row<'version' | 'client' | 'agent'>[]
  readonly operations: readonly Row<'operation'>[]
  readonly losses: readonly Row<'loss' | 'version'>[]
  readonly denied: readonly Row<'decision' | 'rule' | 'operation' | 'client'>[]
}

/** The members of a record that are looked at; docs/audit-record.schema.json has them all. */
interface SeenRecord {
  readonly time: string
  readonly id: string
  readonly stage?: string
  readonly listener: string
  readonly certificate?: string
  readonly uid?: number
  readonly container?: string
  readonly userAgent?: string
  readonly operation?: string
  readonly clientVersion?: string
  readonly losses?: readonly string[]
  readonly decision?: string
  readonly rule?: string
  readonly status?: number
  readonly lost?: number
}

class Table<Key extends string> {
  readonly #rows = new Map<string, Readonly<Record<Key, string>> & Tally>()

  add(key: Readonly<Record<Key, string>>, { time, status }: SeenRecord): void {
    const name = JSON.stringify(key)
    const row = this.#rows.get(name) ?? { ...key, calls: 0, failed: 0, lastSeen: time }
    row.calls++
    if (status === undefined || status >= 400) row.failed++
    if (time > row.lastSeen) row.lastSeen = time
    this.#rows.set(name, row)
  }

  /** Most calls first. */
  get rows(): Row<Key>[] {
    return [...this.#rows.values()].sort((a, b) => b.calls - a.calls)
  }
}

export class AuditReporter {
  readonly #clients = new Table<'version' | 'client' | 'agent'>()
  readonly #operations = new Table<'operation'>()
  readonly #losses = new Table<'loss' | 'version'>()
  readonly #denied = new Table<'decision' | 'rule' | 'operation' | 'client'>()
  readonly #begun = new Set<string>()
  #calls = 0
  #unreadable = 0
  #lost = 0
  #from: string | undefined
  #to: string | undefined

  /** @param line of an audit log, without its end */
  add(line: string): void {
    if (line.trim() === '') return
    const record = readRecord(line)
    if (record === undefined) {
      this.#unreadable++
      return
    }
    if (this.#from === undefined || record.time < this.#from) this.#from = record.time
    if (this.#to === undefined || record.time > this.#to) this.#to = record.time
    this.#lost += record.lost ?? 0
    if (record.stage === 'begun') {
      this.#begun.add(record.id)
      return
    }
    this.#begun.delete(record.id)
    this.#calls++
    this.#tally(record)
  }

  report(): AuditReport {
    return {
      calls: this.#calls,
      ...(this.#from !== undefined && { from: this.#from, to: this.#to! }),
      unreadable: this.#unreadable,
      lost: this.#lost,
      unfinished: this.#begun.size,
      clients: this.#clients.rows,
      operations: this.#operations.rows,
      losses: this.#losses.rows,
      denied: this.#denied.rows,
    }
  }

  #tally(record: SeenRecord): void {
    const { clientVersion: version = 'none', operation = 'none', decision } = record
    const client = clientOf(record)
    this.#clients.add({ version, client, agent: record.userAgent ?? '' }, record)
    this.#operations.add({ operation }, record)
    for (const loss of record.losses ?? []) this.#losses.add({ loss, version }, record)
    if (decision === 'deny' || decision === 'warn')
      this.#denied.add({ decision, rule: record.rule ?? 'no rule matched', operation, client }, record)
  }
}

/** As a policy's `who` could name it. */
function clientOf({ listener, certificate, uid, container }: SeenRecord): string {
  const parts = [
    certificate === undefined ? undefined : `certificate ${certificate}`,
    uid === undefined ? undefined : `uid ${uid}`,
    container === undefined ? undefined : `container ${container.slice(0, 12)}`,
  ].filter(part => part !== undefined)
  return parts.length === 0 ? listener : `${listener} (${parts.join(', ')})`
}

function readRecord(line: string): SeenRecord | undefined {
  try {
    const record = JSON.parse(line) as Partial<SeenRecord> | null
    const isRecord =
      typeof record?.time === 'string' && typeof record.id === 'string' && typeof record.listener === 'string'
    return isRecord ? (record as SeenRecord) : undefined
  } catch {
    return undefined
  }
}

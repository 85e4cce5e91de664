/**
 * Writes the smallest policy that allows what clients were seen doing, from audit records: for each listener, the
 * operations that the daemon carried out, with those that an emulation made of them. Records hold no bodies, so what a
 * create asked for is left to be narrowed by hand.
 */
import { findOperation, operations as known } from '../api/operations.ts'
import { isJudged } from './emulated-calls.ts'

const names: ReadonlySet<string> = new Set(known.map(({ name }) => name))

interface Seen {
  readonly listener: string
  /** How often, by operation. */
  readonly operations: Map<string, number>
}

/** A line that is no audit record. */
export class AuditLineError extends Error {
  override readonly name = 'AuditLineError'
}

/** @param audit lines of an audit log, one JSON record each. Throws AuditLineError. */
export function learnPolicy(audit: string): string {
  const seen = new Map<string, Seen>()
  audit.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const call = readRecord(line, index + 1)
    if (call === undefined) return
    const known = seen.get(call.listener) ?? { listener: call.listener, operations: new Map() }
    for (const operation of call.operations)
      known.operations.set(operation, (known.operations.get(operation) ?? 0) + 1)
    seen.set(call.listener, known)
  })
  const rules = Array.from(seen.values(), ruleFor)
  return rules.length === 0 ? `${HEADER}rules: []\n` : `${HEADER}rules:\n${rules.join('')}`
}

const HEADER = `# Allows what was seen in the audit log, and nothing else.
# Bodies are not recorded: add a condition to what creates containers, such as  when: "!privileged.any"
`

interface SeenCall {
  readonly listener: string
  readonly operations: ReadonlySet<string>
}

function readRecord(line: string, number: number): SeenCall | undefined {
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch {
    throw new AuditLineError(`line ${number} is not JSON; give an audit log of Longshore.`)
  }
  const { listener, operation, stage, outcome, sent } = (record ?? {}) as Record<string, unknown>
  // It has another record when it has ended.
  if (stage === 'begun') return undefined
  if (typeof listener !== 'string' || typeof outcome !== 'string')
    throw new AuditLineError(`line ${number} is no audit record: it names no listener and outcome.`)
  // Of what nobody carried out, and what the API does not have, there is nothing to allow.
  if (outcome === 'refused' || typeof operation !== 'string' || !names.has(operation)) return undefined
  return { listener, operations: new Set([operation, ...madeFor(operation, sent)]) }
}

/** What a policy was or would have been asked about of the requests that were sent for a call. */
function madeFor(asked: string, sent: unknown): readonly string[] {
  if (!Array.isArray(sent)) return []
  return (sent as { method?: unknown; path?: unknown }[]).flatMap(({ method, path }) => {
    const [, route = ''] = /^\/v[\d.]+([^?]*)/.exec(String(path)) ?? []
    const found = findOperation(String(method), decodeURIComponent(route))
    return found !== undefined && isJudged(found.operation, asked) ? [found.operation.name] : []
  })
}

function ruleFor({ listener, operations }: Seen): string {
  const lines = [...operations]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, count]) => `      - ${operation} # ${count}`)
  return `  - name: ${JSON.stringify(listener)}
    who: { listener: ${JSON.stringify(listener)} }
    operations:
${lines.join('\n')}
    decision: allow
`
}

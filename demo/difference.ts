/** What differs between two JSON documents, member by member, in lines short enough to read. */

/** Longest value that is shown whole (characters). */
const VALUE_LIMIT = 48

export interface Difference {
  readonly path: string
  /** Undefined where there was none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Empty when either is no JSON, as the body of a build is not. */
export function differences(before: string, after: string): Difference[] {
  const [one, other] = [membersOf(before), membersOf(after)]
  if (one === undefined || other === undefined) return []
  const paths = [...new Set([...one.keys(), ...other.keys()])]
  return paths
    .map(path => ({ path, before: one.get(path), after: other.get(path) }))
    .filter(({ before, after }) => before !== after)
}

/** `HostConfig.Memory: none, now 4`; equal changes at several places of a list are told once. */
export function tell(all: readonly Difference[], limit: number): string[] {
  const lines = all.map(({ path, before, after }) => {
    const name = path.replaceAll(/\[\d+\]/g, '[]')
    if (before === undefined) return `+ ${name}: ${shortened(after!)}`
    return after === undefined
      ? `- ${name}: ${shortened(before)}`
      : `~ ${name}: ${shortened(before)} -> ${shortened(after)}`
  })
  const distinct = [...new Set(lines)]
  const more = distinct.length - limit
  return more > 0 ? [...distinct.slice(0, limit), `  and ${more} more`] : distinct
}

const shortened = (value: string): string =>
  value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT - 3)}...` : value

function membersOf(text: string): Map<string, string> | undefined {
  try {
    const members = new Map<string, string>()
    collect(JSON.parse(text), '', members)
    return members
  } catch {
    return undefined
  }
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (entries.length === 0) into.set(path, JSON.stringify(value))
  for (const [key, member] of entries) {
    collect(member, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`, into)
  }
}

/** Steps on the query. Query keys are case-sensitive to the daemon (Go's `url.Values`), so they are matched as they are. */
type QueryStep = (query: URLSearchParams) => URLSearchParams

export function withoutParameters(...names: readonly string[]): QueryStep {
  return query => {
    if (!names.some(name => query.has(name))) return query
    const kept = new URLSearchParams(query)
    for (const name of names) kept.delete(name)
    return kept
  }
}

export function withParameters(values: Readonly<Record<string, string>>): QueryStep {
  return query => {
    const changed = new URLSearchParams(query)
    for (const [name, value] of Object.entries(values)) changed.set(name, value)
    return changed
  }
}

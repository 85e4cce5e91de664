/** Globs of a policy: `*` is any run of characters, slashes too, `?` is any one. Letters count in their case, as they do for the daemon. */

export type Matcher = (text: string) => boolean

/** Matches what any of the globs matches. */
export function globs(patterns: readonly string[]): Matcher {
  const expressions = patterns.map(expression)
  return text => expressions.some(each => each.test(text))
}

function expression(glob: string): RegExp {
  // Runs of stars are one star: several would have the engine try every way to share a text between them.
  const source = glob
    .replace(/\*+/g, '*')
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}

/** Globs on labels: `team` is any value of it, `team=blue*` what the value must look like. */
export function labelGlobs(patterns: readonly string[]): (labels: ReadonlyMap<string, string>) => boolean {
  const matchers = patterns.map(pattern => {
    const equals = pattern.indexOf('=')
    const key = globs([equals === -1 ? pattern : pattern.slice(0, equals)])
    const value = globs([equals === -1 ? '*' : pattern.slice(equals + 1)])
    return (labels: ReadonlyMap<string, string>) =>
      Array.from(labels).some(([name, text]) => key(name) && value(text))
  })
  return labels => matchers.some(matches => matches(labels))
}

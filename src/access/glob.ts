/** Globs of a policy: `*` is any run of characters, slashes too, `?` is any one. Letters count in their case, as they do for the daemon. */

export type Matcher = (text: string) => boolean

/** Matches what any of the globs matches. */
export function globs(patterns: readonly string[]): Matcher {
  const matchers = patterns.map(matcher)
  return text => matchers.some(matches => matches(text))
}

const SPECIAL = /[\\^$.|+()[\]{}]/g

/**
 * The parts between stars are looked for one after the other, each as early as it comes, so that the time is in proportion to
 * the text: with one expression for the whole a client could choose names that take hours.
 */
function matcher(glob: string): Matcher {
  const parts = glob.split(/\*+/).map(part => part.replace(SPECIAL, '\\$&').replaceAll('?', '[^]'))
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) {
    const whole = new RegExp(`^${first}$`)
    return text => whole.test(text)
  }
  const start = new RegExp(first, 'y')
  const middle = rest.map(part => new RegExp(part, 'g'))
  const end = new RegExp(`${last}$`, 'y')
  const lengthOfLast = glob.length - glob.lastIndexOf('*') - 1
  return text => {
    let at = 0
    for (const part of [start, ...middle]) {
      part.lastIndex = at
      if (!part.test(text)) return false
      at = part.lastIndex
    }
    end.lastIndex = text.length - lengthOfLast
    return end.lastIndex >= at && end.test(text)
  }
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

/** Which known word a misspelt one was meant to be: the fewest edits (Levenshtein), if they are few for its length. */

/** One edit in three letters is still recognisable. */
const LETTERS_PER_EDIT = 3

export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let fewest = Math.max(1, Math.floor(word.length / LETTERS_PER_EDIT)) + 1
  for (const candidate of known) {
    const edits = editsBetween(word.toLowerCase().replaceAll('_', '-'), candidate)
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(previous[column]! + 1, current[column - 1]! + 1, substitution))
    }
    previous = current
  }
  return previous[b.length]!
}

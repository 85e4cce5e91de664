/**
 * The differential suite at versions around which most changed: no answer differs from the daemon's own which is not in
 * known-differences.json. `npm run conformance` plays all versions, and `-- --write-baseline` writes that list anew.
 */
import t from 'tap'
import { daemonsUnavailable, type Release } from '../daemon/daemon.ts'
import { knownDifferences, surprises } from './baseline.ts'
import type { Cell } from './cell.ts'
import { unusedExceptions } from './excepting.ts'
import { runSuite } from './suite.ts'
import { versionTest } from './versions.ts'

const VERSIONS: Readonly<Record<Release, string>> = {
  '20.10': '1.24,1.40',
  '28': '1.24,1.41,1.44,1.50',
}

/** A minute or two on two idle cores. */
const TIMEOUT_MS = 600_000

/**
 * Both sides of a cell act one after the other on one daemon, and on a busy machine what one side began may show on the
 * other. What Longshore does wrong it does every time.
 */
const TRIES = 3

const nameOf = ({ operation, scenario, version }: Cell): string => `${operation}, ${scenario}, at ${version}`

const tell = (cell: Cell): string =>
  [
    nameOf(cell),
    ...(cell.differences ?? []).flatMap(({ path, direct, through }) => [path, direct, through]),
  ].join('\n  ')

// The runner gives up on a file after half a minute unless the file says otherwise.
t.setTimeout(2 * TIMEOUT_MS)

for (const daemon of Object.keys(VERSIONS) as Release[]) {
  const options = { skip: daemonsUnavailable(), timeout: TIMEOUT_MS }
  t.test(`docker ${daemon} answers the same through Longshore`, options, async t => {
    const known = knownDifferences()
    const versions = versionTest(VERSIONS[daemon])
    const first = await runSuite({ daemon, versions })
    const { newlyDifferent, newlyEqual } = surprises(first, known)
    let differing = newlyDifferent
    for (let tries = 1; tries < TRIES && differing.length > 0; tries++) {
      const doubtful = new Set(differing.map(({ operation, scenario }) => `${operation}, ${scenario}`))
      const again = await runSuite({
        daemon,
        versions,
        scenarios: ({ operation, name }) => doubtful.has(`${operation}, ${name}`),
      })
      const names = new Set(surprises(again, known).newlyDifferent.map(nameOf))
      differing = differing.filter(cell => names.has(nameOf(cell)))
    }
    t.ok(first.total.cells > 1000, `${first.total.equal} of ${first.total.cells} cells are equal`)
    t.strictSame(first.broken, [], 'every scenario can be played on the daemon itself')
    t.strictSame(differing.map(tell), [], 'nothing differs that is not known to')
    const unused = unusedExceptions(first.release, first.cells).map(({ name }) => name)
    t.strictSame(unused, [], 'every exception occurs')
    for (const cell of newlyEqual) t.comment(`no longer different: ${nameOf(cell)}`)
  })
}

/**
 * The differential suite at versions around which most changed: no answer differs from the daemon's own but by an
 * exception. `npm run conformance` plays all versions.
 */
import t from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import { daemonsUnavailable, type Release } from '../daemon/daemon.ts'
import type { Cell } from './cell.ts'
import { unusedExceptions } from './excepting.ts'
import type { Scenario } from './scenario.ts'
import { type Report, runSuite } from './suite.ts'
import { versionTest } from './versions.ts'

const VERSIONS: Readonly<Partial<Record<Release, string>>> = {
  '20.10': '1.12,1.18,1.24',
  '28': '1.24,1.41,1.44,1.50',
  ...(process.env.LONGSHORE_DOCKERD_29 && { '29': '1.40,1.44,1.51' }),
}

/** Where only single calls are made, which takes a fraction of the time. */
const ONLY_CALLS: Readonly<Partial<Record<Release, readonly ApiVersion[]>>> = { '20.10': ['1.12'] }

/** A minute or two on two idle cores. */
const TIMEOUT_MS = 600_000

/**
 * Both sides of a cell act one after the other on one daemon, and on a busy machine what one side began may show on the
 * other. What Longshore does wrong it does every time.
 */
const TRIES = 3

const differingIn = ({ cells }: Report): readonly Cell[] => cells.filter(cell => cell.differences)

const nameOf = ({ operation, scenario, version }: Cell): string => `${operation}, ${scenario}, at ${version}`

const tell = (cell: Cell): string =>
  [
    nameOf(cell),
    ...(cell.differences ?? []).flatMap(({ path, direct, through }) => [path, direct, through]),
  ].join('\n  ')

// The runner gives up on a file after half a minute unless the file says otherwise.
t.setTimeout(2 * TIMEOUT_MS)

for (const [daemon, ranges] of Object.entries(VERSIONS) as [Release, string][]) {
  const options = { skip: daemonsUnavailable(), timeout: TIMEOUT_MS }
  t.test(`docker ${daemon} answers the same through Longshore`, options, async t => {
    const versions = versionTest(ranges)
    const scenarios = ({ atATime }: Scenario, version: ApiVersion) =>
      atATime > 1 || !ONLY_CALLS[daemon]?.includes(version)
    const first = await runSuite({ daemon, versions, scenarios })
    let differing = differingIn(first)
    for (let tries = 1; tries < TRIES && differing.length > 0; tries++) {
      const doubtful = new Set(differing.map(({ operation, scenario }) => `${operation}, ${scenario}`))
      const again = await runSuite({
        daemon,
        versions,
        scenarios: ({ operation, name }) => doubtful.has(`${operation}, ${name}`),
      })
      const names = new Set(differingIn(again).map(nameOf))
      differing = differing.filter(cell => names.has(nameOf(cell)))
    }
    t.ok(first.total.cells > 1000, `${first.total.equal} of ${first.total.cells} cells are equal`)
    t.strictSame(first.broken, [], 'every scenario can be played on the daemon itself')
    t.strictSame(differing.map(tell), [], 'nothing differs but by an exception')
    const unused = unusedExceptions(first.release, first.cells).map(({ name }) => name)
    t.strictSame(unused, [], 'every exception occurs')
  })
}

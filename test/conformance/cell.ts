/**
 * One scenario at one version: played straight to the daemon and through Longshore, and compared.
 */
import { type ApiVersion, olderOf } from '../../src/api/version.ts'
import type { Tree } from './body.ts'
import { type Difference, differences, show } from './compare.ts'
import { exceptionsOf, expectationsFor, type Place } from './excepting.ts'
import { normalise, type Volatile } from './normalise.ts'
import type { Scenario } from './scenario.ts'
import { Side } from './side.ts'
import { MOVES_WITH_THE_CLOCK, OF_TWO_DAEMONS, VOLATILE } from './volatile.ts'
import { ownNames, type World } from './world/world.ts'

export interface Ways {
  /** What the daemon has that is asked straight. */
  readonly world: World
  /** What the daemon behind Longshore has, where it is another one. */
  readonly behind?: World
  /** Longshore’s. */
  readonly socket: string
}

export interface Cell {
  readonly operation: string
  readonly version: ApiVersion
  readonly scenario: string
  readonly equal: boolean
  /** Differs, but in nothing that is not an exception. */
  readonly excepted: boolean
  /** Names of the exceptions that occurred. */
  readonly exceptions?: readonly string[]
  /** Those that are no exceptions. */
  readonly differences?: readonly Difference[]
}

/**
 * The seconds of an uptime change once a second, and a busy machine needs longer than that for both sides: what then still
 * differs in nothing but the number is taken for the clock's doing.
 */
const TRIES = 5

/** A scenario that cannot be played on the daemon itself: the suite is wrong, not Longshore. */
export class BrokenScenario extends Error {}

export async function playCell(scenario: Scenario, version: ApiVersion, ways: Ways): Promise<Cell> {
  const { operation, name } = scenario
  const place = { operation, version, scenario: name }
  const where = { ...place, ...releasesOf(ways) }
  for (let attempt = 1; ; attempt++) {
    const [direct, through] = await playBoth(scenario, sidesOf(version, ways))
    const failure = direct.exchanges.find(exchange => exchange.what === 'failure')
    if (failure) throw new BrokenScenario(`${operation}, ${name}, at ${version}: ${failure.answer}`)
    const expected = expecting(where)
    const found = [
      ...differencesOf(
        volatileIn(scenario, VOLATILE),
        expected.rules,
        ways.behind ? volatileIn(scenario, OF_TWO_DAEMONS) : [],
        direct,
        through,
      ),
    ]
    const clockMoved = found.some(({ path }) => MOVES_WITH_THE_CLOCK.test(path))
    if (clockMoved && attempt < TRIES) continue
    const meant = found.filter(difference => !differsInNumberOfClock(difference))
    return { ...place, ...verdict(meant, where, expected.occurred) }
  }
}

function differsInNumberOfClock({ path, direct, through }: Difference): boolean {
  const words = (text: string) => text.replaceAll(/\d+/g, '#')
  return MOVES_WITH_THE_CLOCK.test(path) && words(direct) === words(through)
}

const releasesOf = ({ world, behind }: Ways) => ({
  release: world.daemon.release,
  ...(behind && { behind: behind.daemon.release }),
})

function sidesOf(version: ApiVersion, { world, behind, socket }: Ways): [Side, Side] {
  const newest = olderOf(world.daemon.apiVersion, (behind ?? world).daemon.apiVersion)
  const sides: [Side, Side] = [
    new Side({ name: 'direct', version, newest, world, socket: world.daemon.socket }),
    new Side({ name: 'through', version, newest, world: behind ?? world, socket }),
  ]
  if (behind) for (const side of sides) ownNames(side)
  return sides
}

const volatileIn = ({ operation, name }: Scenario, rules: readonly Volatile[]): readonly Volatile[] =>
  rules.filter(
    ({ operations, scenarios }) =>
      (!operations || operations.includes(operation)) && (!scenarios || scenarios.includes(name)),
  )

/** What makes the daemon's answer the expected one, and the names of the exceptions that did. */
function expecting(place: Place): { rules: readonly Volatile[]; occurred: ReadonlySet<string> } {
  const occurred = new Set<string>()
  const rules = expectationsFor(place).map(({ name, reason, at, becomes }) => ({
    ...{ name, reason, at },
    replace: (direct: Tree): Tree => {
      const expected = becomes(direct)
      if (show(expected, Infinity) !== show(direct, Infinity)) occurred.add(name)
      return expected
    },
  }))
  return { rules, occurred }
}

function verdict(
  found: readonly Difference[],
  place: Place,
  occurred: ReadonlySet<string>,
): Pick<Cell, 'equal' | 'excepted' | 'exceptions' | 'differences'> {
  const exceptions = exceptionsOf(found, place)
  const differences = found.filter((_, i) => exceptions[i] === undefined)
  const names = new Set([...occurred, ...exceptions.flatMap(exception => exception?.name ?? [])])
  const equal = differences.length === 0
  return {
    ...{ equal: equal && names.size === 0, excepted: equal && names.size > 0 },
    ...(names.size > 0 ? { exceptions: [...names] } : {}),
    ...(equal ? {} : { differences }),
  }
}

/** What may be played at several versions at a time may be played on both sides at a time. */
async function playBoth(scenario: Scenario, [direct, through]: [Side, Side]): Promise<[Side, Side]> {
  if (scenario.atATime > 1) return Promise.all([play(scenario, direct), play(scenario, through)])
  return [await play(scenario, direct), await play(scenario, through)]
}

async function play(scenario: Scenario, side: Side): Promise<Side> {
  try {
    await scenario.run(side)
  } catch (error) {
    side.fail(error)
  }
  await side.clean()
  return side
}

function* differencesOf(
  rules: readonly Volatile[],
  expected: readonly Volatile[],
  apart: readonly Volatile[],
  direct: Side,
  through: Side,
): Generator<Difference> {
  const normalised = (side: Side, applied: readonly Volatile[]): Tree[] =>
    side.exchanges.map(({ what, answer }) => normalise(answer, `${what}:`, applied, side.owned))
  const left = normalised(direct, [...rules, ...expected, ...apart])
  const right = normalised(through, [...rules, ...apart])
  for (const [i, exchange] of direct.exchanges.entries()) {
    const other = through.exchanges[i]
    const path = `${exchange.what}:`
    if (other?.what === 'failure' || other === undefined)
      return yield { path, direct: 'an answer', through: String(other?.answer ?? 'nothing') }
    yield* differences(left[i] ?? null, right[i] ?? null, path)
  }
}

/**
 * One scenario at one version: played straight to the daemon and through Longshore, and compared.
 */
import type { ApiVersion } from '../../src/api/version.ts'
import type { Tree } from './body.ts'
import { type Difference, firstDifference } from './compare.ts'
import { isExcepted } from './exceptions.ts'
import { normalise } from './normalise.ts'
import type { Scenario } from './scenario.ts'
import { Side } from './side.ts'
import { MOVES_WITH_THE_CLOCK, VOLATILE } from './volatile.ts'
import type { World } from './world/world.ts'

export interface Cell {
  readonly operation: string
  readonly version: ApiVersion
  readonly scenario: string
  readonly equal: boolean
  readonly excepted: boolean
  readonly difference?: Difference
}

/** The seconds of an uptime change once a second, and a busy machine needs longer than some for both sides. */
const TRIES = 8

/** A scenario that cannot be played on the daemon itself: the suite is wrong, not Longshore. */
export class BrokenScenario extends Error {}

export async function playCell(
  scenario: Scenario,
  version: ApiVersion,
  world: World,
  throughSocket: string,
): Promise<Cell> {
  let difference: Difference | undefined
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const sides = (['direct', 'through'] as const).map(
      name =>
        new Side({ name, version, world, socket: name === 'direct' ? world.daemon.socket : throughSocket }),
    )
    const [direct, through] = await playBoth(scenario, sides as [Side, Side])
    const failure = direct.exchanges.find(exchange => exchange.what === 'failure')
    if (failure)
      throw new BrokenScenario(`${scenario.operation}, ${scenario.name}, at ${version}: ${failure.answer}`)
    difference = compareSides(scenario, direct, through)
    if (!difference || !MOVES_WITH_THE_CLOCK.test(difference.path)) break
  }
  const { operation, name } = scenario
  const excepted = difference !== undefined && isExcepted(operation, name, version)
  const verdict = { operation, version, scenario: name, equal: !difference, excepted }
  return difference ? { ...verdict, difference } : verdict
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

function compareSides(scenario: Scenario, direct: Side, through: Side): Difference | undefined {
  const rules = VOLATILE.filter(
    ({ operations, scenarios }) =>
      (!operations || operations.includes(scenario.operation)) &&
      (!scenarios || scenarios.includes(scenario.name)),
  )
  const normalised = (side: Side): Tree[] =>
    side.exchanges.map(({ what, answer }) => normalise(answer, `${what}:`, rules, side.owned))
  const [left, right] = [normalised(direct), normalised(through)]
  for (const [i, exchange] of direct.exchanges.entries()) {
    const other = through.exchanges[i]
    const path = `${exchange.what}:`
    if (other?.what === 'failure' || other === undefined)
      return { path, direct: 'an answer', through: String(other?.answer ?? 'nothing') }
    const difference = firstDifference(left[i] ?? null, right[i] ?? null, path)
    if (difference) return difference
  }
  return undefined
}

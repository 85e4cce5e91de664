/** One daemon and its world, and what cells look like with all changes and without one. */
import { rules } from '../../../rules/index.ts'
import { type ApiVersion, isOlder } from '../../../src/api/version.ts'
import type { KeyedChange } from '../../../src/translate/change.ts'
import type { Daemon } from '../../daemon/daemon.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { BrokenScenario, type Cell, playCell } from '../cell.ts'
import { type Phase, playedAt, type Scenario } from '../scenario.ts'
import { SCENARIOS } from '../scenarios/index.ts'
import { versionsOf } from '../suite.ts'
import type { World } from '../world/world.ts'
import { actsUnasked, telling } from './acting.ts'

/** A cell with all changes, and those that acted on it; undefined where the daemon cannot play it. */
type Whole = { readonly cell: Cell; readonly acted: ReadonlySet<string> } | undefined

export class Ground {
  readonly #daemon: Daemon
  readonly #world: World
  readonly #acted = new Set<string>()
  readonly #wholes = new Map<string, Whole>()
  #whole?: TestProxy

  constructor(daemon: Daemon, world: World) {
    this.#daemon = daemon
    this.#world = world
  }

  /** The first cell that differs in another way when the change is missing. */
  async noticed(change: KeyedChange, phase: Phase): Promise<Cell | undefined> {
    const without = await this.#start(rules.filter(one => one !== change))
    try {
      for (const version of this.#versionsFor(change))
        for (const scenario of this.#scenariosFor(change, phase, version)) {
          const whole = await this.#playedWhole(scenario, version)
          if (!whole || !(actsUnasked(change) || whole.acted.has(change.id))) continue
          const mutant = await this.#playMutant(scenario, version, without.socket)
          if (mutant && !sameVerdict(mutant, whole.cell)) return mutant
        }
      return undefined
    } finally {
      await without.stop()
    }
  }

  async stop(): Promise<void> {
    await this.#whole?.stop()
  }

  /** The newest version the change is for, and the oldest. */
  #versionsFor({ since }: KeyedChange): ApiVersion[] {
    const older = versionsOf(this.#daemon).filter(version => isOlder(version, since))
    return [...new Set([older.at(-1), older[0]])].filter(version => version !== undefined)
  }

  #scenariosFor({ operations }: KeyedChange, phase: Phase, version: ApiVersion): Scenario[] {
    const served = versionsOf(this.#daemon)
    return SCENARIOS.filter(
      scenario =>
        scenario.phase === phase &&
        (scenario.operation in operations || '*' in operations) &&
        playedAt(scenario, served, true).includes(version),
    )
  }

  async #playedWhole(scenario: Scenario, version: ApiVersion): Promise<Whole> {
    const key = `${scenario.operation}, ${scenario.name}, ${scenario.phase}, ${version}`
    if (!this.#wholes.has(key)) this.#wholes.set(key, await this.#playWhole(scenario, version))
    return this.#wholes.get(key)
  }

  async #playWhole(scenario: Scenario, version: ApiVersion): Promise<Whole> {
    this.#whole ??= await this.#start(telling(rules, this.#acted))
    this.#acted.clear()
    const cell = await unlessBroken(
      playCell(scenario, version, { world: this.#world, socket: this.#whole.socket }),
    )
    return cell && { cell, acted: new Set(this.#acted) }
  }

  /** Twice where it differs, because a busy machine may be to blame; what is missing is missing every time. */
  async #playMutant(scenario: Scenario, version: ApiVersion, socket: string): Promise<Cell | undefined> {
    const play = () => unlessBroken(playCell(scenario, version, { world: this.#world, socket }))
    const first = await play()
    const whole = await this.#playedWhole(scenario, version)
    if (!first || !whole || sameVerdict(first, whole.cell)) return first
    const [second, wholeAgain] = [await play(), await this.#playWhole(scenario, version)]
    return wholeAgain && sameVerdict(wholeAgain.cell, whole.cell) ? second : undefined
  }

  #start(changes: readonly KeyedChange[]): Promise<TestProxy> {
    return startProxy(this.#daemon.socket, { upstreamVersion: this.#daemon.apiVersion }, { changes })
  }
}

/** An exception that no longer occurs counts too: it fails a full run. */
function sameVerdict(one: Cell, other: Cell): boolean {
  const verdict = ({ exceptions, differences }: Cell) =>
    JSON.stringify([exceptions?.toSorted(), differences?.[0]?.path])
  return verdict(one) === verdict(other)
}

async function unlessBroken(played: Promise<Cell>): Promise<Cell | undefined> {
  try {
    return await played
  } catch (error) {
    if (error instanceof BrokenScenario) return undefined
    throw error
  }
}

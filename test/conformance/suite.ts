/**
 * Plays all scenarios on one daemon: for every version it serves, straight to it and through Longshore pinned to another.
 */
import { type ApiVersion, compareApiVersions } from '../../src/api/version.ts'
import { adoptDaemon, type Daemon, type Release, startDaemon } from '../daemon/daemon.ts'
import { BrokenScenario, type Cell, playCell, type Ways } from './cell.ts'
import { startProxy } from './proxy.ts'
import { type Phase, playedAt, type Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios/index.ts'
import type { VersionTest } from './versions.ts'
import { joinSwarm } from './world/swarm.ts'
import { closeWorld, createWorld, removeWorld } from './world/world.ts'

export interface SuiteOptions {
  /** A release to start, or the URL of a daemon that runs. */
  readonly daemon: Release | `unix://${string}`
  /** The versions to ask at; default: all that the daemon serves. */
  readonly versions?: VersionTest
  /** Which to play at a version; default: all. */
  readonly scenarios?: (scenario: Scenario, version: ApiVersion) => boolean
  /** The release behind Longshore, where it is not the same daemon. Not with `selfCheck`. */
  readonly against?: Release
  /** The daemon on both sides: proves that what is not normalised is stable. */
  readonly selfCheck?: boolean
  /** Also plays what runs programs at every version, not only where the API turned. */
  readonly everyVersion?: boolean
  readonly progress?: (operation: string) => void
}

export interface Report {
  readonly daemon: string
  /** The daemon's own release. */
  readonly release: string
  /** The release of the one behind Longshore, where it is another. */
  readonly behind?: string
  /** The version that Longshore speaks. */
  readonly pinned: ApiVersion
  readonly versions: readonly ApiVersion[]
  readonly total: { readonly cells: number; readonly equal: number; readonly excepted: number }
  readonly cells: readonly Cell[]
  /** Scenarios that could not be played on the daemon itself. */
  readonly broken: readonly string[]
}

export async function runSuite(options: SuiteOptions): Promise<Report> {
  const given = options.daemon.startsWith('unix://') ? options.daemon : process.env.LONGSHORE_TEST_DAEMON
  const daemon = given ? await adoptDaemon(given) : await ownDaemon(options.daemon as Release)
  const adopted = given !== undefined
  const world = await createWorld(daemon)
  const other = options.against && (await ownDaemon(options.against))
  const behind = other && (await createWorld(other))
  const worlds = behind ? [world, behind] : [world]
  const { apiVersion: pinned } = other ?? daemon
  const proxy = options.selfCheck ? undefined : await startProxy(other ?? daemon, pinned)
  try {
    const served = versionsOf(daemon)
    const versions = served.filter(version => options.versions?.(version, daemon.apiVersion) ?? true)
    const isChosen = options.scenarios ?? (() => true)
    const chosen = SCENARIOS.filter(scenario => versions.some(version => isChosen(scenario, version)))
    const run: Run = {
      served,
      everyVersion: options.everyVersion ?? false,
      versions,
      isChosen,
      ways: { world, socket: proxy?.socket ?? daemon.socket, ...(behind && { behind }) },
      cells: [],
      broken: [],
    }
    // A daemon that is not ours is not made to join a swarm.
    const phases: Phase[] = adopted ? ['alone'] : ['alone', 'swarm']
    for (const phase of phases) {
      const scenarios = chosen.filter(scenario => scenario.phase === phase)
      if (phase === 'swarm' && scenarios.length > 0) for (const each of worlds) await joinSwarm(each)
      for (const scenario of scenarios) {
        options.progress?.(`${scenario.operation}, ${scenario.name}`)
        await playScenario(scenario, run)
      }
    }
    return report(options.daemon, daemon, run)
  } finally {
    await proxy?.stop()
    if (adopted) await removeWorld(world)
    for (const each of worlds) await closeWorld(each)
    await other?.stop()
    await daemon.stop()
  }
}

/** With the default bridge, but without the many iptables calls that make up most of a network's creation. */
export function ownDaemon(release: Release): Promise<Daemon> {
  return startDaemon({ release, network: true, args: ['--iptables=false', '--ip6tables=false'] })
}

interface Run {
  readonly served: readonly ApiVersion[]
  readonly everyVersion: boolean
  readonly versions: readonly ApiVersion[]
  readonly isChosen: NonNullable<SuiteOptions['scenarios']>
  readonly ways: Ways
  readonly cells: Cell[]
  readonly broken: string[]
}

async function playScenario(scenario: Scenario, run: Run): Promise<void> {
  const waiting = playedAt(scenario, run.served, run.everyVersion).filter(
    version => run.versions.includes(version) && run.isChosen(scenario, version),
  )
  const work = async () => {
    for (;;) {
      const version = waiting.shift()
      if (!version) return
      try {
        run.cells.push(await playCell(scenario, version, run.ways))
      } catch (error) {
        if (!(error instanceof BrokenScenario)) throw error
        run.broken.push(error.message)
      }
    }
  }
  await Promise.all(Array.from({ length: scenario.atATime }, work))
}

function report(name: string, daemon: Daemon, run: Run): Report {
  const count = (test: (cell: Cell) => boolean) => run.cells.filter(test).length
  const { behind } = run.ways
  const { apiVersion: pinned } = behind?.daemon ?? daemon
  return {
    ...{ daemon: name, release: daemon.release, pinned, versions: run.versions },
    ...(behind && { behind: behind.daemon.release }),
    total: {
      cells: run.cells.length,
      equal: count(cell => cell.equal),
      excepted: count(cell => cell.excepted),
    },
    cells: run.cells.sort((a, b) => compareApiVersions(a.version, b.version)),
    broken: run.broken,
  }
}

/** Every version from the daemon's oldest to its newest: they have only ever been counted up in the minor number. */
export function versionsOf(daemon: Pick<Daemon, 'apiVersion' | 'minApiVersion'>): ApiVersion[] {
  const versions: ApiVersion[] = []
  const [major, first] = daemon.minApiVersion.split('.').map(Number)
  const last = Number(daemon.apiVersion.split('.')[1])
  for (let minor = first ?? 0; minor <= last; minor++) versions.push(`${major ?? 1}.${minor}`)
  return versions
}

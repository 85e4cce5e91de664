/**
 * Is each change needed? Longshore is started without it, and at least one cell of the conformance suite has to differ;
 * else a test of rules has to fail with its steps idle; else it stands in unseen.ts with the reason.
 * `npm run mutation -- --help`
 */
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import semver from 'semver'
import { rules } from '../../../rules/index.ts'
import { isOlder } from '../../../src/api/version.ts'
import type { KeyedChange } from '../../../src/translate/change.ts'
import { adoptDaemon, type Daemon, type Release } from '../../daemon/daemon.ts'
import { ownDaemon } from '../suite.ts'
import { joinSwarm } from '../world/swarm.ts'
import { closeWorld, createWorld, removeWorld } from '../world/world.ts'
import { Ground } from './ground.ts'
import { noticingTest } from './rule-tests.ts'
import { UNSEEN } from './unseen.ts'

const program = new Command('mutation')
  .option('--change <id...>', 'only these')
  .option('--daemon <release>', '20.10, 28, or one that runs: unix:///var/run/docker.sock', '28')
  .option('--json <file>', 'write there, for each change, what noticed')
  .parse()
const options = program.opts<{ change?: string[]; daemon: Release | `unix://${string}`; json?: string }>()

const adopted = options.daemon.startsWith('unix://')
if (!adopted && !['20.10', '28'].includes(options.daemon))
  program.error(`--daemon ${options.daemon}: there are 20.10 and 28`)
const daemon = adopted ? await adoptDaemon(options.daemon) : await ownDaemon(options.daemon as Release)
const noticedBy = new Map<string, string>()
const changes = rules.filter(change => isMet(change, daemon) && (options.change?.includes(change.id) ?? true))
const unmet = options.change?.filter(id => !changes.some(change => change.id === id)) ?? []
if (unmet.length > 0) {
  await daemon.stop()
  program.error(`--change ${unmet.join(' ')}: no client that docker ${daemon.release} serves meets it`)
}
const unnoticed = () => changes.filter(({ id }) => !noticedBy.has(id))

const world = await createWorld(daemon)
const ground = new Ground(daemon, world)

try {
  await playCells('alone')
  // A daemon that is not ours is not made to join a swarm.
  if (!adopted) {
    await joinSwarm(world)
    await playCells('swarm')
  }
} finally {
  await ground.stop()
  if (adopted) await removeWorld(world)
  await closeWorld(world)
  await daemon.stop()
}
for (const { id } of unnoticed()) note(id, await noticingTest(id))
conclude()

async function playCells(phase: 'alone' | 'swarm'): Promise<void> {
  for (const change of unnoticed()) {
    const cell = await ground.noticed(change, phase)
    note(change.id, cell && `${cell.operation}, ${cell.scenario}, at ${cell.version}`)
  }
}

function note(id: string, by: string | undefined): void {
  if (by === undefined) return
  noticedBy.set(id, by)
  console.log(`${id}: ${by}`)
}

/** Whether a client of a version that the daemon serves meets the change at the daemon's newest version. */
function isMet(change: KeyedChange, { release, apiVersion, minApiVersion }: Daemon): boolean {
  if ((change.status ?? 'implemented') !== 'implemented' || !isOlder(minApiVersion, change.since))
    return false
  const engine = semver.coerce(release)
  const behavesNew =
    change.unversioned && engine && semver.gte(engine, semver.coerce(change.unversioned) ?? engine)
  return behavesNew || (change.versioned && !isOlder(apiVersion, change.since))
}

function conclude(): void {
  const silent = unnoticed().map(({ id }) => id)
  const unexplained = silent.filter(id => !(id in UNSEEN))
  const superfluous = Object.keys(UNSEEN).filter(
    id => noticedBy.has(id) || !rules.some(rule => rule.id === id),
  )
  const tests = [...noticedBy.values()].filter(by => by.endsWith('.test.ts')).length
  const counts = [`${noticedBy.size - tests} by a cell`, `${tests} by a test`, `${silent.length} by nothing`]
  console.log(`${changes.length} changes, noticed when missing: ${counts.join(', ')}`)
  for (const id of unexplained) console.error(`nothing notices when it is missing: ${id}`)
  for (const id of superfluous) console.error(`in unseen.ts, but noticed or not among the rules: ${id}`)
  if (options.json)
    writeFileSync(
      options.json,
      JSON.stringify(changes.map(({ id }) => ({ id, noticedBy: noticedBy.get(id), reason: UNSEEN[id] }))),
    )
  if (unexplained.length > 0 || superfluous.length > 0) process.exitCode = 1
}

/**
 * Is each change needed? Longshore is started without it, and at least one cell of the conformance suite has to differ;
 * else a test of rules has to fail with its steps idle; else it stands in unseen.ts with the reason. Changes that the
 * daemon does not have yet are asked about as well: cells cannot show those.
 * `npm run mutation -- --help`
 */
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import semver from 'semver'
import { rules } from '../../../rules/index.ts'
import { isOlder } from '../../../src/api/version.ts'
import type { KeyedChange } from '../../../src/translate/change.ts'
import { adoptDaemon, type Daemon, RELEASES, type Release } from '../../daemon/daemon.ts'
import { ownDaemon } from '../suite.ts'
import { joinSwarm } from '../world/swarm.ts'
import { closeWorld, createWorld, removeWorld } from '../world/world.ts'
import { Ground } from './ground.ts'
import { noticingTest } from './rule-tests.ts'
import { UNSEEN } from './unseen.ts'

const program = new Command('mutation')
  .option('--change <id...>', 'only these')
  .option('--daemon <release>', '20.10, 28, 29, or one that runs: unix:///var/run/docker.sock', '28')
  .option('--tests-only', 'start no daemon; ask the tests of rules about every change')
  .option('--json <file>', 'write there, for each change, what noticed')
  .parse()
const options = program.opts<{
  change?: string[]
  daemon: Release | `unix://${string}`
  testsOnly?: boolean
  json?: string
}>()

const implemented = rules.filter(({ status = 'implemented' }) => status === 'implemented')
const noticedBy = new Map<string, string>()
const changes = options.testsOnly ? chosen(implemented, 'there is no such change') : await playCells()
for (const { id } of unnoticed(changes)) note(id, await noticingTest(id))
conclude()

/** Gives the changes that a client of a version which the daemon serves needs in front of it, or of a newer one. */
async function playCells(): Promise<KeyedChange[]> {
  const adopted = options.daemon.startsWith('unix://')
  if (!adopted && !RELEASES.some(release => release === options.daemon))
    program.error(`--daemon ${options.daemon}: there are ${RELEASES.join(', ')}`)
  const daemon = adopted ? await adoptDaemon(options.daemon) : await ownDaemon(options.daemon as Release)
  try {
    const served = implemented.filter(({ since }) => isOlder(daemon.minApiVersion, since))
    const changes = chosen(served, `it is for no client that docker ${daemon.release} serves`)
    const met = changes.filter(change => isMet(change, daemon))
    if (met.length > 0) await playOn(daemon, adopted, met)
    return changes
  } finally {
    await daemon.stop()
  }
}

async function playOn(daemon: Daemon, adopted: boolean, changes: readonly KeyedChange[]): Promise<void> {
  const world = await createWorld(daemon)
  const ground = new Ground(daemon, world)
  // A daemon that is not ours is not made to join a swarm.
  const phases = adopted ? (['alone'] as const) : (['alone', 'swarm'] as const)
  try {
    for (const phase of phases) {
      if (phase === 'swarm') await joinSwarm(world)
      for (const change of unnoticed(changes)) {
        const cell = await ground.noticed(change, phase)
        note(change.id, cell && `${cell.operation}, ${cell.scenario}, at ${cell.version}`)
      }
    }
  } finally {
    await ground.stop()
    if (adopted) await removeWorld(world)
    await closeWorld(world)
  }
}

function chosen(changes: readonly KeyedChange[], why: string): KeyedChange[] {
  const missing = options.change?.filter(id => !changes.some(change => change.id === id)) ?? []
  if (missing.length > 0) throw new Error(`--change ${missing.join(' ')}: ${why}`)
  return changes.filter(({ id }) => options.change?.includes(id) ?? true)
}

function unnoticed(changes: readonly KeyedChange[]): KeyedChange[] {
  return changes.filter(({ id }) => !noticedBy.has(id))
}

function note(id: string, by: string | undefined): void {
  if (by === undefined) return
  noticedBy.set(id, by)
  console.log(`${id}: ${by}`)
}

/** Whether the daemon behaves the new way at its newest version. */
function isMet(change: KeyedChange, { release, apiVersion }: Daemon): boolean {
  const engine = semver.coerce(release)
  const behavesNew =
    change.unversioned && engine && semver.gte(engine, semver.coerce(change.unversioned) ?? engine)
  return behavesNew || (change.versioned && !isOlder(apiVersion, change.since))
}

function conclude(): void {
  const silent = unnoticed(changes).map(({ id }) => id)
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

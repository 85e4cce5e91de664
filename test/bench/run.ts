/**
 * Measures what Longshore adds to a call, against a real daemon asked directly: `npm run bench`. Answers are compared
 * before anything is timed. Ends with 1 when they differ, when a list of 200 containers in a version that the daemon
 * converts to, too, takes 3 ms longer or more, when a policy adds 0.2 ms, the audit log a tenth, or when descriptors stay open
 * behind closed connections.
 *
 * The daemon accepts old versions itself and Longshore is made to speak the newest to it, so that both ways give the
 * answer of the same old version: one converted by the daemon, one by Longshore. Of a version older than any that it
 * accepts, its newest is what Longshore's answer is compared to.
 */
import { availableParallelism, loadavg } from 'node:os'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { measureAudit } from './audit.ts'
import { attach, type IdleCost, measureIdle, stream } from './idle-connections.ts'
import { type Measured, measureLatency } from './latency.ts'
import { compile, type Longshore, removeCompiled, startLongshore } from './longshore.ts'
import { measurePolicy } from './policy.ts'
import {
  createListedContainers,
  IMAGE,
  importLargeImage,
  LISTED_CONTAINERS,
  RUNNING_CONTAINER,
  startRunningContainer,
} from './population.ts'
import { isSameExport, measureExport } from './throughput.ts'

const PING_CALLS = 3_000
const LIST_CALLS = 800
const EXPORTS = 3
const IDLE_CONNECTIONS = 1_000
/** Most that translating the container list may add at p50 (milliseconds). */
const MAX_ADDED_MS = 3
/** Most that a policy of a hundred rules may add to a container list at p50 (milliseconds). */
const MAX_POLICY_MS = 0.2
const POLICY_CALLS = 2_000
/** Most that the audit log may add to a container list at p50, as a part of what it takes without. */
const MAX_AUDIT_PART = 0.1
const AUDIT_CALLS = 2_000

const failures: string[] = []

async function main(): Promise<void> {
  const reason = daemonsUnavailable()
  if (reason) throw new Error(reason)
  compile()
  const daemon = await startDaemon({ release: '28' })
  try {
    const { apiVersion: newest, release, socket } = daemon
    print(`Docker ${release}, spoken to at API ${newest}; Node ${process.version}; all on unix sockets`)
    print(`load before: ${load()}\n`)
    await createListedContainers(daemon)
    await withLongshore(socket, newest, longshore => latencies(socket, longshore, newest))
    await policyLatency(socket, newest)
    await auditLatency(socket, newest)
    await importLargeImage(daemon)
    await withLongshore(socket, newest, longshore => throughput(socket, longshore, newest))
    await startRunningContainer(daemon)
    const attachPath = `/containers/${RUNNING_CONTAINER}/attach?stream=1&stdin=1&stdout=1&stderr=1`
    print(
      `${IDLE_CONNECTIONS} idle connections        memory each   descriptors each   before   after closing`,
    )
    for (const [name, openOne] of [
      ['attach', attach(`/v1.24${attachPath}`)],
      ['events', stream('/v1.24/events')],
    ] as const) {
      await withLongshore(socket, newest, async longshore =>
        idle(name, await measureIdle(longshore, openOne, IDLE_CONNECTIONS)),
      )
    }
  } finally {
    await daemon.stop()
    removeCompiled()
  }
}

async function withLongshore(
  daemon: string,
  speaking: string,
  measure: (longshore: Longshore) => Promise<void>,
): Promise<void> {
  const longshore = await startLongshore(daemon, { options: ['--upstream-version', speaking] })
  try {
    await measure(longshore)
  } finally {
    await longshore.stop()
  }
}

async function latencies(daemon: string, longshore: Longshore, newest: string): Promise<void> {
  print(
    'milliseconds                     changes   direct p50    p99   through p50    p99   added p50    p99   processor time',
  )
  const list = `${LISTED_CONTAINERS} containers`
  for (const [name, version, route, calls, directVersion = version] of [
    ['ping', newest, '/_ping', PING_CALLS],
    ['ping', '1.24', '/_ping', PING_CALLS],
    [list, newest, '/containers/json?all=1', LIST_CALLS],
    [list, '1.43', '/containers/json?all=1', LIST_CALLS],
    [list, '1.24', '/containers/json?all=1', LIST_CALLS],
    // No change has to touch the lists above on this daemon; this one is written anew.
    [list, '1.20', '/containers/json?all=1', LIST_CALLS, newest],
  ] as const) {
    const latency = await measureLatency(
      daemon,
      longshore,
      `/v${version}${route}`,
      calls,
      `/v${directVersion}${route}`,
    )
    const changes = longshore.audit().at(-1)?.changes?.length ?? 0
    const addedP50 = latency.through.p50 - latency.direct.p50
    print(latencyRow(`${name}, API ${version}`, changes, latency))
    // What no daemon converts has nothing to be held against.
    if (name === list && directVersion === version && addedP50 >= MAX_ADDED_MS) {
      failures.push(
        `${name} at API ${version}: ${addedP50.toFixed(2)} ms are added at p50, ${MAX_ADDED_MS} are too many`,
      )
    }
  }
  print('')
}

async function policyLatency(daemon: string, newest: string): Promise<void> {
  const { direct, through } = await measurePolicy(daemon, `/v${newest}/containers/json`, POLICY_CALLS)
  const added = through.p50 - direct.p50
  print(
    `a policy of 100 rules: container list ${direct.p50.toFixed(2)} ms without, ${through.p50.toFixed(2)} ms with it (p50)\n`,
  )
  if (added >= MAX_POLICY_MS)
    failures.push(`a policy of 100 rules adds ${added.toFixed(2)} ms at p50, ${MAX_POLICY_MS} are too many`)
}

async function auditLatency(daemon: string, newest: string): Promise<void> {
  for (const [list, query] of [
    ['five containers', '?limit=5'],
    [`${LISTED_CONTAINERS} containers`, '?all=1'],
  ] as const) {
    const path = `/v${newest}/containers/json${query}`
    const { direct, through } = await measureAudit(daemon, path, AUDIT_CALLS)
    const part = through.p50 / direct.p50 - 1
    const percent = `${(part * 100).toFixed(1)} %`
    print(
      `the audit log: list of ${list} ${direct.p50.toFixed(3)} ms without, ${through.p50.toFixed(3)} ms with it (p50), ${percent}`,
    )
    if (part >= MAX_AUDIT_PART)
      failures.push(
        `the audit log adds ${percent} to a list of ${list}, ${MAX_AUDIT_PART * 100} % are too many`,
      )
  }
  print('')
}

function latencyRow(name: string, changes: number, { direct, through, processorMs }: Measured): string {
  const ms = (value: number, width: number) => value.toFixed(2).padStart(width)
  return [
    name.padEnd(30),
    String(changes).padStart(10),
    ms(direct.p50, 13) + ms(direct.p99, 7),
    ms(through.p50, 14) + ms(through.p99, 7),
    ms(through.p50 - direct.p50, 12) + ms(through.p99 - direct.p99, 7),
    ms(processorMs, 16),
  ].join('')
}

/** The best of a few: what else the machine does only ever makes it slower. */
async function throughput(daemon: string, longshore: Longshore, newest: string): Promise<void> {
  if (!(await isSameExport(daemon, longshore.socket, `/v${newest}/images/busybox/get`))) {
    failures.push('an exported image differs through Longshore')
  }
  const path = `/v${newest}/images/${IMAGE}/get`
  let [direct, through, bytes] = [0, 0, 0]
  for (let index = 0; index < EXPORTS; index++) {
    const exported = await measureExport(daemon, path)
    bytes = exported.bytes
    direct = Math.max(direct, exported.bytesPerSecond)
    through = Math.max(through, (await measureExport(longshore.socket, path)).bytesPerSecond)
  }
  const mega = (value: number) => (value / 1e6).toFixed(0)
  print(`image of ${mega(bytes)} MB exported: ${mega(direct)} MB/s direct, ${mega(through)} MB/s through\n`)
}

function idle(name: string, cost: IdleCost): void {
  print(
    [
      name.padEnd(24),
      `${(cost.bytesPerConnection / 1024).toFixed(1)} KiB`.padStart(18),
      cost.descriptorsPerConnection.toFixed(2).padStart(19),
      String(cost.descriptorsBefore).padStart(9),
      String(cost.descriptorsAfter).padStart(16),
    ].join(''),
  )
  if (cost.descriptorsAfter > cost.descriptorsBefore) {
    failures.push(
      `${cost.descriptorsAfter - cost.descriptorsBefore} descriptors stay open after ${name} connections closed`,
    )
  }
}

/** A machine with other work makes every figure worse, and the ones of longer ways most. */
const load = (): string => `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
for (const failure of failures) process.stderr.write(`${failure}\n`)
if (failures.length > 0) process.stderr.write(`(load at the end: ${load()})\n`)
process.exitCode = failures.length > 0 ? 1 : 0

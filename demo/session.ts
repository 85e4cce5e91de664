/**
 * `npm run demo`: clients of old API versions work with a daemon that refuses them, through Longshore. For each step: what
 * the daemon says when asked directly, then what the client said, what the daemon was told and what came back, taken from
 * the wire on both sides of Longshore and from its audit log.
 *
 * The daemon is a throwaway one, Docker 28 made as strict as Docker 29; `--upstream unix:///var/run/docker.sock` takes a
 * running one instead and removes from it what the steps made.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isOlder } from '../src/api/version.ts'
import { adoptDaemon, type Daemon, daemonsUnavailable, startDaemon } from '../test/daemon/daemon.ts'
import { call } from '../test/daemon/http.ts'
import { busyboxImage } from '../test/daemon/image.ts'
import { binariesOf } from '../test/daemon/install.ts'
import { hasPythonDocker } from './clients.ts'
import { type AuditRecord, startLongshore } from './longshore.ts'
import { reasonIn, reportCalls, reportPrinted, reportWhole } from './report.ts'
import { BASE_IMAGE, CONTAINERS, IMAGES, type Step, steps } from './steps.ts'
import { tapWire } from './wiretap.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { upstream: { type: 'string' } } })
  print(
    'Looking for a docker daemon and an old docker CLI; what is missing is installed from Debian (a minute, once) ...',
  )
  const reason = daemonsUnavailable()
  if (reason) throw new Error(`the demonstration needs a daemon, but ${reason}`)
  const daemon =
    values.upstream === undefined
      ? await startDaemon({ release: '28', network: true, env: { DOCKER_MIN_API_VERSION: '1.44' } })
      : await adoptDaemon(values.upstream)
  const folder = mkdtempSync(join(tmpdir(), 'longshore-demo-'))
  try {
    await demonstrate(daemon, folder)
  } finally {
    await removeLeftovers(daemon)
    await daemon.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function demonstrate(daemon: Daemon, folder: string): Promise<void> {
  await busyboxImage(daemon, BASE_IMAGE)
  // client ── clientSide ── Longshore ── daemonSide ── daemon
  const [socket, inner, daemonSocket] = ['longshore.sock', 'inner.sock', 'daemon.sock'].map(name =>
    join(folder, name),
  )
  const daemonSide = await tapWire(daemonSocket!, daemon.socket)
  const longshore = await startLongshore(inner!, daemonSocket!, join(folder, 'audit.jsonl'))
  const clientSide = await tapWire(socket!, inner!)
  try {
    print(
      `Docker ${daemon.release} accepts API ${daemon.minApiVersion} to ${daemon.apiVersion}; Longshore stands before it.`,
    )
    const all = steps(binariesOf('20.10').cli, await hasPythonDocker())
    let succeeded = 0
    let records: AuditRecord[] = []
    for (const [index, step] of all.entries()) {
      print(`\n=== ${index + 1}/${all.length}  ${step.title}\n$ ${step.client.typed}`)
      await askDirectly(daemon, step)
      const run = await step.client.run(socket!)
      if (run.succeeded) succeeded++
      const calls = clientSide.overheard()
      const before = records.length
      records = await longshore.records(before + calls.length)
      report(reportCalls(calls, daemonSide.overheard(), records.slice(before)))
      report(reportPrinted(run.printed))
    }
    print('')
    report(reportWhole(records))
    print(
      `${succeeded} of ${all.length} steps succeeded through Longshore; all of it is stopped and removed again.`,
    )
    if (succeeded < all.length) process.exitCode = 1
  } finally {
    await clientSide.close()
    await longshore.stop()
    await daemonSide.close()
  }
}

/** Only where the daemon refuses: a step that succeeded would be in the way of itself. */
async function askDirectly(daemon: Daemon, { client }: Step): Promise<void> {
  if (!isOlder(client.version, daemon.minApiVersion)) {
    print(`directly  this daemon still speaks API ${client.version} itself`)
    return
  }
  const { succeeded, printed } = await client.run(daemon.socket)
  print(`directly  ${succeeded ? 'accepted' : 'refused'}: ${reasonIn(printed)}`)
}

async function removeLeftovers({ socket, apiVersion }: Daemon): Promise<void> {
  for (const path of [
    ...CONTAINERS.map(name => `containers/${name}`),
    ...IMAGES.map(name => `images/${name}`),
  ]) {
    await call(socket, { method: 'DELETE', path: `/v${apiVersion}/${path}?force=1` })
  }
}

const report = (lines: readonly string[]): void => print(lines.join('\n'))

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

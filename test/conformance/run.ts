/**
 * The differential suite: every call at every version a daemon serves natively has to get the same answer from the daemon
 * itself and through Longshore pinned to the daemon's newest version. `npm run conformance -- --help`
 */
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { RELEASES, type Release } from '../daemon/daemon.ts'
import { unusedExceptions, wideExceptions } from './excepting.ts'
import { differences, exceptionCounts, matrix, summary } from './matrix.ts'
import type { Scenario } from './scenario.ts'
import { type Report, runSuite, type SuiteOptions } from './suite.ts'
import { versionTest } from './versions.ts'

const program = new Command('conformance')
  .option(
    '--daemon <release>',
    '20.10, 28, all of both, or 29 if LONGSHORE_DOCKERD_29 is the path of one',
    'all',
  )
  .option('--against <release>', 'put this one behind Longshore: 28 is to answer as 20.10 does, 29 as 28')
  .option('--socket <url>', 'a daemon that runs: unix:///var/run/docker.sock')
  .option('--versions <ranges>', 'for example 1.24..1.40,1.44,max; default all that the daemon serves')
  .option('--operation <name>', 'only this operation')
  .option('--scenario <text>', 'only scenarios whose name has this text in it')
  .option(
    '--json <file>',
    'write every cell there: the report, or a list of them where there are several daemons',
  )
  .option('--every-version', 'play what runs programs at every version, not only where the API turned')
  .option('--self-check', 'the daemon on both sides: everything has to be equal')
  .option('--quiet', 'only the totals')
  .option('--progress', 'name each scenario as it is played')
  .parse()

const options = program.opts<{
  daemon: string
  against?: string
  socket?: string
  versions?: string
  operation?: string
  scenario?: string
  json?: string
  everyVersion?: boolean
  selfCheck?: boolean
  quiet?: boolean
  progress?: boolean
}>()

function chosen(scenario: Scenario): boolean {
  return (
    (!options.operation || scenario.operation === options.operation) &&
    (!options.scenario || scenario.name.includes(options.scenario))
  )
}

function daemons(): SuiteOptions['daemon'][] {
  if (options.socket) return [options.socket as `unix://${string}`]
  if (options.daemon === 'all') return ['20.10', '28']
  return [releaseOf('--daemon', options.daemon)]
}

function releaseOf(option: string, named: string): Release {
  const release = RELEASES.find(release => release === named)
  if (release === undefined) throw new Error(`${option} ${named}: there are ${RELEASES.join(', ')}`)
  return release
}

const started = Date.now()
const reports: Report[] = await Promise.all(
  daemons().map(daemon =>
    runSuite({
      ...{
        daemon,
        scenarios: chosen,
        selfCheck: options.selfCheck ?? false,
        everyVersion: options.everyVersion ?? false,
      },
      ...(options.against ? { against: releaseOf('--against', options.against) } : {}),
      ...(options.progress ? { progress: console.error } : {}),
      ...(options.versions ? { versions: versionTest(options.versions) } : {}),
    }),
  ),
)
for (const report of reports) {
  if (!options.quiet) console.log(`${matrix(report)}\n`)
  if (!options.quiet) console.log(`${differences(report)}\n`)
  for (const broken of report.broken) console.error(`broken scenario: ${broken}`)
}
for (const report of reports)
  console.log([summary(report), exceptionCounts(report)].filter(Boolean).join('\n'))
console.log(`${Math.round((Date.now() - started) / 1000)} s`)
if (options.json) writeFileSync(options.json, JSON.stringify(reports.length === 1 ? reports[0] : reports))

// What one scenario shows, others need not; nor does one version show what scenarios show that are not played at each.
const whole =
  !options.operation && !options.scenario && !options.versions && !options.selfCheck && !options.against
const unused = whole ? reports.flatMap(({ release, cells }) => unusedExceptions(release, cells)) : []
const wide = whole ? reports.flatMap(({ release, cells }) => wideExceptions(release, cells)) : []
for (const { name } of unused) console.error(`exception that never occurred: ${name}`)
for (const { name } of wide) console.error(`exception for versions at which it does not occur: ${name}`)

const broken = reports.some(report => report.broken.length > 0)
const differing = reports.some(({ total }) => total.equal + total.excepted < total.cells)
if (broken || differing || unused.length + wide.length > 0) process.exitCode = 1

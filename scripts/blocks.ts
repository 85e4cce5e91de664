/** The parts of the documentation that the sources know better: tables of options, changes, exit codes and audit members. */
import { readFileSync } from 'node:fs'
import { newestKnown, oldestTranslated, rules } from '../rules/index.ts'
import { presetNames, readPreset } from '../src/access/presets.ts'
import { compareApiVersions } from '../src/api/version.ts'
import { listed, madeBy } from '../src/cli/change-listing.ts'
import { EXIT_CODES_HELP } from '../src/cli/exit-codes.ts'
import { configFileOption, type Option, serveOptions } from '../src/config/options.ts'
import type { KeyedChange } from '../src/translate/change.ts'
import { EXCEPTIONS, type Exception } from '../test/conformance/exceptions.ts'
import { STAYING } from '../test/golden/staying.ts'
import { dockerReleases } from './docker-releases.ts'
import { changeTable, isImpossible, supportTable } from './support.ts'
import { table } from './table.ts'

/** Markdown by the name of the block it belongs into. */
export function blocks(): Readonly<Record<string, string>> {
  return {
    served: served(),
    options: optionTable(),
    'exit-codes': exitCodeTable(),
    policies: policyTable(),
    audit: auditTable(),
    support: supportTable(),
    changes: changeTable(),
    golden: goldenTable(),
    exceptions: exceptionTable(),
    impossible: list(rules.filter(isImpossible), ({ reason }) => reason),
    losses: list(
      rules.filter(change => change.loss !== undefined && !isImpossible(change)),
      ({ loss }) => loss,
    ),
  }
}

const served = (): string =>
  `Clients of API ${oldestTranslated} (Docker ${dockerReleases[oldestTranslated]}) to API ${newestKnown} are translated.`

function optionTable(): string {
  const rows = [configFileOption, ...serveOptions].map((option: Option) => [
    `\`${option.flag} ${option.argument}\``,
    `\`${option.env}\``,
    option.default === undefined ? '' : `\`${option.default}\``,
    option.description + (option.repeatable ? '; may be repeated, commas in the environment variable' : ''),
  ])
  return table(['Flag', 'Environment variable', 'Default', 'Meaning'], rows)
}

function exitCodeTable(): string {
  const rows = [...EXIT_CODES_HELP.matchAll(/^ +(\d+) +(.+)$/gm)].map(([, code, meaning]) => [
    code!,
    meaning!,
  ])
  return table(['Code', 'Meaning'], rows)
}

/** A ready-made policy begins with a comment whose first sentence says whom it is for. */
function policyTable(): string {
  const rows = presetNames.map(name => {
    const comment =
      /^(?:# .*\n)+/.exec(readPreset(name).text)?.[0].replaceAll(/^# /gm, '').replaceAll('\n', ' ') ?? ''
    return [`\`--policy ${name}\``, /^.+?[.;](?= )/.exec(comment)?.[0].replace(/;$/, '.') ?? comment.trim()]
  })
  return table(['Ready-made', 'For whom'], rows)
}

interface RecordSchema {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, { readonly description: string }>>
}

function auditTable(): string {
  const schema = JSON.parse(
    readFileSync(new URL('../docs/audit-record.schema.json', import.meta.url), 'utf8'),
  ) as RecordSchema
  const rows = Object.entries(schema.properties).map(([member, { description }]) => [
    `\`${member}\``,
    schema.required.includes(member) ? 'always' : '',
    description,
  ])
  return table(['Member', 'Present', 'Meaning'], rows)
}

/** Of the conformance suite, with one daemon. */
function exceptionTable(): string {
  const rows = EXCEPTIONS.filter(({ behind }) => behind === undefined).map(exception => [
    exception.name,
    exception.daemons.join(', '),
    versionsOf(exception),
    exception.better ? `\`${exception.better}\`: ${exception.reason}` : exception.reason,
  ])
  return table(['Exception', 'Docker', 'API', 'Why'], rows)
}

/** Of the recorded answers. */
function goldenTable(): string {
  const rows = STAYING.map(({ calls, difference, from, to, reason }) => [
    `\`${readable(calls)}\``,
    versionsOf({ ...(from && { since: from }), ...(to && { until: to }) }),
    difference.source === '^' ? 'any' : `\`${readable(difference)}\``,
    reason,
  ])
  return table(['Calls', 'API', 'Difference', 'Why it stays'], rows)
}

const readable = ({ source }: RegExp): string => source.replaceAll(/\^|\$|\?:|\\/g, '')

function versionsOf({ since, until }: Pick<Exception, 'since' | 'until'>): string {
  if (since === undefined) return until === undefined ? 'all' : `to ${until}`
  return until === undefined ? `from ${since}` : since === until ? since : `${since} to ${until}`
}

function list(changes: readonly KeyedChange[], say: (change: KeyedChange) => string | undefined): string {
  const ordered = [...changes].sort((a, b) => compareApiVersions(a.since, b.since))
  return ordered
    .map(change => `- \`${change.id}\` (${madeBy(listed(change))}). ${change.summary}. ${say(change)}`)
    .join('\n')
}

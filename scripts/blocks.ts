/** The parts of the documentation that the sources know better: tables of options, changes, exit codes and audit members. */
import { readFileSync } from 'node:fs'
import { newestKnown, oldestTranslated, rules } from '../rules/index.ts'
import { presetNames, readPreset } from '../src/access/presets.ts'
import { type ApiVersion, compareApiVersions, isOlder } from '../src/api/version.ts'
import { listed, madeBy } from '../src/cli/change-listing.ts'
import { EXIT_CODES_HELP } from '../src/cli/exit-codes.ts'
import { configFileOption, type Option, serveOptions } from '../src/config/options.ts'
import type { KeyedChange } from '../src/translate/change.ts'
import { EXCEPTIONS, type Exception } from '../test/conformance/exceptions.ts'
import { dockerReleases } from './docker-releases.ts'

/** Markdown by the name of the block it belongs into. */
export function blocks(): Readonly<Record<string, string>> {
  return {
    served: served(),
    options: optionTable(),
    'exit-codes': exitCodeTable(),
    policies: policyTable(),
    audit: auditTable(),
    support: supportTable(),
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

function supportTable(): string {
  const rows = versionsBetween(oldestTranslated, newestKnown).map(version => {
    const made = rules.filter(change => change.since === version)
    const passed = rules.filter(change => isTranslated(change) && isOlder(version, change.since))
    return [
      version,
      dockerReleases[version] ?? 'to come',
      ...[
        made.length,
        made.filter(isTranslated).length,
        made.filter(isEmulated).length,
        made.filter(change => change.status === 'not needed').length,
        made.filter(isImpossible).length,
        made.filter(change => change.loss !== undefined && isTranslated(change)).length,
        passed.length,
      ].map(String),
    ]
  })
  const heading = [
    'API',
    'Docker',
    'Changes',
    'translated',
    'emulated',
    'nothing to do',
    'impossible',
    'with a loss',
  ]
  return table([...heading, 'Its clients pass'], rows)
}

/** Of the conformance suite. */
function exceptionTable(): string {
  const rows = EXCEPTIONS.map(exception => [
    exception.name,
    exception.daemons.join(', '),
    versionsOf(exception),
    exception.better
      ? `\`${exception.better}\`: ${exception.reason}`
      : `not to be known: ${exception.reason}`,
  ])
  return table(['Exception', 'Docker', 'API', 'Why'], rows)
}

function versionsOf({ since, until }: Exception): string {
  if (since === undefined) return until === undefined ? 'all' : `to ${until}`
  return until === undefined ? `from ${since}` : since === until ? since : `${since} to ${until}`
}

function versionsBetween(oldest: ApiVersion, newest: ApiVersion): ApiVersion[] {
  const known = new Set<ApiVersion>([newest, ...(Object.keys(dockerReleases) as ApiVersion[])])
  return [...known]
    .filter(version => !isOlder(version, oldest) && !isOlder(newest, version))
    .sort(compareApiVersions)
}

const isTranslated = ({ status }: KeyedChange): boolean => status === undefined || status === 'implemented'
const isImpossible = ({ status }: KeyedChange): boolean => status === 'impossible'
const isEmulated = ({ operations }: KeyedChange): boolean =>
  Object.values(operations).some(({ emulate }) => emulate !== undefined)

function list(changes: readonly KeyedChange[], say: (change: KeyedChange) => string | undefined): string {
  const ordered = [...changes].sort((a, b) => compareApiVersions(a.since, b.since))
  return ordered
    .map(change => `- \`${change.id}\` (${madeBy(listed(change))}). ${change.summary}. ${say(change)}`)
    .join('\n')
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')
}

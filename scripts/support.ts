/** What becomes of the calls of each version of the API in front of the newest daemon, and what each version changed. */
import { newestKnown, oldestTranslated, rules } from '../rules/index.ts'
import type { Operation } from '../src/api/operation.ts'
import { operations, successorOf } from '../src/api/operations.ts'
import { type ApiVersion, compareApiVersions, isOlder } from '../src/api/version.ts'
import type { KeyedChange, OperationChange } from '../src/translate/change.ts'
import { dockerReleases } from './docker-releases.ts'
import { table } from './table.ts'

export function supportTable(): string {
  const rows = versions().map(version => {
    const own = operationsOf(version)
    const refused = own.filter(operation => isRefused(operation, version))
    const served = own.filter(operation => !refused.includes(operation))
    const emulated = served.filter(({ name }) => stepsFor(name, version).some(isEmulation))
    const untouched = served.filter(({ name }) => stepsFor(name, version).length === 0)
    const lossy = served.filter(({ name }) => passedBy(name, version).some(({ loss }) => loss !== undefined))
    return [
      version,
      dockerReleases[version] ?? 'to come',
      `${served.length} of ${own.length}`,
      String(untouched.length),
      names(emulated),
      String(lossy.length),
      names(refused),
    ]
  })
  const heading = [
    'API',
    'Docker',
    'Calls served',
    'as they are',
    'made of other calls',
    'may lose something',
  ]
  return table([...heading, 'not served'], rows)
}

export function changeTable(): string {
  const rows = versions().map(version => {
    const made = rules.filter(change => change.since === version)
    const passed = rules.filter(change => isTranslated(change) && isOlder(version, change.since))
    const counts = [
      made.length,
      made.filter(isTranslated).length,
      made.filter(change => change.status === 'not needed').length,
      made.filter(isImpossible).length,
      made.filter(change => change.loss !== undefined && isTranslated(change)).length,
      passed.length,
    ]
    return [version, dockerReleases[version] ?? 'to come', ...counts.map(String)]
  })
  const heading = ['API', 'Docker', 'Changes', 'translated', 'nothing to do', 'impossible', 'with a loss']
  return table([...heading, 'Its clients pass'], rows)
}

export const isTranslated = ({ status }: KeyedChange): boolean =>
  status === undefined || status === 'implemented'
export const isImpossible = ({ status }: KeyedChange): boolean => status === 'impossible'

function versions(): ApiVersion[] {
  const known = new Set<ApiVersion>([newestKnown, ...(Object.keys(dockerReleases) as ApiVersion[])])
  return [...known]
    .filter(version => !isOlder(version, oldestTranslated) && !isOlder(newestKnown, version))
    .sort(compareApiVersions)
}

const operationsOf = (version: ApiVersion): Operation[] =>
  operations.filter(
    ({ since, until }) => !isOlder(version, since) && (until === undefined || isOlder(version, until)),
  )

/** The changes that a call passes on its way to the newest daemon; every call passes those of `*`. */
const passedBy = (operation: string, version: ApiVersion): KeyedChange[] =>
  rules.filter(change => isOlder(version, change.since) && change.operations[operation] !== undefined)

const stepsFor = (operation: string, version: ApiVersion): OperationChange[] =>
  passedBy(operation, version).map(change => change.operations[operation]!)

const isEmulation = ({ emulate }: OperationChange): boolean => emulate !== undefined

const isRefused = (operation: Operation, version: ApiVersion): boolean =>
  operation.until !== undefined &&
  successorOf(operation) === undefined &&
  !stepsFor(operation.name, version).some(isEmulation)

const names = (of: readonly Operation[]): string => of.map(({ name }) => name).join(', ')

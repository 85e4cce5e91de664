/**
 * Differences that are known and not yet mended, in known-differences.json. The list may only shrink: a new difference
 * fails the tests, and so does a listed one that has become equal.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { ApiVersion } from '../../src/api/version.ts'
import type { Cell } from './cell.ts'
import type { Report } from './suite.ts'
import { asRanges, versionTest } from './versions.ts'

export interface KnownDifference {
  readonly daemon: string
  readonly operation: string
  readonly scenario: string
  /** As `--versions` takes them. */
  readonly versions: string
}

const file = new URL('./known-differences.json', import.meta.url)

export function knownDifferences(): KnownDifference[] {
  return JSON.parse(readFileSync(file, 'utf8')) as KnownDifference[]
}

/** Replaces what is recorded of the reports' daemons. */
export function writeBaseline(reports: readonly Report[]): void {
  const others = knownDifferences().filter(known => !reports.some(report => report.daemon === known.daemon))
  const lines = [...others, ...reports.flatMap(differencesOf)].map(known => `  ${JSON.stringify(known)}`)
  writeFileSync(file, lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`)
}

function differencesOf(report: Report): KnownDifference[] {
  const versionsByName = new Map<string, { cell: Cell; versions: ApiVersion[] }>()
  for (const cell of report.cells.filter(cell => !cell.equal && !cell.excepted)) {
    const name = JSON.stringify([cell.operation, cell.scenario])
    const versions = versionsByName.get(name)?.versions ?? []
    versionsByName.set(name, { cell, versions: [...versions, cell.version] })
  }
  return [...versionsByName.values()].map(({ cell, versions }) => ({
    ...{ daemon: report.daemon, operation: cell.operation, scenario: cell.scenario },
    versions: asRanges(versions, report.versions),
  }))
}

export interface Surprises {
  readonly newlyDifferent: readonly Cell[]
  readonly newlyEqual: readonly Cell[]
}

export function surprises(report: Report, known: readonly KnownDifference[]): Surprises {
  const isKnown = (cell: Cell) =>
    known.some(
      one =>
        one.daemon === report.daemon &&
        one.operation === cell.operation &&
        one.scenario === cell.scenario &&
        versionTest(one.versions)(cell.version, report.pinned),
    )
  return {
    newlyDifferent: report.cells.filter(cell => !cell.equal && !cell.excepted && !isKnown(cell)),
    newlyEqual: report.cells.filter(cell => (cell.equal || cell.excepted) && isKnown(cell)),
  }
}

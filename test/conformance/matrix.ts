/** What the suite found, for people: operations by versions, one character a cell. */
import type { Report } from './suite.ts'
import { asRanges } from './versions.ts'

/** All equal, all different, or how many in ten are equal. */
function character(equal: number, of: number): string {
  if (of === 0) return ' '
  if (equal === of) return '·'
  if (equal === 0) return '#'
  return String(Math.min(9, Math.floor((10 * equal) / of)))
}

export function matrix(report: Report): string {
  const operations = [...new Set(report.cells.map(cell => cell.operation))]
  const width = Math.max(...operations.map(name => name.length), 0)
  const tally = new Map<string, { equal: number; of: number }>()
  for (const cell of report.cells) {
    const key = `${cell.operation} ${cell.version}`
    const { equal, of } = tally.get(key) ?? { equal: 0, of: 0 }
    tally.set(key, { equal: equal + Number(cell.equal || cell.excepted), of: of + 1 })
  }
  const tens = report.versions.map(version => version.split('.')[1]?.padStart(2).charAt(0)).join('')
  const ones = report.versions.map(version => version.slice(-1)).join('')
  const rows = operations.map(operation => {
    const cells = report.versions.map(version => {
      const { equal, of } = tally.get(`${operation} ${version}`) ?? { equal: 0, of: 0 }
      return character(equal, of)
    })
    return `${operation.padEnd(width)}  ${cells.join('')}`
  })
  return [`${' '.repeat(width)}  ${tens}`, `${'API 1.'.padEnd(width)}  ${ones}`, ...rows].join('\n')
}

export function summary(report: Report): string {
  const { cells, equal, excepted } = report.total
  const counts = `${cells} cells: ${equal} equal, ${excepted} excepted, ${cells - equal - excepted} different`
  const behind = report.behind ? ` and ${report.behind} behind Longshore` : ''
  return `docker ${report.release}${behind}, pinned to ${report.pinned}: ${counts}`
}

/** How many cells each exception occurred in. */
export function exceptionCounts(report: Report): string {
  const counts = new Map<string, number>()
  for (const name of report.cells.flatMap(cell => cell.exceptions ?? []))
    counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${String(count).padStart(6)}  ${name}`).join('\n')
}

/** Of every scenario that differs: where first, at which versions, and how. */
export function differences(report: Report): string {
  const lines: string[] = []
  const differing = report.cells.filter(cell => !cell.equal && !cell.excepted)
  for (const name of new Set(differing.map(cell => `${cell.operation}, ${cell.scenario}`))) {
    const cells = differing.filter(cell => `${cell.operation}, ${cell.scenario}` === name)
    const versions = asRanges(
      cells.map(cell => cell.version),
      report.versions,
    )
    const { path, direct, through } = cells.at(-1)?.differences?.[0] ?? { path: '', direct: '', through: '' }
    lines.push(`${name} [${versions}]\n  ${path}\n    direct   ${direct}\n    through  ${through}`)
  }
  return lines.join('\n')
}

/** Which exception a difference is, and whether each exception occurs where it is said to. */
import { compareApiVersions } from '../../src/api/version.ts'
import type { Release } from '../daemon/daemon.ts'
import type { Cell } from './cell.ts'
import type { Difference } from './compare.ts'
import { EXCEPTIONS, type Exception, type ExceptionOfOne } from './exceptions.ts'

/** Where a cell stands: everything of it but its result. */
export type Place = Pick<Cell, 'operation' | 'scenario' | 'version'> & {
  /** The daemon's own: `28.5.2+dfsg4`. */
  readonly release: string
  /** That of the one behind Longshore, where it is another. */
  readonly behind?: string
}

export function covers(exception: Exception, place: Place): boolean {
  return (
    isOneOf(exception.daemons, place.release) &&
    (exception.behind === undefined || isOneOf(exception.behind, place.behind)) &&
    exception.operations.includes(place.operation) &&
    (exception.scenarios?.includes(place.scenario) ?? true) &&
    compareApiVersions(place.version, exception.since ?? '0.0') >= 0 &&
    compareApiVersions(place.version, exception.until ?? '99.0') <= 0
  )
}

const isOneOf = (releases: readonly Release[], own: string | undefined): boolean =>
  releases.some(release => own?.startsWith(`${release}.`) ?? false)

/** Those by which the daemon's own answer is made the expected one. */
export const expectationsFor = (place: Place): readonly ExceptionOfOne[] =>
  EXCEPTIONS.filter(exception => 'becomes' in exception).filter(exception => covers(exception, place))

/** The exception that each of the differences of a cell is, if it is one. */
export function exceptionsOf(found: readonly Difference[], place: Place): readonly (Exception | undefined)[] {
  const own = found.map(difference => exceptionFor(difference, place))
  const whole = new Map(
    found.flatMap(({ path }, i) => {
      const exception = own[i]
      return exception && 'whole' in exception ? [[answerOf(path), exception]] : []
    }),
  )
  return found.map(({ path }, i) => own[i] ?? whole.get(answerOf(path)))
}

/** `ask GET /info:` */
const answerOf = (path: string): string => path.slice(0, path.indexOf(':.') + 1)

/** The exception that a difference is by itself, if it is one. */
export function exceptionFor(difference: Difference, place: Place): Exception | undefined {
  return EXCEPTIONS.find(
    exception =>
      'direct' in exception &&
      covers(exception, place) &&
      exception.at.test(difference.path) &&
      exception.direct.test(difference.direct) &&
      exception.through.test(difference.through) &&
      (exception.agree?.(difference.direct, difference.through) ?? true),
  )
}

/** Exceptions that did not occur at any of these places, though they are for some. */
export function unusedExceptions(release: string, cells: readonly Cell[]): readonly Exception[] {
  const occurred = new Set(cells.flatMap(cell => cell.exceptions ?? []))
  return EXCEPTIONS.filter(
    exception => !occurred.has(exception.name) && cells.some(cell => covers(exception, { ...cell, release })),
  )
}

/**
 * Exceptions whose first or last version goes too far: of the scenarios that they occur in, none does so at the first or the
 * last version that was played.
 */
export function wideExceptions(release: string, cells: readonly Cell[]): readonly Exception[] {
  const scenarioOf = ({ operation, scenario }: Cell) => `${operation}, ${scenario}`
  return EXCEPTIONS.filter(exception => {
    const occurring = cells.filter(cell => cell.exceptions?.includes(exception.name))
    const scenarios = new Set(occurring.map(scenarioOf))
    const possible = cells
      .filter(cell => scenarios.has(scenarioOf(cell)) && covers(exception, { ...cell, release }))
      .map(({ version }) => version)
      .sort(compareApiVersions)
    return [possible[0], possible.at(-1)].some(
      end => end !== undefined && !occurring.some(({ version }) => version === end),
    )
  })
}

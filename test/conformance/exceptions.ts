/**
 * Differences that are meant, or that cannot be helped. Each names the members that differ and what each side gives for
 * them, so that the rest of the answer is still compared. One that never occurs fails a full run. The lists are in
 * `exceptions/`.
 */
import { type ApiVersion, compareApiVersions } from '../../src/api/version.ts'
import type { Release } from '../daemon/daemon.ts'
import type { Tree } from './body.ts'
import type { Cell } from './cell.ts'
import type { Difference } from './compare.ts'
import { beforeApi24 } from './exceptions/before-1.24.ts'
import { sinceApi24 } from './exceptions/since-1.24.ts'

export type Exception = ExceptionOfTwo | ExceptionOfOne

/** Two values where the through one is not told by the direct one alone. */
export interface ExceptionOfTwo extends Subject {
  /** What the two sides give, as compare.ts shows it. */
  readonly direct: RegExp
  readonly through: RegExp
}

/** Longshore's value is made of the daemon's: the two are still compared to the letter. */
export interface ExceptionOfOne extends Subject {
  /** Returns its input where it does not apply. */
  readonly becomes: (direct: Tree) => Tree
}

interface Subject {
  readonly name: string
  /**
   * Id of the change by which Longshore gives what engines of the client's time gave, and this one no longer does at any
   * version. Without it: what the daemon makes of the call at that version cannot be known or brought about from outside.
   */
  readonly better?: string
  readonly reason: string
  readonly daemons: readonly Release[]
  readonly operations: readonly string[]
  /** Default: every scenario of the operations. */
  readonly scenarios?: readonly string[]
  /** First and last version it occurs at. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** The member: `ask GET /info:.body.json.KernelMemory`. */
  readonly at: RegExp
}

export const EXCEPTIONS: readonly Exception[] = [...beforeApi24, ...sinceApi24]

/** Where a cell stands: everything of it but its result. */
export type Place = Pick<Cell, 'operation' | 'scenario' | 'version'> & {
  /** The daemon's own: `28.5.2+dfsg4`. */
  readonly release: string
}

export function covers(exception: Exception, place: Place): boolean {
  return (
    exception.daemons.some(release => place.release.startsWith(`${release}.`)) &&
    exception.operations.includes(place.operation) &&
    (exception.scenarios?.includes(place.scenario) ?? true) &&
    compareApiVersions(place.version, exception.since ?? '0.0') >= 0 &&
    compareApiVersions(place.version, exception.until ?? '99.0') <= 0
  )
}

/** Those by which the daemon's own answer is made the expected one. */
export const expectationsFor = (place: Place): readonly ExceptionOfOne[] =>
  EXCEPTIONS.filter(exception => 'becomes' in exception).filter(exception => covers(exception, place))

/** The exception that a difference is, if it is one. */
export function exceptionFor(difference: Difference, place: Place): Exception | undefined {
  return EXCEPTIONS.find(
    exception =>
      'direct' in exception &&
      covers(exception, place) &&
      exception.at.test(difference.path) &&
      exception.direct.test(difference.direct) &&
      exception.through.test(difference.through),
  )
}

/** Exceptions that did not occur at any of these places, though they are for some. */
export function unusedExceptions(release: string, cells: readonly Cell[]): readonly Exception[] {
  const occurred = new Set(cells.flatMap(cell => cell.exceptions ?? []))
  return EXCEPTIONS.filter(
    exception => !occurred.has(exception.name) && cells.some(cell => covers(exception, { ...cell, release })),
  )
}

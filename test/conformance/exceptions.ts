/**
 * Differences that are meant, or that cannot be helped. Each names the members that differ and what each side gives for
 * them, so that the rest of the answer is still compared. One that never occurs fails a full run. The lists are in
 * `exceptions/`.
 */
import type { ApiVersion } from '../../src/api/version.ts'
import type { Release } from '../daemon/daemon.ts'
import type { Tree } from './body.ts'
import { beforeApi24 } from './exceptions/before-1.24/index.ts'
import { docker29 } from './exceptions/docker-29/index.ts'
import { engineDifferences } from './exceptions/engine-differences/index.ts'
import { sinceApi24 } from './exceptions/since-1.24.ts'

export type Exception = ExceptionOfTwo | ExceptionOfOne

/** Two values where the through one is not told by the direct one alone. */
export interface ExceptionOfTwo extends Subject {
  /** What the two sides give, as compare.ts shows it. */
  readonly direct: RegExp
  readonly through: RegExp
  /** Whether the two belong together, where that can be told. */
  readonly agree?: (direct: string, through: string) => boolean
  /** Of a status: one side has an error where the other has none, so there is nothing to compare the rest of the answer with. */
  readonly whole?: true
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
  /** The releases behind Longshore, where it is another one and the difference is theirs. */
  readonly behind?: readonly Release[]
  readonly operations: readonly string[]
  /** Default: every scenario of the operations. */
  readonly scenarios?: readonly string[]
  /** First and last version it occurs at. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** The member: `ask GET /info:.body.json.KernelMemory`. */
  readonly at: RegExp
}

export const EXCEPTIONS: readonly Exception[] = [
  ...beforeApi24,
  ...sinceApi24,
  ...docker29,
  ...engineDifferences,
]

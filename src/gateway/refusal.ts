/** A request that Longshore answers itself, before or instead of asking the daemon. */
import type { Dialect } from './dialect.ts'

export interface Refusal {
  readonly status: number
  /** A full sentence, without a newline at its end. */
  readonly message: string
  readonly dialect: Dialect
  /** Where the daemon would have redirected to (301). */
  readonly location?: string
  /** True where the daemon behind a route would answer: its version and OS then stand in header fields. */
  readonly inDaemonsName?: boolean
}

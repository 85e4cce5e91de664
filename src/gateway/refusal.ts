/** A request that Longshore answers itself, before or instead of asking the daemon. */
import type { Dialect } from './dialect.ts'

export interface Refusal {
  readonly status: number
  /** A full sentence, without a newline at its end. */
  readonly message: string
  readonly dialect: Dialect
  /** Where the daemon would have redirected to (301). */
  readonly location?: string
  /**
   * Where the daemon would answer behind a route, its version and OS stand in header fields; a handler's answers also say
   * whether it is an experimental one.
   */
  readonly inDaemonsName?: 'version-check' | 'handler'
}

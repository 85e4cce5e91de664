/** A request that Longshore answers itself, before or instead of asking the daemon. */
import type { Dialect } from './dialect.ts'

export interface Refusal {
  readonly status: number
  /** A full sentence, without a newline at its end. */
  readonly message: string
  readonly dialect: Dialect
  /** Where the daemon would have redirected to (301). */
  readonly location?: string
  /** True where the daemon's version check answers, which names the daemon in header fields. */
  readonly fromVersionCheck?: boolean
}

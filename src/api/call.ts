/** A client's request once it has a name: which operation, at which version, on what. */
import type { Operation } from './operation.ts'
import type { ApiVersion } from './version.ts'

export interface Call {
  readonly operation: Operation
  /** Parameters of the route, decoded once. */
  readonly params: Readonly<Record<string, string>>
  /** The path without its version prefix, escaped anew from what it decodes to: `/images/a/b:c/json`. */
  readonly path: string
  /** The query as it came, without the question mark; empty when there is none. */
  readonly query: string
  /** The version the client speaks. */
  readonly client: ApiVersion
  /** False when the path named no version and `client` is what that was taken to mean. */
  readonly versioned: boolean
}

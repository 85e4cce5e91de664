/** What a policy judges: a call as it will be sent, and the objects of the daemon that it names. */
import type { Operation } from '../api/operation.ts'
import type { ApiVersion } from '../api/version.ts'
import type { JsonValue } from '../translate/json.ts'
import type { Identity } from './identity.ts'

export interface JudgedCall {
  readonly operation: Operation
  /** The version the client speaks. */
  readonly client: ApiVersion
  readonly params: Readonly<Record<string, string>>
  /** The query that will be sent. */
  readonly query: URLSearchParams
  /** The body that will be sent, when it is JSON and `needsBody` asks for it. */
  readonly body: JsonValue | undefined
  readonly identity: Identity
  /** What `existingObject` names, as the daemon describes it; null when it has none. Looked up when `needsObject` asks for it. */
  readonly object?: JudgedObject | null
  /** Names of the networks that `serviceNetworks` lists, by what the client called them; empty for one that is not there. */
  readonly networkNames?: ReadonlyMap<string, string>
}

export type ObjectKind =
  | 'container'
  | 'image'
  | 'network'
  | 'volume'
  | 'exec'
  | 'service'
  | 'node'
  | 'task'
  | 'secret'
  | 'config'
  | 'plugin'

export interface ObjectReference {
  readonly kind: ObjectKind
  /** As the client wrote it: a name, an ID, the start of one. */
  readonly reference: string
}

/** An object of the daemon, as far as rules go. */
export interface JudgedObject {
  readonly kind: ObjectKind
  readonly id: string
  /** Without the slash in front. An image's are its tags and digests. */
  readonly names: readonly string[]
  /** The image of a container, task or service. */
  readonly image?: string
  /** Undefined where they are not known, as in an event about a volume. */
  readonly labels?: ReadonlyMap<string, string>
}

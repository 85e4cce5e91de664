/**
 * The vocabulary of `rules/`: what changed in the API, as data. A rule file is a `version(…)` or an `engine(…)` holding
 * `change(…)`s; each names the operations it touches and gives pure steps for the parts of a call that differ.
 *
 * Requests climb: a request step takes what an older client sends and gives what the newer API wants.
 * Responses descend: a response step takes what the newer API answers and gives what the older client expects.
 */
import type { Transform } from 'node:stream'
import type { ApiVersion } from '../api/version.ts'
import type { JsonValue } from './json.ts'

/** What a step may know of the call besides the part it converts. Never to be modified. */
export interface StepContext {
  readonly operation: string
  /** The version the client speaks, and the one spoken to the daemon. */
  readonly client: ApiVersion
  readonly target: ApiVersion
  /** The oldest version Longshore serves in front of this daemon. */
  readonly oldestServed: ApiVersion
  /** Parameters of the route, decoded: `{ name: 'busybox' }`. */
  readonly params: Readonly<Record<string, string>>
  /** The query as the client sent it. */
  readonly query: URLSearchParams
  /** Containers that were made anew, their ids of today and the ones their clients know; where `resolvesContainer` asks for them. */
  readonly successors?: readonly { readonly id: string; readonly legacyId: string }[]
  /**
   * For request steps: tells that a part of this call has no effect. Stands among the losses of the call in the audit log, and
   * among the `Warnings` of its answer where the operation has them: in the daemon's own words where one had any.
   */
  warn(text: string): void
}

/** Header fields by lower-case name. A field that occurs more than once has its values in an array. */
export type Headers = Readonly<Record<string, string | readonly string[]>>

/** One frame of a stdcopy stream: 0 stdin, 1 stdout, 2 stderr, 3 systemerr. */
export interface StdcopyFrame {
  readonly stream: number
  readonly payload: Buffer
}

export interface ErrorAnswer {
  readonly status: number
  readonly message: string
}

/** Steps for one operation. No step modifies its input; one that has nothing to do returns it as it is. */
export interface OperationChange {
  /** The client's query. */
  readonly query?: (query: URLSearchParams, context: StepContext) => URLSearchParams
  /** The client's header fields. */
  readonly requestHeaders?: (headers: Headers, context: StepContext) => Headers
  /** The bytes of the client's JSON body, before they are read. */
  readonly requestText?: (body: Buffer, headers: Headers) => Buffer
  /** The client's JSON body, its keys already in canonical spelling. Undefined when the client sent none. */
  readonly request?: (body: JsonValue | undefined, context: StepContext) => JsonValue | undefined
  /** What the bytes of a raw body (an archive) pass on their way to the daemon; a new one for each call. */
  readonly requestBytes?: () => Transform
  /** Status and header fields of a successful answer. */
  readonly status?: (status: number, context: StepContext) => number
  readonly responseHeaders?: (headers: Headers, context: StepContext) => Headers
  /** The JSON body of a successful answer. */
  readonly response?: (body: JsonValue, context: StepContext) => JsonValue
  /** `response` leaves an answer alone whose text has none of these in it, so that it need not be parsed. */
  readonly onlyWith?: readonly string[]
  /** Each value of a JSON stream. Undefined drops the message, an array is several messages. */
  readonly message?: (message: JsonValue, context: StepContext) => JsonValue | undefined
  /** How a message of a JSON stream is written for the client, in place of the separator too. The oldest API's way counts. */
  readonly writeMessage?: (message: JsonValue, context: StepContext) => string
  /** Each frame of a stdcopy stream. */
  readonly frame?: (frame: StdcopyFrame, context: StepContext) => StdcopyFrame
  /** How a frame is written, where the client reads no stdcopy; the oldest change that says so is heard. */
  readonly writeFrame?: (frame: StdcopyFrame) => Buffer
  /** An error answer (status 400 and up), before it is written in the client's dialect. */
  readonly error?: (error: ErrorAnswer, context: StepContext) => ErrorAnswer
  /** Websocket frames of `attach/ws` carry text (opcode 1) or binary data (opcode 2) towards the client. */
  readonly websocketOpcode?: 1 | 2
  /** Name of the emulation that makes the call, because no single call of the newer API does. */
  readonly emulate?: string
  /** The client may know the container by an id that it no longer has: it is looked up before the call is sent. */
  readonly resolvesContainer?: boolean
  /** The daemon of the time went on with the call when its client had left. */
  readonly outlivesClient?: boolean
  /** The daemon must be spoken to at this version or above, because its own conversion below it is wrong. */
  readonly atLeast?: ApiVersion
}

export interface Change {
  /** The catalogue's id: `v1.44-virtualsize`. */
  readonly id: string
  /** One sentence: what is new; then what older clients know instead. */
  readonly summary: string
  /** By operation name; `*` is every operation. */
  readonly operations: Readonly<Record<string, OperationChange>>
  /** What cannot be kept, in one sentence for users. */
  readonly loss?: string
  /** Engine release from which on the daemon behaves the new way whatever version it is spoken to at. */
  readonly unversioned?: string
  /** `not needed` or `impossible` changes carry no steps and say why in `reason`. Default `implemented`. */
  readonly status?: ChangeStatus
  readonly reason?: string
}

export type ChangeStatus = 'implemented' | 'not needed' | 'impossible'

/** A change with the key that decides when it applies. */
export interface KeyedChange extends Change {
  /** Clients older than this need it. */
  readonly since: ApiVersion
  /** True when crossing `since` brings it about; false when only the engine's release does. */
  readonly versioned: boolean
}

export function change(definition: Change): Change {
  return definition
}

/** Changes made by an API version: clients older than `since` need them when the daemon is spoken to at `since` or above. */
export function version(since: ApiVersion, changes: readonly Change[]): readonly KeyedChange[] {
  return changes.map(definition => ({ ...definition, since, versioned: true }))
}

/**
 * Changes made by an engine release at every API version. Clients older than `since` need them on such an engine,
 * even when the daemon accepts the version they speak.
 */
export function engine(
  release: string,
  since: ApiVersion,
  changes: readonly Change[],
): readonly KeyedChange[] {
  return changes.map(definition => ({ ...definition, unversioned: release, since, versioned: false }))
}

/** Newer than any version there will be: every client is older. */
const AFTER_ALL_VERSIONS: ApiVersion = '9999.0'

/** What Longshore tells every client, whatever it speaks and whatever stands behind. */
export function everyClient(changes: readonly Change[]): readonly KeyedChange[] {
  return engine('0.0.0', AFTER_ALL_VERSIONS, changes)
}

/**
 * What an operation of the Engine API is. The table of all of them, from 1.0 on, is in `operations.ts`.
 */
import type { ApiVersion } from './version.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'

/**
 * How the body of a successful answer is framed, as far as a translation can touch it:
 * - `json`: one JSON value
 * - `json-stream`: JSON values one after the other, with or without newlines between them
 * - `stdcopy`: frames of stdout and stderr, or raw bytes when the container has a TTY (logs)
 * - `raw`: bytes nobody translates (tar archives, plain text, nothing at all)
 */
export type ResponseBody = 'json' | 'json-stream' | 'stdcopy' | 'raw'

/**
 * - `json`: one JSON value
 * - `raw`: streamed, never parsed (tar archives)
 * - `none`: the API defines no body here
 */
export type RequestBody = 'json' | 'raw' | 'none'

export interface Operation {
  /** The operationId of the Engine API's swagger, or a name in the same style for endpoints that are gone. */
  readonly name: string
  readonly method: Method
  /** Route template as moby writes it, without the version: `/containers/{name}/json`. A parameter may contain slashes. */
  readonly path: string
  /** First API version that had it. */
  readonly since: ApiVersion
  /** First API version that no longer has it. */
  readonly until?: ApiVersion
  readonly request: RequestBody
  readonly response: ResponseBody
  /** The connection turns into a raw stream both ways. */
  readonly hijack?: boolean
}

/**
 * How an error is written for a client. From API 1.24 on it is JSON, `{"message": …}`; before, a line of plain text
 * (moby `api/server/server.go` at v1.12.0 and v25.0.0, which still wrote both).
 */
import { type ApiVersion, isOlder } from '../api/version.ts'

export type Dialect = 'text' | 'json'

const FIRST_JSON_VERSION: ApiVersion = '1.24'

export const dialectOf = (client: ApiVersion): Dialect =>
  isOlder(client, FIRST_JSON_VERSION) ? 'text' : 'json'

export interface ErrorBody {
  readonly contentType: string
  readonly body: string
}

export function writeError(dialect: Dialect, message: string): ErrorBody {
  return dialect === 'text'
    ? { contentType: 'text/plain; charset=utf-8', body: message === '' ? '' : `${message}\n` }
    : { contentType: 'application/json', body: `${JSON.stringify({ message })}\n` }
}

/** The message of an error a daemon wrote, in either dialect. */
export function readErrorMessage(contentType: string | undefined, body: string): string {
  if (contentType?.startsWith('application/json')) {
    try {
      const value: unknown = JSON.parse(body)
      if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message)
    } catch {
      // What claims to be JSON and is none is a message as it stands.
    }
  }
  return body.replace(/\r?\n$/, '')
}

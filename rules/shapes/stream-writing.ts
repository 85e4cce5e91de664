/**
 * How daemons wrote their streams before docker 0.9 (API 1.10): JSON with nothing between two messages, and before that
 * plain text (moby `utils/streamformatter.go` at v0.8.1, `server.go` at v0.3.4, `buildfile.go` at v0.6.7).
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

export const compactJson = (message: JsonValue): string => encodeJson(message, true)

/** For people: a line for each message, and one line that overwrites itself for progress. */
export function plainText(message: JsonValue): string {
  if (!isJsonObject(message)) return ''
  if (Object.keys(message).length === 0) return '\r\n'
  const { Id: id, status, progress, error } = message
  if (error !== undefined) return `${text(error)}\n`
  if (progress !== undefined) return `${text(status)} ${text(progress)}\r`.trimStart()
  if (id !== undefined) return compactJson(message)
  return status === undefined ? '' : `${text(status)}\n`
}

/**
 * A pull from docker 0.3.4, the first stream in JSON. An error is text behind the messages: its CLI fails on nothing else.
 * Progress is that of a download, which the CLI itself says in front of it.
 */
export function firstJson(message: JsonValue): string {
  if (!isJsonObject(message)) return ''
  const { status, progress, error } = message
  if (error !== undefined) return plainText(message)
  if (progress === undefined) return compactJson(message)
  return text(status).endsWith('Downloading') ? compactJson({ progress }) : ''
}

/** A build: what it prints as it is; pulls and errors as lines among it. */
export function buildText(message: JsonValue, { client }: StepContext): string {
  if (!isJsonObject(message)) return ''
  if (message.error !== undefined) return buildError(text(message.error), client)
  if (message.stream !== undefined) return withoutColour(text(message.stream))
  return pullLine(message)
}

/** Up to docker 0.6.3 the handler wrote the error, and then the server did again. */
const buildError = (error: string, client: StepContext['client']): string =>
  `Error build: ${error}\n${isOlder(client, '1.6') ? `${error}\n` : ''}`

function pullLine({ id, status, progress }: JsonObject): string {
  if (status === undefined) return ''
  const line = `${id === undefined ? '' : `${text(id)}: `}${text(status)}`
  return progress === undefined ? `${line}\r\n` : `${line} ${text(progress)}\r`
}

/** What a step writes to its standard error is red since docker 0.7.6. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of terminals
const RED = /^\u001b\[91m([\s\S]*)\u001b\[0m$/

const withoutColour = (line: string): string => line.replace(RED, '$1')

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

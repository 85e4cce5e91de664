/**
 * Errors as up to docker 1.0: the daemon chose the status by the words of the message (moby `api.go` at v0.3.3 to v0.6.7 and
 * `api/server/server.go` at v1.0.1, httpError), and everything without such words was 500.
 */
import { type ApiVersion, isOlder } from '../../src/api/version.ts'
import type { ErrorAnswer, StepContext } from '../../src/translate/change.ts'

/** Newer daemons tell what they were doing first: `cannot kill container: x: No such container: x`. */
const NESTED = /(?:^|: )(No such (?:container|image): .*)$/s
const CONFLICT = /^conflict(?=[:.,])/i

export function statusByText({ status, message }: ErrorAnswer, context: StepContext): ErrorAnswer {
  if (status < 400 || message === '') return { status, message }
  const text = withoutDefaultTag(inOldWords(NESTED.exec(message)?.[1] ?? message), context)
  return { status: statusOf(text, context.client), message: text }
}

function inOldWords(text: string): string {
  return text
    .replace(CONFLICT, 'Conflict')
    .replace(/^invalid JSON: /, '')
    .replace(/^container (?=.* is not running$)/, 'Container ')
    .replace(/^.*(?:invalid signal:|does not support signal) (\S+)$/i, 'Invalid signal: $1')
    .replace(/^got EOF while reading request body$/, 'EOF')
    .replace(/^invalid (?:container )?name or ID.*(?:empty|"")$/, 'No such container: ')
}

/** Clients named an image without a tag; newer daemons add the one that was meant. */
function withoutDefaultTag(text: string, { params, operation }: StepContext): string {
  if (!text.startsWith('No such image: ')) return text
  const isNamed = operation !== 'ContainerCreate' && params.name?.endsWith(':latest')
  return isNamed ? text : text.replace(/:latest$/, '')
}

function statusOf(text: string, client: ApiVersion): number {
  const isAtLeast = (version: ApiVersion): boolean => !isOlder(client, version)
  if (isAtLeast('1.7') ? text.includes('No such') : text.startsWith('No such')) return 404
  if (text.startsWith('Bad parameter')) return 400
  if (isAtLeast('1.2') && text.startsWith('Conflict')) return 409
  if (isAtLeast('1.2') && text.startsWith('Impossible')) return 406
  if (isAtLeast('1.3') && text.startsWith('Wrong login/password')) return 401
  return isAtLeast('1.3') && text.includes("hasn't been activated") ? 403 : 500
}

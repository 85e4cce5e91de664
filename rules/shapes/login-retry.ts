/**
 * What makes a CLI ask for credentials and try again: up to 0.7 (API 1.8) the error code 401, later the words `Status 401`
 * in the message (moby `api/client/commands.go` at v0.8.1 and v1.5.0, CmdPull). Daemons of today send neither.
 */
import { isOlder } from '../../src/api/version.ts'
import type { ErrorAnswer, StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'

const UNAUTHORIZED = /unauthorized|authentication required/i
const HINT = ' (Status 401)'

const knowsCode = (context: StepContext): boolean => isOlder(context.client, '1.9')

const hinted = (text: string): string => (text.includes('Status 401') ? text : text + HINT)

export function retryableError(error: ErrorAnswer, context: StepContext): ErrorAnswer {
  const isMeant = error.status === 401 || UNAUTHORIZED.test(error.message)
  return error.status >= 400 && isMeant && !knowsCode(context)
    ? { ...error, message: hinted(error.message) }
    : error
}

export function retryableMessage(message: JsonValue, context: StepContext): JsonValue {
  if (!isJsonObject(message) || typeof message.error !== 'string' || !UNAUTHORIZED.test(message.error))
    return message
  const detail = isJsonObject(message.errorDetail) ? message.errorDetail : { message: message.error }
  if (knowsCode(context)) return { ...message, errorDetail: { ...detail, code: 401 } }
  const error = hinted(message.error)
  return { ...message, errorDetail: { ...detail, message: error }, error }
}

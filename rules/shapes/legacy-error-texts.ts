/**
 * Errors in the words of docker up to 24, which clients may compare with (moby `daemon/errors.go`,
 * `api/server/router/container/container_routes.go` and `runconfig/errors.go` at v24.0.9). Later releases write them in
 * lower case.
 */
import type { ErrorAnswer, StepContext } from '../../src/translate/change.ts'

const FIRST_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^cannot kill container: /, 'Cannot kill container: '],
  [/\bcontainer ([0-9a-f]{64}) is not running/, 'Container $1 is not running'],
  [/^config cannot be empty in order/, 'Config cannot be empty in order'],
  [/^no command specified/, 'No command specified'],
]

export function withCapitals(error: ErrorAnswer): ErrorAnswer {
  const message = FIRST_WORDS.reduce((text, [now, before]) => text.replace(now, before), error.message)
  return message === error.message ? error : { ...error, message }
}

const NO_SUCH_IMAGE = /^No such image: /

export function withNameOfImage(error: ErrorAnswer, context: StepContext): ErrorAnswer {
  if (!NO_SUCH_IMAGE.test(error.message)) return error
  return { ...error, message: `no such image: ${context.params.name ?? ''}: ${error.message}` }
}

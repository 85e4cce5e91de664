/**
 * What could be a credential, taken out of text that is recorded: the user part of URLs (`remote` of a build may be
 * `https://user:token@host`), query parameters that carry build arguments or instructions such as `ENV`, and arguments of
 * commands that are called passwords.
 */

export const REDACTED = '[redacted]'

/** `buildargs` of a build; `changes` of commit and import are Dockerfile instructions, `ENV` among them. */
const SECRET_PARAMETERS = new Set(['buildargs', 'changes'])

/** The part of a URL before the `@` of its authority (RFC 3986 section 3.2.1). */
const USER_INFO = /(:\/\/)[^/?#\s]*@/g
/** The same where `:`, `/` and `@` may be percent-encoded. */
const ESCAPED_USER_INFO = /((?::|%3a)(?:\/|%2f){2})(?:(?!%2f|%3f|%23)[^/?#\s])*(?:@|%40)/gi

const SECRET_WORD = String.raw`(?:password|passwd|passphrase|secret|token|api-?key)[\w-]*`
const SECRET_ASSIGNMENT = new RegExp(`(${SECRET_WORD}[=:]\\s*)("[^"]*"|'[^']*'|[^\\s"']+)`, 'gi')
const SECRET_FLAG = new RegExp(`^--?[\\w-]*${SECRET_WORD}$`, 'i')

/** @param target path and query, as in a request line */
export function redactTarget(target: string): string {
  const mark = target.indexOf('?')
  const path = (mark === -1 ? target : target.slice(0, mark)).replace(ESCAPED_USER_INFO, `$1${REDACTED}@`)
  return mark === -1
    ? path
    : `${path}?${target
        .slice(mark + 1)
        .split('&')
        .map(redactParameter)
        .join('&')}`
}

/** Whatever the daemon's decoding of keys and values brings to light is looked at decoded (RFC 3986 section 2.1). */
function redactParameter(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals === -1) return pair
  const [key, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
  if (SECRET_PARAMETERS.has(decoded(key).toLowerCase())) return `${key}=${REDACTED}`
  const plain = decoded(value)
  const redacted = plain.replace(USER_INFO, `$1${REDACTED}@`)
  return redacted === plain ? pair : `${key}=${encodeURIComponent(redacted)}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // The daemon ignores what is wrongly encoded.
    return text
  }
}

export const redactText = (text: string): string =>
  text.replace(USER_INFO, `$1${REDACTED}@`).replace(SECRET_ASSIGNMENT, `$1${REDACTED}`)

/** A command's arguments; one behind a flag such as `--password` is the flag's value. */
export const redactArguments = (words: readonly string[]): string[] =>
  words.map((word, index) =>
    SECRET_FLAG.test(words[index - 1] ?? '') && !word.startsWith('-') ? REDACTED : redactText(word),
  )

/** What is wrong with a configuration. The message has one sentence a line: the place, the key, and what to write instead. */

export type ConfigErrorCode =
  | 'conflict'
  | 'duplicate-key'
  | 'insecure-tcp'
  | 'invalid-value'
  | 'unknown-key'
  | 'unreadable-file'
  | 'unusable-tls'
  | 'yaml-syntax'

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code: ConfigErrorCode

  constructor(code: ConfigErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** How a value is quoted in a message. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : JSON.stringify(value)
}

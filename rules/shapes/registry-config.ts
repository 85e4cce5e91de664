/**
 * X-Registry-Config, the credentials of a build: base64 of JSON. Up to API 1.18 it was `{"configs": {server: AuthConfig}}`,
 * since then the inner object alone (moby `api/client/build.go` at v1.6.2 and v1.7.1).
 */
import type { Headers } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

const NAME = 'x-registry-config'

/** What cannot be read is left to the daemon, which does without credentials then, as the old one did. */
export function unwrapRegistryConfig(headers: Headers): Headers {
  const value = headers[NAME]
  const decoded = typeof value === 'string' ? decode(value) : undefined
  if (decoded === undefined) return headers
  const inner = decoded.configs ?? decoded.Configs ?? decoded.auths
  return isJsonObject(inner) ? { ...headers, [NAME]: encode(inner) } : headers
}

const AUTH = 'x-registry-auth'
const INDEX = 'https://index.docker.io/v1/'

/**
 * Clients of API 1.8 sent X-Registry-Auth with a build: one AuthConfig, or as the CLI did all of its configuration, or
 * `null` when there was none (moby `commands.go` at v0.7.6, CmdBuild).
 */
export function registryConfigFromAuth(headers: Headers): Headers {
  const { [AUTH]: value, ...others } = headers
  if (value === undefined) return headers
  const decoded = typeof value === 'string' ? decode(value) : undefined
  const configs = decoded && (decoded.configs ?? decoded.Configs ?? configsOf(decoded))
  return isJsonObject(configs) ? { ...others, [NAME]: encode({ configs }) } : others
}

function configsOf(auth: JsonObject): JsonObject | undefined {
  if (auth.username === undefined && auth.auth === undefined) return undefined
  const server =
    typeof auth.serveraddress === 'string' && auth.serveraddress !== '' ? auth.serveraddress : INDEX
  return { [server]: auth }
}

function decode(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64').toString()) as JsonValue
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The daemon insists on the alphabet for URLs and on the padding. */
const encode = (value: JsonValue): string =>
  Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

/** X-Registry-Auth: which of a client's logins a registry gets (docker/cli `cli/command/registry.go`). */
import { imageSpellings } from '../api/image-reference.ts'
import type { Login } from './credential-store.ts'

export const INDEX_SERVER = 'https://index.docker.io/v1/'

/** The value of the field; `e30=`, an empty object, when there is no login for the registry of the image. */
export function registryAuth(image: string, logins: readonly Login[]): string {
  const [name = ''] = imageSpellings(image)
  const registry = hostOf(name)
  const login = logins.findLast(({ server }) => hostOf(server) === registry)
  return encodeAuth(login === undefined ? {} : asAuthConfig(login))
}

/** X-Registry-Config, for a build: all of them, by server. */
export const registryConfig = (logins: readonly Login[]): string =>
  encodeAuth(Object.fromEntries(logins.map(login => [login.server, asAuthConfig(login)])))

export const asAuthConfig = ({ server, ...login }: Login) => ({ ...login, serveraddress: server })

/** The daemon insists on the alphabet for URLs and on the padding. */
export const encodeAuth = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

const INDEX_HOST = 'index.docker.io'
const INDEX_ALIASES = ['docker.io', 'registry-1.docker.io']

function hostOf(server: string): string {
  const host = server.replace(/^https?:\/\//, '').split('/', 1)[0]!
  return INDEX_ALIASES.includes(host) ? INDEX_HOST : host
}

/**
 * `POST /images/{name}/push` before API 1.24. The credentials come in X-Registry-Auth since API 1.5, in the body before
 * (and later where the field is missing), and before 1.2 not at all: the daemon had them (moby `api.go` at v0.3.4, v0.5.3
 * and v0.6.7, postImagesPush).
 */
import { isOlder } from '../api/version.ts'
import { isJsonObject } from '../translate/json.ts'
import type { CredentialStore } from './credential-store.ts'
import type { EmulatedCall, Emulation } from './emulation.ts'
import { encodeAuth, registryAuth } from './registry-auth.ts'
import { kept } from './registry-login.ts'
import { pushedAs, qualified } from './registry-parameter.ts'

const AUTH = 'x-registry-auth'

export const imagePush =
  (store: CredentialStore): Emulation =>
  async emulated => {
    const { call, query, headers, daemon, request } = emulated
    if (!isOlder(call.client, '1.12') && typeof headers[AUTH] === 'string') return daemon.open(request)
    const image = call.params.name ?? ''
    const tag = query.get('tag') ?? ''
    const push = async (name: string) =>
      daemon.open({
        method: 'POST',
        path: `/images/${name.split('/').map(encodeURIComponent).join('/')}/push`,
        query: tag === '' ? {} : { tag },
        headers: { [AUTH]: await authFor(emulated, store, name) },
      })
    // Before 1.3, repositories went to the index whatever the parameter said.
    const registry = call.client === '1.3' && query.get('registry')
    if (!registry) return push(image)
    const name = qualified(registry, image)
    return pushedAs(daemon, name, image, () => push(name))
  }

async function authFor(
  { call, headers, body, identity }: EmulatedCall,
  store: CredentialStore,
  name: string,
): Promise<string> {
  if (isOlder(call.client, '1.2')) return registryAuth(name, await kept(store.logins(identity)))
  const given = headers[AUTH]
  if (typeof given === 'string') return given
  return encodeAuth(isJsonObject(body) ? body : {})
}

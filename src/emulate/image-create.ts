/**
 * `POST /images/create` before API 1.4: the daemon had the credentials of a pull up to 1.1, and up to 1.3 a registry could be
 * named apart from the image (moby `api.go` at v0.3.4 and v0.4.8, postImagesCreate).
 */
import { isOlder } from '../api/version.ts'
import type { CredentialStore } from './credential-store.ts'
import type { AnswerStream, EmulatedCall, Emulation } from './emulation.ts'
import { registryAuth } from './registry-auth.ts'
import { kept } from './registry-login.ts'
import { pulledAs, qualified } from './registry-parameter.ts'

const path = '/images/create'

export const imageCreate =
  (store: CredentialStore): Emulation =>
  async emulated => {
    const { query, daemon } = emulated
    const image = query.get('fromImage')
    const registry = query.get('registry')
    if (image === null) return importImage(emulated)
    if (!registry) return pull(emulated, store, image)
    const name = qualified(registry, image)
    return pulledAs(daemon, name, image, () => pull(emulated, store, name))
  }

async function pull(
  { call, query, identity, daemon }: EmulatedCall,
  store: CredentialStore,
  image: string,
): Promise<AnswerStream> {
  const logins = isOlder(call.client, '1.2') ? await kept(store.logins(identity)) : []
  const asked = { fromImage: image, tag: query.get('tag') ?? '' }
  const headers = { 'x-registry-auth': registryAuth(image, logins) }
  return daemon.open({ method: 'POST', path, query: asked, headers })
}

function importImage({ query, headers, upload, daemon }: EmulatedCall): Promise<AnswerStream> {
  // The CLI sends its standard input along with a URL, too, and may never end it.
  if (query.get('fromSrc') !== '-') return daemon.open({ method: 'POST', path, query })
  const type = headers['content-type'] ?? 'application/x-tar'
  return daemon.open({ method: 'POST', path, query, upload, headers: { 'content-type': type } })
}

/**
 * `POST /images/create` before API 1.2, when the daemon had the credentials of a pull (moby `api.go` at v0.3.4,
 * postImagesCreate).
 */
import type { CredentialStore } from './credential-store.ts'
import type { Emulation } from './emulation.ts'
import { registryAuth } from './registry-auth.ts'
import { kept } from './registry-login.ts'

export const imageCreate =
  (store: CredentialStore): Emulation =>
  async ({ query, headers, upload, identity, daemon }) => {
    const path = '/images/create'
    const image = query.get('fromImage')
    if (image !== null) {
      const auth = registryAuth(image, await kept(store.logins(identity)))
      return daemon.open({ method: 'POST', path, query, headers: { 'x-registry-auth': auth } })
    }
    // The CLI sends its standard input along with a URL, too, and may never end it.
    if (query.get('fromSrc') !== '-') return daemon.open({ method: 'POST', path, query })
    const type = headers['content-type'] ?? 'application/x-tar'
    return daemon.open({ method: 'POST', path, query, upload, headers: { 'content-type': type } })
  }

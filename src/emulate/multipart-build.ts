/**
 * `POST /build` before API 1.3, whose body was a form (moby `api.go` at v0.3.4, postBuild). One build of today, and the
 * plan's steps make its answer the old one.
 */
import { isOlder } from '../api/version.ts'
import { readBuildForm } from './build-form.ts'
import type { CredentialStore } from './credential-store.ts'
import type { Emulation } from './emulation.ts'
import { registryConfig } from './registry-auth.ts'
import { kept } from './registry-login.ts'

/** What builds knew of then, or still did without being asked. */
const PARAMETERS = ['t', 'rm']

/** @param maxContextBytes largest context, packed and unpacked */
export const multipartBuild =
  (maxContextBytes: number, store: CredentialStore): Emulation =>
  async ({ call, upload, headers, query, identity, daemon }) => {
    const logins = isOlder(call.client, '1.2') ? await kept(store.logins(identity)) : []
    const archive = await readBuildForm(upload, headers, maxContextBytes)
    return daemon.open({
      method: 'POST',
      path: '/build',
      query: new URLSearchParams([...query].filter(([name]) => PARAMETERS.includes(name))),
      upload: archive,
      headers: { 'content-type': 'application/x-tar', 'x-registry-config': registryConfig(logins) },
    })
  }

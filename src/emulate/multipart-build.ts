/**
 * `POST /build` before API 1.3, whose body was a form (moby `api.go` at v0.3.4, postBuild). One build of today, and the
 * plan's steps make its answer the old one.
 */
import { readBuildForm } from './build-form.ts'
import type { Emulation } from './emulation.ts'

/** What builds knew of then, or still did without being asked. */
const PARAMETERS = ['t', 'rm']

/** @param maxContextBytes largest context, packed and unpacked */
export const multipartBuild =
  (maxContextBytes: number): Emulation =>
  async ({ upload, headers, query, daemon }) => {
    const archive = await readBuildForm(upload, headers, maxContextBytes)
    return daemon.open({
      method: 'POST',
      path: '/build',
      query: new URLSearchParams([...query].filter(([name]) => PARAMETERS.includes(name))),
      upload: archive,
      headers: { 'content-type': 'application/x-tar' },
    })
  }

import type { Daemon } from '../../daemon/daemon.ts'
import { type Answer, call } from '../../daemon/http.ts'

/** Calls the daemon at its newest version while the world is being made; throws when that fails. */
export type Make = (method: string, path: string, json?: unknown, body?: Buffer) => Promise<Answer>

export const LABEL = 'longshore.conformance'

export function maker(daemon: Daemon): Make {
  return async (method, path, json, body) => {
    const answer = await call(daemon.socket, {
      method,
      path: `/v${daemon.apiVersion}${path}`,
      ...(json === undefined ? {} : { json }),
      ...(body ? { body } : {}),
      // 20.10 takes a push without X-Registry-Auth for one of an old client, and reads the body.
      headers: { 'X-Registry-Auth': 'e30=', 'Content-Type': body ? 'application/x-tar' : 'application/json' },
    })
    const failed = answer.status >= 400 || answer.text().includes('errorDetail')
    if (failed) throw new Error(`${method} ${path}: ${answer.status} ${answer.text()}`)
    return answer
  }
}

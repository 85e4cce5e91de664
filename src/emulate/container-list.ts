/**
 * `GET /containers/json?since=…&before=…` as up to API 1.23. Daemons of today take full IDs and names for the bounds, where
 * clients send IDs of 12 digits. Of a bound that does not exist, docker up to 0.9 made nothing (moby `server.go` at v0.8.1,
 * Containers): before it there was no container, since it there were all.
 */
import { isOlder } from '../api/version.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject } from '../translate/json.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall, madeAnswer } from './emulation.ts'
import { findSuccessor } from './successor.ts'

const LIST = { method: 'GET', path: '/containers/json' } as const
const BOUNDS = ['since', 'before'] as const

export async function containerList({
  call,
  daemon,
  query: parameters,
}: EmulatedCall): Promise<AnswerStream> {
  const query = Object.fromEntries(parameters)
  const asked = new URLSearchParams(call.query)
  const { filters: text, ...others } = query
  const filters = filtersOf(text)
  if (filters === undefined || !BOUNDS.some(bound => asked.get(bound))) return daemon.open({ ...LIST, query })
  for (const bound of BOUNDS) {
    const name = asked.get(bound)
    if (!name) continue
    const id = await idOf(daemon, name)
    if (id !== undefined) filters[bound] = Array.isArray(filters[bound]) ? [id] : { [id]: true }
    else if (!isOlder(call.client, '1.12')) continue
    else if (!isOlder(call.client, '1.10'))
      throw new EmulatedAnswer(500, `Could not find container with name or id ${name}`)
    else if (bound === 'before') return madeAnswer('application/json', '[]')
    else delete filters[bound]
  }
  return daemon.open({ ...LIST, query: { ...others, filters: JSON.stringify(filters) } })
}

/** Undefined: the daemon will refuse them. */
function filtersOf(text = '{}'): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

async function idOf(daemon: DaemonClient, name: string): Promise<string | undefined> {
  const id = (await findSuccessor(daemon, name))?.id ?? name
  const { body } = await daemon.call({ method: 'GET', path: `/containers/${encodeURIComponent(id)}/json` })
  return isJsonObject(body) && typeof body.Id === 'string' ? body.Id : undefined
}

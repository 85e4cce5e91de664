/**
 * A container that is created with links on the default bridge. Up to docker 28 each start gave it variables of them; docker
 * 29 does no longer, so they become variables of its own, as they are when it is created.
 */
import type { IncomingMessage } from 'node:http'
import { readLink } from '../api/link.ts'
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import type { EmulatedCall } from './emulation.ts'
import { linkVariables } from './link-variables.ts'

const DEFAULT_BRIDGE = ['', 'default', 'bridge']

export async function linkedEnvironment(emulated: EmulatedCall): Promise<IncomingMessage> {
  const { request, body, query, daemon } = emulated
  if (!isJsonObject(body)) return daemon.open(request)
  const name = query.get('name')?.replace(/^\//, '') || undefined
  const json = await withLinkVariables(body, name, emulated)
  return daemon.open({ ...request, json, asKnown: { query, json: body } })
}

/** The body of a create call; itself where it links to nothing. What it says itself of a variable counts. */
export async function withLinkVariables(
  body: JsonObject,
  name: string | undefined,
  { daemon, warn }: { readonly daemon: DaemonClient; warn(text: string): void },
): Promise<JsonObject> {
  const own = strings(body.Env)
  const set = new Set(own.map(nameOf))
  const variables: string[] = []
  for (const link of linksOf(body)) {
    const { target, alias } = readLink(link)
    const { status, body: inspected } = await daemon.call({
      method: 'GET',
      path: `/containers/${encodeURIComponent(target)}/json`,
    })
    // The daemon says so itself.
    if (status !== 200 || !isJsonObject(inspected)) continue
    const found = linkVariables(alias, inspected, name)
    if (found.length === 0)
      warn(`The variables of the link to ${target} are not set, because it has no address now.`)
    variables.push(...found.filter(variable => !set.has(nameOf(variable))))
  }
  return variables.length === 0 ? body : { ...body, Env: [...variables, ...own] }
}

function linksOf({ HostConfig: hostConfig }: JsonObject): readonly string[] {
  if (!isJsonObject(hostConfig)) return []
  return DEFAULT_BRIDGE.includes(String(hostConfig.NetworkMode ?? '')) ? strings(hostConfig.Links) : []
}

const strings = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter(element => typeof element === 'string') : []

const nameOf = (variable: string): string => variable.split('=', 1)[0]!

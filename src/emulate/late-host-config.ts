/**
 * `POST /containers/{name}/start` with a HostConfig, which API 1.24 withdrew (moby `api/server/router/container` at
 * v1.12.0: the body replaces the HostConfig that create was given). What changes nothing starts as it is, what a running
 * container may change is an update, and for everything else the container is made anew under the same name.
 */
import type { IncomingMessage } from 'node:http'
import { LEGACY_ID_LABEL } from '../api/legacy-labels.ts'
import { type ApiVersion, isOlder } from '../api/version.ts'
import type { DaemonAnswer, DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer, type EmulatedCall } from './emulation.ts'
import { compareHostConfigs, isZero } from './host-config-change.ts'
import { withLinkVariables } from './linked-environment.ts'
import { recreate } from './recreate.ts'
import { findSuccessor } from './successor.ts'
import { settleRecreation } from './unfinished-recreation.ts'

/** Up to docker 0.9 these were members of Config, ports as PortSpecs (moby `runconfig/config.go` at v0.9.1). */
const CONFIG_BEFORE_1_11 = ['Dns', 'VolumesFrom', 'PortBindings', 'PublishAllPorts', 'Privileged']

/** One re-creation at a time for a container: a second client waits and finds it running. */
const underway = new Map<string, Promise<unknown>>()

/** A container that is about to start. */
export interface Starting {
  readonly id: string
  /** The id it has for its client. */
  readonly legacyId: string
  /** What its client speaks. */
  readonly client: ApiVersion
  readonly daemon: DaemonClient
}

export interface StartOptions {
  /** Gives what is to be called when the container could not start. */
  readonly beforeStart: (starting: Starting) => Promise<() => void>
  /** To start what runs is an error. */
  readonly refusesRunning: boolean
}

export const lateHostConfig =
  (options: StartOptions) =>
  async (emulated: EmulatedCall): Promise<IncomingMessage> => {
    const { call, daemon } = emulated
    const asked = call.params.name ?? ''
    const name = (await settleRecreation(daemon, asked)) ?? asked
    const successor = await findSuccessor(daemon, name)
    const id = successor?.id ?? name
    const inspected = await daemon.call({ method: 'GET', path: `/containers/${encodeURIComponent(id)}/json` })
    if (inspected.status !== 200) throw new EmulatedAnswer(inspected.status, inspected.message)
    const container = inspected.body as JsonObject
    const currentId = String(container.Id)
    while (underway.has(currentId)) await underway.get(currentId)?.catch(() => undefined)
    const work = startAs(emulated, currentId, options)
    underway.set(currentId, work)
    try {
      return await work
    } finally {
      underway.delete(currentId)
    }
  }

async function startAs(emulated: EmulatedCall, id: string, options: StartOptions): Promise<IncomingMessage> {
  const { daemon, call, query } = emulated
  // Whoever waited for another client's re-creation finds the container under its new id.
  const moved = await findSuccessor(daemon, id)
  const currentId = moved?.id ?? id
  const { status, body, message } = await daemon.call({
    method: 'GET',
    path: `/containers/${currentId}/json`,
  })
  if (status !== 200) throw new EmulatedAnswer(status, message)
  const container = body as JsonObject
  const legacyId = legacyIdOf(container) ?? currentId
  const beforeStart = (startId: string) =>
    options.beforeStart({ id: startId, legacyId, client: call.client, daemon })
  const plainStart = async (startId: string): Promise<IncomingMessage> => {
    const onFailure = await beforeStart(startId)
    const answer = await daemon.open({ method: 'POST', path: `/containers/${startId}/start`, query })
    if (answer.statusCode! >= 400) onFailure()
    return answer
  }
  const given = hostConfigOf(emulated, container)
  const state = isJsonObject(container.State) ? container.State : {}
  if (options.refusesRunning && state.Running === true)
    throw new EmulatedAnswer(500, `The container ${legacyId} is already running.`)
  if (given === undefined || state.Running === true) return plainStart(currentId)
  const stored = storedHostConfig(container, legacyId !== currentId)
  const difference = compareHostConfigs(stored, given, isOlder(call.client, '1.11') ? CONFIG_BEFORE_1_11 : [])
  if (difference.kind === 'none') return plainStart(currentId)
  if (difference.kind === 'update') {
    const path = `/containers/${currentId}/update`
    const updated: DaemonAnswer = await daemon.call({ method: 'POST', path, json: difference.resources })
    if (updated.status === 200) return plainStart(currentId)
  }
  const linked = await withLinks(emulated, container, difference.hostConfig)
  const started = await recreate(daemon, linked, difference, legacyId, beforeStart)
  if (started !== undefined) return started
  await settleRecreation(daemon, currentId)
  return startAs(emulated, id, options)
}

/** The container with the variables of its links, where the daemon does not set them. */
async function withLinks(
  { planOf, daemon, warn }: EmulatedCall,
  container: JsonObject,
  hostConfig: JsonObject,
): Promise<JsonObject> {
  if (planOf('ContainerCreate').emulate !== 'linked-environment' || !isJsonObject(container.Config))
    return container
  const name = String(container.Name).replace(/^\//, '')
  const asCreated = { ...container.Config, HostConfig: hostConfig }
  const { HostConfig: _given, ...Config } = await withLinkVariables(asCreated, name, { daemon, warn })
  return { ...container, Config }
}

/** The body, flat or wrapped as `{"HostConfig": …}`, lifted to the newer API as a create would be. Undefined: nothing was said. */
function hostConfigOf(
  { body, planOf, call, warn }: EmulatedCall,
  { Image: image }: JsonObject,
): JsonObject | undefined {
  if (!isJsonObject(body)) return undefined
  const flat = isJsonObject(body.HostConfig) ? body.HostConfig : body
  const { ContainerIDFile: _file, LxcConf: _lxc, ...said } = flat
  // docker-py of 2013 always sends `{"PublishAllPorts": false, "Privileged": false}` and means nothing by it.
  if (Object.values(said).every(isZero)) return undefined
  const create = planOf('ContainerCreate')
  const context = {
    operation: 'ContainerCreate',
    client: call.client,
    target: create.target,
    oldestServed: call.client,
    params: {},
    query: new URLSearchParams(),
    warn,
  }
  const lifted: JsonValue | undefined = create.request?.({ Image: image, HostConfig: said }, context) ?? {
    HostConfig: said,
  }
  return isJsonObject(lifted) && isJsonObject(lifted.HostConfig) ? lifted.HostConfig : said
}

/** The id that clients know a container by which was made anew. */
function legacyIdOf({ Config: config }: JsonObject): string | undefined {
  const labels = isJsonObject(config) ? config.Labels : undefined
  const id = isJsonObject(labels) ? labels[LEGACY_ID_LABEL] : undefined
  return typeof id === 'string' ? id : undefined
}

/** @param isSuccessor then the first to have volumes from is the one it was made of */
function storedHostConfig({ HostConfig: stored }: JsonObject, isSuccessor: boolean): JsonObject {
  if (!isJsonObject(stored)) return {}
  const { VolumesFrom: from } = stored
  return isSuccessor && Array.isArray(from) ? { ...stored, VolumesFrom: from.slice(1) } : stored
}

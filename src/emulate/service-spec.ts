/**
 * Services as daemons made and changed them for older clients. Before API 1.30 the daemon looked up the digest of the image,
 * so that every node runs the same one (moby `daemon/cluster/services.go` at v17.06.0-ce). And an update resets what is
 * absent from its spec, which is everything that the client has never heard of.
 */
import type { IncomingMessage } from 'node:http'
import { imageSpellings } from '../api/image-reference.ts'
import { isOlder } from '../api/version.ts'
import type { DaemonRequest } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import type { EmulatedCall } from './emulation.ts'
import { keepNewerMembers } from './newer-members.ts'

export async function serviceCreate(emulated: EmulatedCall): Promise<IncomingMessage> {
  return emulated.daemon.open(await withDigest(emulated, emulated.request))
}

export async function serviceUpdate(emulated: EmulatedCall): Promise<IncomingMessage> {
  const { call, body, request, daemon } = emulated
  const { body: service } = await daemon.call({ method: 'GET', path: call.path.replace(/\/update$/, '') })
  const stored = isJsonObject(service) ? service.Spec : undefined
  const isKept = isJsonObject(body) && isJsonObject(stored)
  const whole = isKept ? { ...request, json: keepNewerMembers(body, stored, call.client) } : request
  return daemon.open(await withDigest(emulated, whole))
}

/** The request with its image pinned, where the registry tells the digest. */
async function withDigest(emulated: EmulatedCall, request: DaemonRequest): Promise<DaemonRequest> {
  const image = containerOf(request.json)?.Image
  if (!isOlder(emulated.call.client, '1.30') || typeof image !== 'string' || isPinned(image)) return request
  const digest = await digestOf(image, emulated)
  if (digest === undefined) {
    emulated.warn(unknownDigest(image))
    return request
  }
  const spec = request.json as JsonObject
  const ContainerSpec = { ...containerOf(spec), Image: `${imageSpellings(image).at(-1)}@${digest}` }
  const TaskTemplate = { ...(spec.TaskTemplate as JsonObject), ContainerSpec }
  return { ...request, json: { ...spec, TaskTemplate } }
}

function containerOf(spec: JsonValue | undefined): JsonObject | undefined {
  const template = isJsonObject(spec) ? spec.TaskTemplate : undefined
  const container = isJsonObject(template) ? template.ContainerSpec : undefined
  return isJsonObject(container) ? container : undefined
}

/** A digest, or an ID, which no registry knows. */
const isPinned = (image: string): boolean => image.includes('@') || /^[0-9a-f]{64}$/.test(image)

async function digestOf(image: string, { daemon, request }: EmulatedCall): Promise<string | undefined> {
  const credentials = request.headers?.['x-registry-auth']
  const { status, body } = await daemon.call({
    method: 'GET',
    path: `/distribution/${image}/json`,
    ...(credentials !== undefined && { headers: { 'x-registry-auth': credentials } }),
  })
  const descriptor = status === 200 && isJsonObject(body) ? body.Descriptor : undefined
  return isJsonObject(descriptor) && typeof descriptor.digest === 'string' ? descriptor.digest : undefined
}

/** In the daemon's own words. */
const unknownDigest = (image: string): string =>
  `image ${image} could not be accessed on a registry to record\nits digest. Each node will access ${image} independently,\npossibly leading to different nodes running different\nversions of the image.\n`

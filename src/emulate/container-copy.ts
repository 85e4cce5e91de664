/**
 * `POST /containers/{name}/copy` (API 1.4 to 1.23; removed by moby b3a0ff9944): a tar of one path of a container, rooted
 * at the base name of the path. Made of `HEAD` and `GET /containers/{name}/archive`, which differ in two ways: they name a
 * symbolic link itself, where the old call followed it, and their errors have other statuses.
 */
import type { IncomingMessage } from 'node:http'
import { posix } from 'node:path'
import { readAnswer } from '../daemon/daemon-client.ts'
import { encodeJson, isJsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer, type EmulatedCall } from './emulation.ts'

export async function containerCopy({ call, body, daemon }: EmulatedCall): Promise<IncomingMessage> {
  const resource = resourceOf(body)
  if (resource === '') throw new EmulatedAnswer(500, 'Path cannot be empty')
  const path = `/containers/${encodeURIComponent(call.params.name ?? '')}/archive`
  const asked = posix.resolve('/', resource)
  const stat = await daemon.call({ method: 'HEAD', path, query: { path: asked } })
  // The daemon gives a link's target already resolved: once is enough.
  const target = stat.status === 200 ? linkTarget(stat.headers['x-docker-container-path-stat']) : ''
  const archive = await daemon.open({
    method: 'GET',
    path,
    query: { path: target || asked },
    headers: { 'accept-encoding': 'identity' },
  })
  if (archive.statusCode === 200) return archive
  const { message } = await readAnswer(archive)
  if (/^No such container/i.test(message)) throw new EmulatedAnswer(404)
  const isMissing = /could not find the file/i.test(message)
  const missing = `Could not find the file ${resource} in container ${call.params.name}`
  throw new EmulatedAnswer(500, isMissing ? missing : message)
}

/** CLIs of docker 0.8 to 1.6 sent a path that reads as JSON, like `123`, as what it reads as. */
function resourceOf(body: JsonValue | undefined): string {
  const resource = isJsonObject(body) ? (body.Resource ?? '') : ''
  return typeof resource === 'string' ? resource : encodeJson(resource, true)
}

/** @param stat base64 of a JSON object */
function linkTarget(stat: string | string[] | undefined): string {
  if (typeof stat !== 'string') return ''
  const { linkTarget: target } = JSON.parse(Buffer.from(stat, 'base64').toString()) as {
    linkTarget?: unknown
  }
  return typeof target === 'string' ? target : ''
}

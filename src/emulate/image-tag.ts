/**
 * `POST /images/{name}/tag` without `force` of clients of docker 1.4 to 1.9, where a tag that there was stayed as it was.
 * Docker up to 1.3 meant to refuse it too, and moved it nevertheless (moby `graph/tags.go` at v1.3.3, v1.4.1 and v1.9.1, Set).
 */
import { isFlagSet } from '../api/flag.ts'
import { isOlder } from '../api/version.ts'
import { isJsonObject } from '../translate/json.ts'
import { type AnswerStream, EmulatedAnswer, type EmulatedCall } from './emulation.ts'

const DOCKER_1_4 = '1.16'
const DOCKER_1_9 = '1.21'

export async function imageTag(emulated: EmulatedCall): Promise<AnswerStream> {
  const { call, query, daemon, request } = emulated
  const repository = query.get('repo') ?? ''
  const tag = query.get('tag') || 'latest'
  if (isOlder(call.client, DOCKER_1_4) || isFlagSet(query.get('force')) || repository === '')
    return daemon.open(request)
  const holder = await imageId(emulated, `${repository}:${tag}`)
  // What cannot be tagged is the first that was complained of.
  if (holder === undefined || (await imageId(emulated, call.params.name ?? '')) === undefined)
    return daemon.open(request)
  const taken = isOlder(call.client, DOCKER_1_9)
    ? `${tag} is already set to image ${holder}`
    : `${repository}:${tag} is already set to image ${holder.slice(0, 12)}`
  throw new EmulatedAnswer(409, `Conflict: Tag ${taken}, if you want to replace it, please use -f option`)
}

async function imageId({ daemon }: EmulatedCall, name: string): Promise<string | undefined> {
  const path = `/images/${encodeURIComponent(name)}/json`
  const { status, body } = await daemon.call({ method: 'GET', path })
  return status === 200 && isJsonObject(body) ? String(body.Id).replace(/^sha256:/, '') : undefined
}

/**
 * `GET /images/{name}/json` before API 1.52, whose GraphDriver has a name with the containerd image store too. There it is
 * that of the snapshotter, which `GET /info` tells (moby `daemon/containerd/service.go` at docker-v29.7.2).
 */
import { readAnswer } from '../daemon/daemon-client.ts'
import { isJsonObject } from '../translate/json.ts'
import type { AnswerStream, EmulatedCall } from './emulation.ts'
import { withJson } from './json-answer.ts'

export async function imageInspect({ request, daemon }: EmulatedCall): Promise<AnswerStream> {
  const answer = await daemon.open(request)
  if (answer.statusCode !== 200) return answer
  const { body: image } = await readAnswer(answer)
  if (!isJsonObject(image) || image.GraphDriver !== undefined) return withJson(answer, image)
  const { body: info } = await daemon.call({ method: 'GET', path: '/info' })
  const Name = isJsonObject(info) && typeof info.Driver === 'string' ? info.Driver : ''
  return withJson(answer, { ...image, GraphDriver: { Data: null, Name } })
}

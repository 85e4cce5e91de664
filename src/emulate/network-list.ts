/**
 * `GET /networks` before API 1.28, where each network tells its containers (moby
 * `api/server/router/network/network_routes.go` at v17.04.0-ce): the list, and one inspect for each network in it.
 */
import { type DaemonClient, readAnswer } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import type { AnswerStream, EmulatedCall } from './emulation.ts'
import { withJson } from './json-answer.ts'

/** A daemon has a few dozen networks; more questions at a time than this would crowd out other clients. */
const AT_A_TIME = 8

export async function networkList({ request, daemon }: EmulatedCall): Promise<AnswerStream> {
  const list = await daemon.open(request)
  if (list.statusCode !== 200) return list
  const { body } = await readAnswer(list)
  return withJson(
    list,
    Array.isArray(body) ? await withContainers(body as readonly JsonValue[], daemon) : body,
  )
}

async function withContainers(networks: readonly JsonValue[], daemon: DaemonClient): Promise<JsonValue[]> {
  const filled = [...networks]
  const waiting = filled.entries()
  const work = async (): Promise<void> => {
    for (const [index, network] of waiting) filled[index] = await withOwnContainers(network, daemon)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return filled
}

/** A network that is gone meanwhile stays as it was listed. */
async function withOwnContainers(network: JsonValue, daemon: DaemonClient): Promise<JsonValue> {
  if (!isJsonObject(network) || typeof network.Id !== 'string') return network
  const { status, body } = await daemon.call({ method: 'GET', path: `/networks/${network.Id}` })
  if (status !== 200 || !isJsonObject(body)) return network
  return { ...network, Containers: body.Containers ?? {} }
}

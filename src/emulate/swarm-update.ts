/**
 * `POST /swarm/update` before API 1.30. The daemon keeps what an update leaves out, with two exceptions that old clients
 * cannot name: whether managers are locked, and the count whose change makes it rotate its certificates (moby
 * `daemon/cluster/convert/swarm.go` at v28.5.2, MergeSwarmSpecToGRPC).
 */
import type { IncomingMessage } from 'node:http'
import { isJsonObject, type JsonObject } from '../translate/json.ts'
import type { EmulatedCall } from './emulation.ts'

export async function swarmUpdate({ body, request, daemon }: EmulatedCall): Promise<IncomingMessage> {
  const { body: swarm } = await daemon.call({ method: 'GET', path: '/swarm' })
  const stored = isJsonObject(swarm) ? swarm.Spec : undefined
  if (!isJsonObject(body) || !isJsonObject(stored)) return daemon.open(request)
  return daemon.open({ ...request, json: withUnnamed(body, stored) })
}

function withUnnamed(sent: JsonObject, stored: JsonObject): JsonObject {
  const [sentCA, storedCA] = [sent.CAConfig ?? {}, stored.CAConfig]
  const rotation = isJsonObject(storedCA) ? storedCA.ForceRotate : undefined
  return {
    ...(stored.EncryptionConfig !== undefined && { EncryptionConfig: stored.EncryptionConfig }),
    ...sent,
    ...(rotation !== undefined && isJsonObject(sentCA) && { CAConfig: { ForceRotate: rotation, ...sentCA } }),
  }
}

/**
 * `DELETE /volumes/{name}` before API 1.42, to which the volumes of a swarm did not exist (moby
 * `api/server/router/volume/volume_routes.go` at v23.0.0). A local volume of the name comes first in both calls.
 */
import type { IncomingMessage } from 'node:http'
import { isFlagSet } from '../api/flag.ts'
import { isJsonObject } from '../translate/json.ts'
import { EmulatedAnswer, type EmulatedCall } from './emulation.ts'

export async function volumeDelete({ call, request, daemon }: EmulatedCall): Promise<IncomingMessage> {
  const { body } = await daemon.call({ method: 'GET', path: call.path })
  if (!isJsonObject(body) || !isJsonObject(body.ClusterVolume)) return daemon.open(request)
  throw isFlagSet(new URLSearchParams(call.query).get('force'))
    ? new EmulatedAnswer(204)
    : new EmulatedAnswer(404, `get ${call.params.name}: no such volume`)
}

/** Where a call says how a container is run on its host: one HostConfig, or several places that a daemon reads as one. */

import type { JsonObject } from '../translate/json.ts'
import type { JudgedCall } from './judged-call.ts'
import { asObject, objectAt, objectsAt, stringAt } from './reading.ts'

/**
 * - create: HostConfig; and the body itself, where daemons up to docker 26 read the same fields (moby
 *   `runconfig/config_unix.go` at v26.1.4) and clients before 1.18 wrote some of them
 * - start: before 1.24 the body was a HostConfig, bare or as the HostConfig of an object (`runconfig/hostconfig.go` at v1.12.6)
 * - update: the body is the part of HostConfig that can change
 */
export function hostConfigs(call: JudgedCall): readonly JsonObject[] {
  const body = () => asObject(call.body)
  switch (call.operation.name) {
    case 'ContainerCreate':
    case 'ContainerStart':
      return [objectAt(body(), 'HostConfig'), body()]
    case 'ContainerUpdate':
    // What an image is committed with becomes the Config of containers.
    case 'ImageCommit':
      return [body()]
    default:
      return []
  }
}

/** The template of a service's tasks; empty for other calls. */
export function taskTemplate(call: JudgedCall): JsonObject {
  const { name } = call.operation
  if (name !== 'ServiceCreate' && name !== 'ServiceUpdate') return {}
  return objectAt(asObject(call.body), 'TaskTemplate')
}

/**
 * The networks of a service, as its client names them. CLIs send IDs, and a manager takes the start of one, so which of
 * them is the host's only the daemon knows (moby `daemon/cluster/services.go` populateNetworkID at docker-v29.7.2).
 */
export function serviceNetworks(call: JudgedCall): readonly string[] {
  const { name } = call.operation
  if (name !== 'ServiceCreate' && name !== 'ServiceUpdate') return []
  return [asObject(call.body), taskTemplate(call)].flatMap(part =>
    objectsAt(part, 'Networks').map(network => stringAt(network, 'Target')),
  )
}

/** What docker 20.10 changed at every API version (moby `daemon/daemon_unix.go` and `oci/caps/utils.go` at v19.03.14 and v20.10.24). */
import { change, engine } from '../src/translate/change.ts'
import { at, inOrder } from './shapes/json-edit.ts'
import { capabilitiesAsAddAndDrop } from './shapes/legacy-capabilities.ts'
import { raisedMemory, raisedSwap, withRaisedMemory } from './shapes/memory-minimum.ts'

function raiseBuildMemory(query: URLSearchParams): URLSearchParams {
  const asked = Number(query.get('memory') ?? 0)
  const memory = raisedMemory(asked)
  if (memory === asked || Number.isNaN(memory)) return query
  const changed = new URLSearchParams(query)
  changed.set('memory', String(memory))
  const swap = query.get('memswap')
  if (swap) changed.set('memswap', String(raisedSwap(Number(swap), memory)))
  return changed
}

export default engine('20.10.0', '1.41', [
  change({
    id: 'v1.41-memory-minimum-6mb',
    summary: 'The smallest memory limit is 6 MiB; before, 4 MiB',
    operations: {
      // Docker 20.10 still takes limits beside HostConfig.
      ContainerCreate: { request: inOrder(withRaisedMemory, at('HostConfig', withRaisedMemory)) },
      ContainerUpdate: { request: withRaisedMemory },
      ImageBuild: { query: raiseBuildMemory },
    },
    loss: 'A limit between 4 and 6 MiB becomes 6 MiB.',
  }),
  change({
    id: 'v1.40-capabilities-exact-list',
    summary:
      'HostConfig.Capabilities is gone; at 1.40 it was the exact set of capabilities, before that ignored',
    operations: { ContainerCreate: { request: at('HostConfig', capabilitiesAsAddAndDrop) } },
    loss: 'Inspect shows CapAdd and CapDrop in place of Capabilities.',
  }),
  change({
    id: 'v1.41-job-services-in-responses',
    summary: 'Services may be jobs; before, every service was replicated or global',
    operations: {},
    status: 'impossible',
    reason: 'Before 1.41 there is no word for a job, and no daemon ever hid one from older clients.',
    loss: 'A service that is a job shows no mode the client knows.',
  }),
  change({
    id: 'v1.41-info-omitted-legacy-swarm',
    summary:
      'SystemStatus, ClusterStore and ClusterAdvertise are absent from /info; before, they were there and empty',
    operations: {},
    status: 'not needed',
    reason: 'To Go clients an absent member is an empty one, and no other client reads these.',
  }),
  change({
    id: 'v1.41-prune-events',
    summary: 'A prune is an event; before, it was not',
    operations: {},
    status: 'not needed',
    reason: 'No daemon ever held it back, and clients pass over actions they do not know.',
  }),
  change({
    id: 'v1.41-ports-ipv6-duplicate',
    summary: 'A port published on every address is shown for IPv4 and for IPv6; before, once',
    operations: {},
    status: 'not needed',
    reason: 'Both entries are true, and clients have always had to expect several for one port.',
  }),
])

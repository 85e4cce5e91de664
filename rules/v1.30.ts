/** API 1.30 (docker 17.06): moby `api/server/router/container/container_routes.go`, `build/build_routes.go` and `swarm/cluster_routes.go` at v20.10.24 and v28.5.2. */
import { change, version } from '../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../src/translate/json.ts'
import { withoutParameters } from './shapes/query.ts'

/** BuildKit's progress, which a client gets only when it asked for BuildKit. */
const BUILDKIT_TRACE = 'moby.buildkit.trace'

const withoutImageId = (message: JsonValue): JsonValue | undefined =>
  isJsonObject(message) && message.aux !== undefined && message.id !== BUILDKIT_TRACE ? undefined : message

export default version('1.30', [
  change({
    id: 'v1.30-wait-headers',
    summary: 'wait sends its head at once and takes a condition; before, the head came with the exit code',
    operations: {
      ContainerWait: {
        query: withoutParameters('condition'),
        // Nothing to convert, but a body that has a step is read before the head goes out.
        response: body => body,
      },
    },
  }),
  change({
    id: 'v1.30-build-aux',
    summary: 'A build tells the ID of the image in a message of its own, `aux`; before, only as text',
    operations: { ImageBuild: { message: withoutImageId } },
  }),
  change({
    id: 'v1.30-wait-semantics-restart',
    summary: 'wait on a restarting container returns under other circumstances than before',
    operations: {},
    status: 'not needed',
    reason: 'Without a condition the daemon waits for the same thing at every version.',
  }),
  change({
    id: 'v1.30-service-image-digest',
    summary: 'Clients resolve the image of a service to its digest; before, the daemon did',
    operations: {
      ServiceCreate: { emulate: 'service-create' },
      ServiceUpdate: { emulate: 'service-update' },
    },
    loss: 'An update without credentials of its own asks the registry without any; the daemon took those that were stored.',
  }),
  change({
    id: 'v1.25-swarm-rmw',
    summary:
      'Specs have more members, and an absent one is reset; before, a client knew every member it wrote back',
    operations: {
      ServiceUpdate: { emulate: 'service-update' },
      SwarmUpdate: { emulate: 'swarm-update' },
    },
    loss: 'A member that the client is too old to know is kept, also where it is left out to remove it.',
  }),
  change({
    id: 'v1.30-events-swarm',
    summary: 'There are events of services, nodes, secrets and configs; before, there were not',
    unversioned: '17.6.0',
    operations: {},
    status: 'not needed',
    reason: 'No daemon ever held them back, and clients pass over types they do not know.',
  }),
  change({
    id: 'v1.30-cors-options',
    summary: 'The daemon no longer sends CORS header fields; before, it could be told to',
    unversioned: '28.0.0',
    operations: {},
    status: 'not needed',
    reason: 'They came from an option of the daemon that was off by default, not from the API.',
  }),
])

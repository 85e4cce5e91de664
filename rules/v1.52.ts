/**
 * What API 1.52 (Docker 29.0) changed for clients older than that: the `LessThan(version, "1.52")` blocks of moby
 * `daemon/server/router/**` at docker-v29.7.2. What 29.0 changed at every version is in engine-29.ts.
 */
import { change, version } from '../src/translate/change.ts'
import type { JsonValue } from '../src/translate/json.ts'
import { UntranslatableError } from '../src/translate/untranslatable.ts'
import { requestedMacAddress } from './shapes/config-mac-address.ts'
import { withEmptyMembers } from './shapes/container-config.ts'
import { listsOfSummaries } from './shapes/disk-usage.ts'
import { graphDriverOfStorage, unnamedGraphDriver } from './shapes/graph-driver.ts'
import { accepting, contentTypeReplacing } from './shapes/headers.ts'
import { at, inOrder, withDefaults, without } from './shapes/json-edit.ts'
import { withLegacyMembers } from './shapes/legacy-events.ts'
import { withLegacyNetworkSettings } from './shapes/legacy-network-settings.ts'
import { macAddressToMainEndpoint } from './shapes/mac-address.ts'
import { withParameters } from './shapes/query.ts'

const JSON_SEQUENCES = ['application/jsonl', 'application/x-ndjson', 'application/json-seq']

const ANY_FREE_PORT = [{ HostIp: '', HostPort: '' }]
const isEmpty = (bindings: JsonValue | undefined): boolean =>
  bindings === null || (Array.isArray(bindings) && bindings.length === 0)

const specWithoutSwap = {
  request: at('TaskTemplate.Resources', without('SwapBytes', 'MemorySwappiness')),
}

const onePlatform = {
  query: (query: URLSearchParams): URLSearchParams => {
    if (query.getAll('platform').length > 1)
      throw new UntranslatableError(
        'multiple platform parameters are not supported in this API version; use API version 1.52 or later',
      )
    return query
  },
}

export default version('1.52', [
  change({
    id: 'v1.52-networksettings-legacy',
    summary: 'NetworkSettings has only Networks; before, it repeated the endpoint on the default bridge',
    operations: { ContainerInspect: { response: withLegacyNetworkSettings } },
    unversioned: '29.0.0',
    loss: 'Bridge is always empty, whatever bridge the daemon was started with.',
  }),
  change({
    id: 'v1.52-inspect-config-macaddress',
    summary:
      'The MAC address of a container stands at its endpoints; before, the requested one in Config too',
    operations: { ContainerInspect: { response: requestedMacAddress } },
    loss: 'Config.MacAddress is only known while the container is not running: then it cannot be a generated one.',
  }),
  change({
    id: 'v1.52-create-macaddress-dropped',
    summary: 'MacAddress is given for each endpoint; before, for the whole container too',
    operations: { ContainerCreate: { request: macAddressToMainEndpoint } },
  }),
  change({
    id: 'v1.52-inspect-graphdriver-storage',
    summary:
      'With the containerd image store there is no GraphDriver; before, one with the name of the snapshotter',
    operations: {
      ContainerInspect: { response: graphDriverOfStorage },
      ImageInspect: { emulate: 'image-inspect', response: unnamedGraphDriver },
    },
  }),
  change({
    id: 'v1.52-image-inspect-omitempty',
    summary: 'Inspecting an image leaves out what is empty; before, it was there all the same',
    operations: {
      ImageInspect: {
        response: inOrder(
          withEmptyMembers,
          withDefaults({ Parent: '', Comment: '', DockerVersion: '', Author: '' }),
        ),
      },
    },
  }),
  change({
    id: 'v1.52-events-legacy-fields',
    summary: 'Events have Action and Actor; before, also status, id and from',
    // What the daemon adds for older clients rounds timeNano to what a double holds.
    operations: { SystemEvents: { message: withLegacyMembers, atLeast: '1.52' } },
    unversioned: '29.0.0',
  }),
  change({
    id: 'v1.52-events-content-type',
    summary:
      'Events come as application/jsonl, or as Accept asks; before, as application/json whatever it said',
    operations: {
      SystemEvents: {
        requestHeaders: accepting('application/json'),
        responseHeaders: contentTypeReplacing(JSON_SEQUENCES, 'application/json'),
      },
    },
    // Accept is heeded at every version.
    unversioned: '29.0.0',
  }),
  change({
    id: 'v1.52-create-empty-portbindings-warning',
    summary:
      'An empty list of port bindings gives a warning, and is to mean none; before, it meant any free port',
    operations: {
      ContainerCreate: {
        request: at('HostConfig.PortBindings.*', bindings => (isEmpty(bindings) ? ANY_FREE_PORT : bindings)),
      },
    },
  }),
  change({
    id: 'v1.52-container-list-health',
    summary: 'The container list shows health; before, it did not',
    operations: {
      ContainerList: { response: at('[]', without('Health')) },
      SystemDataUsage: { response: at('Containers[]', without('Health')) },
    },
  }),
  change({
    id: 'v1.52-network-status',
    summary: 'Inspecting a network shows its status; before, it did not',
    operations: { NetworkInspect: { response: without('Status') } },
  }),
  change({
    id: 'v1.52-services-swap',
    summary: 'Services take SwapBytes and MemorySwappiness; before, they were ignored',
    operations: {
      ServiceCreate: specWithoutSwap,
      ServiceUpdate: { ...specWithoutSwap, emulate: 'service-update' },
    },
  }),
  change({
    id: 'v1.52-image-save-load-multiplatform',
    summary: 'Save and load take several platforms; before, more than one is refused',
    operations: { ImageGet: onePlatform, ImageGetAll: onePlatform, ImageLoad: onePlatform },
  }),
  // The last one: answers pass the list from its end, and the other steps on disk usage want its lists.
  change({
    id: 'v1.52-df-shape',
    summary: 'Disk usage has a summary of each kind; before, lists only',
    operations: {
      SystemDataUsage: { query: withParameters({ verbose: '1' }), response: listsOfSummaries },
    },
  }),
])

/** API 1.20 (docker 1.8): moby `container_routes.go` and `daemon/inspect_linux.go` at v20.10.24, `daemon/list.go` at v1.7.1 and v1.8.0. */
import { change, version } from '../src/translate/change.ts'
import { declareJsonBody } from './shapes/declared-json.ts'
import { type FilterValues, withFilters } from './shapes/filter-names.ts'
import { imageConfigs, volumesOfMounts, withConfigLimits } from './shapes/inspect-before-1.21.ts'
import { at, inOrder, replacing } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withExposedSpecs, withPortsOfSpecs } from './shapes/port-specs.ts'
import { hostConfigFromTopLevel } from './shapes/top-level-host-config.ts'

const STATES = ['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead']
/** No ID begins with this, so that a list of the containers that have it is empty. */
const NO_ID = '^$'

function withKnownStates(filters: FilterValues): FilterValues {
  const { status, ...others } = filters
  const known = status?.filter(state => STATES.includes(state))
  if (status === undefined || known === undefined || known.length === status.length) return filters
  return known.length > 0 ? { ...others, status: known } : { ...others, id: [NO_ID] }
}

const isStopped = /is not running\s*$/i

const imageShape = { response: inOrder(imageConfigs, withConfigLimits) }

export default version('1.20', [
  change({
    id: 'v1.20-portspecs',
    summary: 'Ports are published by ExposedPorts and PortBindings alone; before, by PortSpecs too',
    unversioned: '1.8.0',
    operations: {
      // A HostConfig that is made for the ports would hide members beside it.
      ContainerCreate: { request: inOrder(hostConfigFromTopLevel, withPortsOfSpecs) },
      ImageCommit: { request: withExposedSpecs },
    },
  }),
  change({
    id: 'v1.20-create-portspecs',
    summary: 'Ports are published by ExposedPorts and PortBindings alone; before, by PortSpecs too',
    unversioned: '1.8.0',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.20-portspecs, which converts it.',
  }),
  change({
    id: 'v1.20-inspect-volumes-mounts',
    summary: 'A container has a list of Mounts; before, Volumes and VolumesRW by path',
    operations: { ContainerInspect: { response: volumesOfMounts } },
  }),
  change({
    id: 'v1.20-inspect-volumes',
    summary: 'A container has a list of Mounts; before, Volumes and VolumesRW by path',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.20-inspect-volumes-mounts, which converts it.',
  }),
  change({
    id: 'v1.20-inspect-config-resources',
    summary: 'Limits are shown in HostConfig alone; before, in Config too',
    operations: {
      ContainerInspect: { response: withConfigLimits },
      ImageInspect: imageShape,
    },
  }),
  change({
    id: 'v1.20-kill-stopped',
    summary: 'Killing a container that does not run is an error; before, nothing was to be done',
    operations: {
      ContainerKill: {
        error: error => (isStopped.test(error.message) ? { status: 204, message: '' } : error),
      },
    },
  }),
  change({
    id: 'v1.20-exec-create-content-type',
    summary: 'The body of an exec must be declared as application/json; before, the type was not looked at',
    unversioned: '1.8.0',
    operations: { ContainerExec: { requestHeaders: declareJsonBody } },
  }),
  change({
    id: 'v1.20-status-created',
    summary: 'The status of a container that never ran is Created; before, it was empty',
    unversioned: '1.8.0',
    operations: { ContainerList: { response: at('[].Status', replacing('Created', '')) } },
  }),
  change({
    id: 'v1.20-status-filter-strict',
    summary: 'Containers of an unknown status cannot be asked for; before, there were none',
    unversioned: '1.8.0',
    operations: { ContainerList: { query: query => withFilters(query, withKnownStates) } },
  }),
  change({
    id: 'v1.20-server-header',
    summary: 'Answers name the daemon and its system in Server; before, they did not',
    unversioned: '1.8.0',
    operations: {},
    status: 'not needed',
    reason: 'The field of the daemon is passed on, and older clients do not look for it.',
  }),
  change({
    id: 'v1.20-user-agent',
    summary: 'The CLI names its system in User-Agent; before, its release alone',
    operations: {},
    status: 'not needed',
    reason: 'No daemon answers one otherwise than the other.',
  }),
  change({
    id: 'v1.20-more-events',
    summary: 'Attach, commit, copy, rename and the like are events; before, they were not',
    unversioned: '1.8.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients print what happened or pass over it, and know no list of it.',
  }),
  change({
    id: 'v1.20-stream-flush',
    summary: 'The head of a followed log is sent at once; before, with the first output',
    unversioned: '1.8.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients wait for the head no longer than they wait for the output.',
  }),
  ...notNeeded([
    [
      'v1.20-archive-endpoints',
      'Files are written to containers; before, only read',
      'Clients that do not know of it do not ask; for the others see v1.24-container-copy.',
    ],
    [
      'v1.20-additive',
      'HostConfig has GroupAdd and MemorySwappiness, containers tell their Mounts; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

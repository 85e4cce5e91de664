/** API 1.41 (docker 20.10): moby `api/server/router/container/container_routes.go`, `image/image_routes.go` and `swarm/` at v20.10.24 and v28.5.2. */
import { change, version } from '../src/translate/change.ts'
import { withFilter } from './shapes/filters.ts'
import { at, inOrder, without } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'

const withoutNewMembers = inOrder(
  at('TaskTemplate.ContainerSpec', without('CapabilityAdd', 'CapabilityDrop', 'Ulimits')),
  at('TaskTemplate.Resources.Limits', without('Pids')),
  at('Mode', without('ReplicatedJob', 'GlobalJob')),
)

/** Besides a reference among the filters it selects more images, not fewer. */
function filterAsReference(query: URLSearchParams): URLSearchParams {
  const reference = query.get('filter')
  if (!reference) return query
  const changed = withFilter(query, 'reference', reference)
  if (changed === query) return query
  changed.delete('filter')
  return changed
}

export default version('1.41', [
  change({
    id: 'v1.41-images-filter-param',
    summary: 'Images are selected by filters.reference alone; before, by the parameter `filter` too',
    unversioned: '29.0.0',
    operations: { ImageList: { query: filterAsReference } },
  }),
  change({
    id: 'v1.41-create-platform',
    summary: 'Creating a container takes a platform; before, the parameter was ignored',
    operations: { ContainerCreate: { query: withoutParameters('platform') } },
  }),
  change({
    id: 'v1.41-stats-one-shot',
    summary: 'one-shot statistics do not wait for a second sample; before, the parameter was ignored',
    operations: { ContainerStats: { query: withoutParameters('one-shot') } },
  }),
  change({
    id: 'v1.41-services-spec-fields',
    summary:
      'Services take capabilities, ulimits, a limit of processes and job modes; before, they were ignored',
    operations: {
      ServiceCreate: { request: withoutNewMembers },
      ServiceUpdate: { request: withoutNewMembers, emulate: 'service-update' },
    },
  }),
  change({
    id: 'v1.41-services-list-status',
    summary: 'A list of services tells their tasks when asked for status; before, the parameter was ignored',
    operations: { ServiceList: { query: withoutParameters('status') } },
  }),
  change({
    id: 'v1.41-create-cgroupnsmode',
    summary:
      'The default cgroup namespace is the daemon’s choice; before, on a cgroup v1 host, that of the host',
    operations: {},
    status: 'not needed',
    reason:
      'The daemon’s default on a cgroup v1 host is that of the host already, unless default-cgroupns-mode says otherwise.',
  }),
])

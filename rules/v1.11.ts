/** API 1.11 (docker 0.11): moby `daemon/state.go` and `server/server.go` at v0.10.0 and v0.11.1, `runconfig/config.go` at v0.9.1. */
import { change, version } from '../src/translate/change.ts'
import { at, inOrder, withDefaults } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withoutParameters } from './shapes/query.ts'
import { configWithVolumesFrom, withListedVolumesFrom } from './shapes/volumes-from.ts'

export default version('1.11', [
  change({
    id: 'v1.11-state-ghost',
    summary: 'No container is a ghost; before, State said whether one is',
    operations: { ContainerInspect: { response: at('State', withDefaults({ Ghost: false })) } },
  }),
  change({
    id: 'v1.11-events-until',
    summary: 'Events end at `until`; before, the parameter was ignored',
    operations: { SystemEvents: { query: withoutParameters('until') } },
  }),
  // Docker 0.10 moved them, which spoke 1.10 as 0.9 did: clients of 1.10 do either.
  change({
    id: 'v1.10-create-dns-volumesfrom',
    summary:
      'Dns and VolumesFrom are lists in HostConfig; before, they were part of Config, the latter a line',
    operations: {
      ContainerCreate: { request: withListedVolumesFrom },
      ContainerInspect: { response: configWithVolumesFrom },
      ImageInspect: {
        response: inOrder(
          ...['config', 'container_config'].map(key => at(key, withDefaults({ Dns: null, VolumesFrom: '' }))),
        ),
      },
    },
  }),
  ...notNeeded([
    [
      'v1.11-logs-endpoint',
      'Logs have an endpoint; before, they were attached to',
      'Attach takes `logs` to this day.',
    ],
    [
      'v1.11-additive',
      'There are `_ping`, NetworkMode and labels of SELinux; before, there were not',
      'Clients that do not know of it do not ask, and pass over members they do not know.',
    ],
  ]),
])

/** API 1.27 (docker 17.03.1): moby `cli/command/container/stats_helpers.go` at v17.03.0 and `daemon/stats_unix.go` at docker-v29.7.2. */
import { change, version } from '../src/translate/change.ts'
import { usageOfEachCpu } from './shapes/container-stats.ts'
import { at, inOrder } from './shapes/json-edit.ts'

export default version('1.27', [
  change({
    id: 'v1.27-percpu-usage',
    summary:
      'online_cpus tells the number of CPUs; before, it was the length of percpu_usage, which cgroup v2 does not have',
    // The first engine on cgroup v2.
    unversioned: '20.10.0',
    operations: {
      ContainerStats: {
        message: inOrder(at('cpu_stats', usageOfEachCpu), at('precpu_stats', usageOfEachCpu)),
      },
    },
    loss: 'On a cgroup v2 host the usage of each CPU is the even share of the total.',
  }),
])

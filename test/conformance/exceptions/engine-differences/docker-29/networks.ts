/** Networks. */
import { ABSENT, sinceDocker29 } from '../of-engines.ts'

export const networks = sinceDocker29([
  {
    name: 'networks that nothing uses',
    reason: 'docker 28 lists those of containers among them, at every version',
    operations: ['NetworkList'],
    scenarios: ['dangling'],
    at: /\.json\.\d$/,
    direct: /^\{"Name":"(front|inside)"/,
    through: ABSENT,
  },
  {
    name: 'addresses of a network that is only a configuration',
    reason: 'docker 29 uses them, but does not tell them',
    operations: ['NetworkCreate'],
    scenarios: ['configuration only'],
    at: /^look .*\.IPAM\.Config$/,
    direct: /^\[\{/,
    through: /^null$/,
  },
  {
    name: 'gateway of IP version 6',
    reason: 'docker 29 tells it before it was asked for',
    operations: ['NetworkCreate'],
    scenarios: ['IP version 6'],
    at: /^look .*\.IPAM\.Config\.\d\.Gateway$/,
    direct: ABSENT,
    through: /^"fd00:209::1"$/,
  },
  {
    name: 'subnet of IP version 6',
    reason: 'it is chosen at random',
    operations: ['NetworkCreate'],
    scenarios: ['without IP version 4'],
    at: /^look .*\.IPAM\.Config\.\d\.(Gateway|Subnet)$/,
    direct: /^"fd[0-9a-f:]+(\/64)?"$/,
    through: /^"fd[0-9a-f:]+(\/64)?"$/,
  },
])

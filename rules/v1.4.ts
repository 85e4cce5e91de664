/** API 1.4 (docker 0.5.1): moby `server.go` and `container.go` at v0.5.0 and v0.5.1. */
import { change, version } from '../src/translate/change.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withFlatMapping } from './shapes/port-mapping.ts'
import { listOfProcesses, psOfOldTop } from './shapes/top-before-1.4.ts'
import { images } from './v1.4/images.ts'

export default version('1.4', [
  ...images,
  change({
    id: 'v1.4-top-titles',
    summary: 'Processes are rows under titles, and `ps` takes arguments; before, they were objects',
    operations: { ContainerTop: { query: psOfOldTop, response: listOfProcesses } },
  }),
  change({
    id: 'v1.4-portmapping-nested',
    summary: 'PortMapping tells tcp and udp apart; before, it knew tcp alone',
    operations: { ContainerInspect: { response: withFlatMapping } },
  }),
  ...notNeeded([
    [
      'v1.3-top-list',
      'Processes of a container can be listed; before, they could not',
      'Clients that do not know of it do not ask; the list of 1.3 is the business of v1.4-top-titles.',
    ],
    [
      'v1.4-events',
      'There are events; before, there were not',
      'Their old shape is the business of v1.22-events-shape and v1.4-events-vocabulary.',
    ],
    [
      'v1.4-container-copy',
      'Files can be copied out of a container; before, they could not',
      'Clients that do not know of it do not ask; for the others see v1.24-container-copy.',
    ],
    [
      'v1.4-config-new-fields',
      'Config has NetworkDisabled, WorkingDir and Privileged; before, it had not',
      'The daemon takes the first two, v1.18-resources-hostconfig the third.',
    ],
    [
      'v1.4-info-fields',
      'Info tells the kernel, LXC and the index server; before, it did not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.4-no-such-image-text',
      'An image that does not exist is named with its tag; before, without',
      'Clients look at the status, which is the same.',
    ],
    [
      'v1.4-logs-interleaved',
      'Logs have both streams in the order of time; before, one after the other',
      'Clients that ask for each stream by itself get it so.',
    ],
    [
      'v1.4-additive',
      'HostConfig has ContainerIDFile and LxcConf; before, it had not',
      'Both are left out by v1.24-start-hostconfig.',
    ],
    [
      'v1.4-attach-ws',
      'Containers can be attached to by WebSocket; before, they could not',
      'Clients that do not know of it do not ask; for the others see v1.28-attach-ws-frames and v1.42-attach-ws-streams.',
    ],
    [
      'v1.4-attach-stdin-eof',
      'Output is delivered after the end of input; before, it was lost',
      'Clients read to the end, and get more than they did.',
    ],
  ]),
])

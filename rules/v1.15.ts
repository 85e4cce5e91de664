/** API 1.15 (docker 1.3): moby `api/server/server.go` and `daemon/create.go` at v1.2.0 and v1.3.0. */
import { change, version } from '../src/translate/change.ts'
import { declareJsonBody } from './shapes/declared-json.ts'
import { at, inOrder, onObject } from './shapes/json-edit.ts'
import { strictTypes } from './shapes/loose-json.ts'
import { raisedSwap } from './shapes/memory-minimum.ts'
import { notNeeded } from './shapes/not-needed.ts'

/** Bytes. Limits of 4 MiB and more are the business of v1.41-memory-minimum-6mb. */
const MINIMUM_BEFORE_1_15 = 512 * 1024
const MINIMUM_OF_1_15 = 4 * 1024 * 1024

const withRaisedMemory = onObject(resources => {
  const { Memory: memory, MemorySwap: swap } = resources
  if (typeof memory !== 'number' || memory < MINIMUM_BEFORE_1_15 || memory >= MINIMUM_OF_1_15)
    return resources
  return {
    ...resources,
    Memory: MINIMUM_OF_1_15,
    ...(typeof swap === 'number' ? { MemorySwap: raisedSwap(swap, MINIMUM_OF_1_15) } : {}),
  }
})

export default version('1.15', [
  change({
    id: 'v1.15-json-content-type',
    summary: 'Bodies must be declared as application/json; before, the type was not looked at',
    unversioned: '1.3.0',
    operations: {
      ContainerCreate: { requestHeaders: declareJsonBody },
      ImageCommit: { requestHeaders: declareJsonBody },
    },
  }),
  change({
    id: 'v1.15-memory-minimum',
    summary: 'The smallest memory limit is 4 MiB; before, 512 KiB',
    unversioned: '1.3.0',
    operations: {
      // Up to 1.17 clients set limits beside HostConfig, and any number may be quoted.
      ContainerCreate: {
        request: inOrder(strictTypes, withRaisedMemory, at('HostConfig', withRaisedMemory)),
      },
    },
    loss: 'A limit between 512 KiB and 4 MiB becomes the smallest that the daemon takes.',
  }),
  change({
    id: 'v1.15-unversioned-stream-paths',
    summary: 'Every path has a version; CLIs of 1.11 to 1.14 sent streams without one',
    operations: {},
    status: 'not needed',
    reason: 'Which version such a path means is decided by who asks, before anything is translated.',
  }),
  ...notNeeded([
    [
      'v1.15-hostconfig-at-start',
      'A container is given its HostConfig when it is started',
      'The business of v1.24-start-hostconfig.',
    ],
    [
      'v1.15-start-empty-body',
      'A start without a HostConfig has a body of no length',
      'The business of v1.24-start-body-length: every start is sent so.',
    ],
    [
      'v1.15-exec-added',
      'Commands can be run in a container; before, they could not',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.15-additive',
      'HostConfig has ExtraHosts and SecurityOpt, several images are saved at once; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

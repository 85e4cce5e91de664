/** API 1.21 (docker 1.9): moby `daemon/inspect.go` and `daemon/stats.go` at v20.10.24, `runconfig/` at v1.8.3 and v1.9.1. */
import { change, engine, type Headers, version } from '../src/translate/change.ts'
import { networkOfNetworks } from './shapes/container-stats-network.ts'
import { withFlatNetwork, withLegacyConfig } from './shapes/inspect-before-1.21.ts'
import { withoutModeConflicts } from './shapes/network-mode-conflicts.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { hostConfigFromTopLevel } from './shapes/top-level-host-config.ts'

/** An exec whose streams are attached answers by taking over the connection, so that an ordinary answer is one without. */
const detached = {
  status: (status: number) => (status === 200 ? 204 : status),
  responseHeaders: (headers: Headers): Headers => {
    if (headers['content-length'] !== '0') return headers
    const { 'content-length': _, ...others } = headers
    return others
  },
}

export default [
  ...version('1.21', [
    change({
      id: 'v1.21-volumedriver-move',
      summary: 'The volume driver of a container is part of HostConfig; before, it stood beside it',
      operations: { ContainerCreate: { request: hostConfigFromTopLevel } },
    }),
    change({
      id: 'v1.21-netmode-conflicts',
      summary: 'What a shared network makes useless is refused; before, it was ignored',
      unversioned: '1.9.0',
      operations: { ContainerCreate: { request: withoutModeConflicts } },
    }),
    change({
      id: 'v1.21-inspect-config-legacy',
      summary:
        'Members of Config are left out when empty, and VolumeDriver has moved; before, they were all there',
      operations: { ContainerInspect: { response: withLegacyConfig } },
    }),
    change({
      id: 'v1.21-networksettings-flat',
      summary: 'A container has several networks; before, NetworkSettings described the only one',
      operations: { ContainerInspect: { response: withFlatNetwork } },
      loss: 'Of a container in several networks that are not the bridge one address is shown.',
    }),
    change({
      id: 'v1.21-networksettings-portmapping',
      summary: 'NetworkSettings has no PortMapping; before, it was there and null',
      unversioned: '1.9.0',
      operations: {},
      status: 'not needed',
      reason: 'A part of v1.21-networksettings-flat, which restores it.',
    }),
    change({
      id: 'v1.21-stats-networks',
      summary: 'Statistics tell every interface in `networks`; before, their sum in `network`',
      operations: { ContainerStats: { message: networkOfNetworks } },
    }),
    change({
      id: 'v1.21-exec-detach-status',
      summary: 'Starting a detached exec is 200; before, 204',
      unversioned: '1.9.0',
      operations: { ExecStart: detached },
    }),
    change({
      id: 'v1.21-exec-stopped-status',
      summary: 'An exec in a container that is stopped or paused is a conflict; before, 500',
      unversioned: '1.9.0',
      operations: {},
      status: 'not needed',
      reason: 'Clients of that time print the text and do not tell the numbers apart.',
    }),
    change({
      id: 'v1.21-stat-oneshot',
      summary: 'Statistics of a stopped container are sent at once; before, never',
      unversioned: '1.9.0',
      operations: {},
      status: 'not needed',
      reason: 'An answer is what clients wait for.',
    }),
    change({
      id: 'v1.21-containers-ps-alias',
      summary: 'The list of containers is at /containers/json alone; before, at /containers/ps too',
      unversioned: '1.9.0',
      operations: {},
      status: 'not needed',
      reason: 'The old path is read as the new one before anything is translated.',
    }),
    change({
      id: 'v1.21-network-ops-clients',
      summary: 'Names of networks are unique and their addresses checked; before, neither was so',
      operations: {},
      status: 'not needed',
      reason: 'The same as v1.44-network-create-checkduplicate and v1.44-network-create-ipam-validation.',
    }),
    ...notNeeded([
      [
        'v1.21-containers-ps-alias',
        'Containers are no longer listed at containers/ps',
        'Both paths are one operation before anything is translated.',
      ],
      [
        'v1.21-image-inspect-tags',
        'An inspected image has tags, digests and a GraphDriver; before, it had not',
        'Clients pass over members they do not know.',
      ],
      [
        'v1.21-additive',
        'There are volumes and networks; before, there were not',
        'Clients do not ask for what they do not know of, and pass over its members.',
      ],
    ]),
  ]),
  // Every daemon up to 26 read these members wherever they stood, whatever version it was spoken to at.
  ...engine('27.0.0', '1.46', [
    change({
      id: 'v1.21-create-toplevel-hostconfig',
      summary: 'Members of HostConfig are read there alone; before, also beside it',
      operations: { ContainerCreate: { request: hostConfigFromTopLevel } },
    }),
  ]),
]

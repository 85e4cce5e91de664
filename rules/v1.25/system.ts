/** The daemon itself, its networks and its events at API 1.25 (docker 1.13): moby `api/server/router/system/system_routes.go` at v20.10.24 and v28.5.2. */
import { change } from '../../src/translate/change.ts'
import { at, inOrder, onObject, type ValueStep } from '../shapes/json-edit.ts'
import { securityOptionName } from '../shapes/security-options.ts'

/** Docker 27 stopped to tell old clients of the driver that had been gone since 1.13. */
const FIRST_RELEASE_WITHOUT_DRIVER = 27

const withExecutionDriver = onObject(info =>
  info.ExecutionDriver === undefined &&
  typeof info.ServerVersion === 'string' &&
  Number.parseInt(info.ServerVersion, 10) < FIRST_RELEASE_WITHOUT_DRIVER
    ? { ...info, ExecutionDriver: '<not supported>' }
    : info,
)

/** `172.18.0.1/16`, as docker 1.10 to 1.12 showed and took it; the address alone is what counts. */
const bareAddress: ValueStep = address =>
  typeof address === 'string' ? address.replace(/\/\d{1,3}$/, '') : address

export const system = [
  change({
    id: 'v1.25-info-security-options',
    summary:
      'SecurityOptions have names and values, `name=seccomp,profile=builtin`; before, names alone, and ExecutionDriver was there',
    unversioned: '29.0.0',
    operations: {
      SystemInfo: { response: inOrder(at('SecurityOptions[]', securityOptionName), withExecutionDriver) },
    },
  }),
  change({
    id: 'v1.25-network-gateway-cidr',
    summary:
      'The gateway of a network is an address; before, one with the length of its prefix was taken too',
    unversioned: '1.13.0',
    operations: { NetworkCreate: { request: at('IPAM.Config[].Gateway', bareAddress) } },
    loss: 'Networks show the gateway without the length of the prefix.',
  }),
  change({
    id: 'v1.25-networks-trailing-slash',
    summary: 'GET /networks/ lists networks; before, it showed the first one found',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'The old answer was an accident that no client relied on.',
  }),
  change({
    id: 'v1.25-ping-headers-negotiation',
    summary: '/_ping tells the newest version of the daemon in Api-Version; before, it told nothing',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'Older clients do not look for the field, newer ones need it as the daemon sends it.',
  }),
  change({
    id: 'v1.25-unversioned-paths',
    summary: 'A path without version means the newest one; so it did before',
    operations: {},
    status: 'not needed',
    reason: 'Which version such a path means is a setting of the gateway, no change of the API.',
  }),
  change({
    id: 'v1.25-plugins-shape',
    summary: 'Plugins are part of the API; before, of experimental daemons alone and in another shape',
    operations: {},
    status: 'not needed',
    reason: 'No released client of 1.24 asks for plugins; daemons answer at 1.24 as they do at 1.25.',
  }),
  change({
    id: 'v1.25-info-misc',
    summary:
      'ClusterStore, KernelMemory and Swarm.Cluster of /info may be absent; before, they were always there',
    unversioned: '20.10.0',
    operations: {},
    status: 'not needed',
    reason: 'To Go clients an absent member is an empty one, and no other client reads these.',
  }),
  change({
    id: 'v1.25-run-exit-from-events',
    summary: '`docker run` takes the exit code from the event `die`; before, from wait and inspect',
    operations: {},
    status: 'not needed',
    reason: 'The members it reads are kept by v1.52-events-legacy-fields.',
  }),
]

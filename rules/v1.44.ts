/**
 * What API 1.44 (Docker 25.0) changed for clients older than that: the `LessThan(version, "1.44")` blocks of moby
 * `api/server/router/**` at v28.5.2, and of `daemon/server/router/**` at docker-v29.7.2.
 */
import { change, version } from '../src/translate/change.ts'
import { refuseForceRecursive, refuseSeveralEndpoints } from './shapes/create-refusals.ts'
import { at, withCopy, withDefaults, without } from './shapes/json-edit.ts'
import { macAddressToOnlyEndpoint } from './shapes/mac-address.ts'
import { withReadOnlyLines, withShallowReadOnly } from './shapes/read-only-binds.ts'

const withVirtualSize = withCopy('VirtualSize', 'Size')

const specWithoutPrivileges = {
  request: at('TaskTemplate.ContainerSpec.Privileges', without('Seccomp', 'AppArmor', 'NoNewPrivileges')),
}

const specWithoutStartInterval = {
  request: at('TaskTemplate.ContainerSpec.Healthcheck', without('StartInterval')),
}

const keepsNewerMembers = { emulate: 'service-update' }

export default version('1.44', [
  change({
    id: 'v1.44-virtualsize',
    summary: 'Images have no VirtualSize; before, it repeated Size',
    operations: {
      ImageList: { response: at('[]', withVirtualSize) },
      ImageInspect: { response: withVirtualSize },
      SystemDataUsage: { response: at('Images[]', withVirtualSize) },
    },
    // 29.0 to 29.2 leave it out of lists at every version.
    unversioned: '29.0.0',
  }),
  change({
    id: 'v1.44-image-created-zero',
    summary: 'An image without a date has no Created; before, it was created in the year 1',
    operations: { ImageInspect: { response: withDefaults({ Created: '0001-01-01T00:00:00Z' }) } },
  }),
  change({
    id: 'v1.44-create-healthcheck-startinterval',
    summary: 'Health checks have a StartInterval; before, it was ignored',
    operations: {
      ContainerCreate: { request: at('Healthcheck', without('StartInterval')) },
      ServiceCreate: specWithoutStartInterval,
      ServiceUpdate: { ...specWithoutStartInterval, ...keepsNewerMembers },
    },
  }),
  change({
    id: 'v1.44-create-ro-force-recursive',
    summary: 'BindOptions.ReadOnlyForceRecursive insists on read-only submounts; before, it is refused',
    operations: { ContainerCreate: { request: refuseForceRecursive } },
  }),
  change({
    id: 'v1.44-create-multiple-endpoints',
    summary: 'A container can be created in several networks; before, in one',
    operations: { ContainerCreate: { request: refuseSeveralEndpoints } },
  }),
  change({
    id: 'v1.44-create-ro-bind-nonrecursive',
    summary:
      'Read-only bind mounts are so all the way down; before, what was mounted below them stayed writable',
    operations: {
      ContainerCreate: { request: at('HostConfig', withShallowReadOnly) },
      ContainerInspect: { response: withReadOnlyLines },
    },
    loss: 'Lines of Binds that ask for SELinux labels (z, Z) become read-only all the way down; in the container list, and in the order of Binds, it shows that a line was sent as a mount.',
  }),
  change({
    id: 'v1.44-create-macaddress',
    summary: 'Each endpoint has a MacAddress; before, the container had one, for its only network',
    operations: { ContainerCreate: { request: macAddressToOnlyEndpoint } },
  }),
  change({
    id: 'v1.44-services-privileges',
    summary: 'Services take Seccomp, AppArmor and NoNewPrivileges; before, they were ignored',
    operations: {
      ServiceCreate: specWithoutPrivileges,
      ServiceUpdate: { ...specWithoutPrivileges, ...keepsNewerMembers },
    },
  }),
  change({
    id: 'v1.44-info-runtimes-status',
    summary: 'Info shows the status of runtimes; before, it did not',
    operations: { SystemInfo: { response: at('Runtimes.*', without('status')) } },
  }),
])

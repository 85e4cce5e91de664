/**
 * What API 1.45 (Docker 26.0) changed for clients older than that: the `LessThan(version, "1.45")` blocks of moby
 * `api/server/router/**` at v28.5.2.
 */
import { change, version } from '../src/translate/change.ts'
import { withContainer } from './shapes/container-config.ts'
import { refuseSubpath } from './shapes/create-refusals.ts'
import { withIdentityAliases } from './shapes/endpoint-aliases.ts'

export default version('1.45', [
  change({
    id: 'v1.45-image-container-containerconfig',
    summary: 'Images tell nothing of the container they were made of; before, its id and configuration',
    operations: { ImageInspect: { response: withContainer } },
    // With the containerd image store every daemon leaves it empty, at every version.
    unversioned: '23.0.0',
    loss: 'Container is empty, and ContainerConfig has what the image itself shows: the command and hostname of the build are not known.',
  }),
  change({
    id: 'v1.45-inspect-aliases-shortid',
    summary: 'Aliases are those the user gave; before, the short id and the hostname were among them',
    operations: { ContainerInspect: { response: withIdentityAliases } },
  }),
  change({
    id: 'v1.45-volume-subpath',
    summary: 'VolumeOptions.Subpath mounts a part of a volume; before, it is refused',
    operations: { ContainerCreate: { request: refuseSubpath } },
  }),
])

/** Bodies about volumes: moby `api/types/volume` at docker-v29.7.2. */
import { list, map, type Struct, struct } from './shape.ts'

const topologies = list(struct('', { Segments: map() }))

const clusterVolumeSpec = struct('Group Availability', {
  AccessMode: struct('Scope Sharing', { MountVolume: struct('FsType MountFlags'), BlockVolume: struct('') }),
  AccessibilityRequirements: struct('', { Requisite: topologies, Preferred: topologies }),
  CapacityRange: struct('RequiredBytes LimitBytes'),
  Secrets: list(struct('Key Secret')),
})

export const volumeCreate: Struct = struct('Name Driver', {
  DriverOpts: map(),
  Labels: map(),
  ClusterVolumeSpec: clusterVolumeSpec,
})

export const volumeUpdate: Struct = struct('', { Spec: clusterVolumeSpec })

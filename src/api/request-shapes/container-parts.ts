/** `mount.Mount` and `units.Ulimit`, of containers and services alike: moby `api/types/mount/mount.go` at docker-v29.7.2. */
import { list, map, struct } from './shape.ts'

const mount = struct('Type Source Target ReadOnly Consistency', {
  BindOptions: struct(
    'Propagation NonRecursive CreateMountpoint ReadOnlyNonRecursive ReadOnlyForceRecursive',
  ),
  VolumeOptions: struct('NoCopy Subpath', {
    Labels: map(),
    DriverConfig: struct('Name', { Options: map() }),
  }),
  ImageOptions: struct('Subpath'),
  TmpfsOptions: struct('SizeBytes Mode Options'),
  ClusterOptions: struct(''),
})

export const mounts = list(mount)

export const ulimits = list(struct('Name Hard Soft'))

/** `container.HealthConfig`. */
export const healthcheck = struct('Test Interval Timeout Retries StartPeriod StartInterval')

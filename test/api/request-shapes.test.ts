import t from 'tap'
import { operations } from '../../src/api/operations.ts'
import type { Shape } from '../../src/api/request-shapes/shape.ts'
import { requestShapes } from '../../src/api/request-shapes.ts'

/** What is at a path of names as in `HostConfig.Mounts.VolumeOptions`; the items of lists and the values of maps have no name. */
function shapeAt(operation: string, path: string): Shape | undefined {
  let shape = requestShapes[operation]
  for (const name of path.split('.')) {
    while (shape?.kind === 'list' || shape?.kind === 'map')
      shape = shape.kind === 'list' ? shape.items : shape.values
    const field = shape?.kind === 'struct' ? shape.fields.get(name.toLowerCase()) : undefined
    shape = field?.name === name ? field.shape : undefined
  }
  return shape
}

t.test('every operation with a JSON body has a shape, and no other has', async t => {
  const withBody = operations.filter(({ request }) => request === 'json').map(({ name }) => name)
  t.same(Object.keys(requestShapes).sort(), withBody.sort())
})

t.test('keys of users are in maps', async t => {
  for (const [operation, path] of [
    ['ContainerCreate', 'Labels'],
    ['ContainerCreate', 'ExposedPorts'],
    ['ContainerCreate', 'Volumes'],
    ['ContainerCreate', 'HostConfig.PortBindings'],
    ['ContainerCreate', 'HostConfig.Sysctls'],
    ['ContainerCreate', 'HostConfig.Tmpfs'],
    ['ContainerCreate', 'HostConfig.StorageOpt'],
    ['ContainerCreate', 'HostConfig.Annotations'],
    ['ContainerCreate', 'HostConfig.LogConfig.Config'],
    ['ContainerCreate', 'HostConfig.DeviceRequests.Options'],
    ['ContainerCreate', 'HostConfig.Mounts.VolumeOptions.Labels'],
    ['ContainerCreate', 'HostConfig.Mounts.VolumeOptions.DriverConfig.Options'],
    ['ContainerCreate', 'NetworkingConfig.EndpointsConfig'],
    ['ContainerCreate', 'NetworkingConfig.EndpointsConfig.DriverOpts'],
    ['NetworkCreate', 'Options'],
    ['NetworkCreate', 'IPAM.Options'],
    ['NetworkCreate', 'IPAM.Config.AuxiliaryAddresses'],
    ['VolumeCreate', 'DriverOpts'],
    ['ServiceCreate', 'TaskTemplate.ContainerSpec.Sysctls'],
    ['SwarmInit', 'Spec.CAConfig.ExternalCAs.Options'],
    ['SecretCreate', 'Driver.Options'],
  ] as const) {
    t.equal(shapeAt(operation, path)?.kind, 'map', `${operation} ${path}`)
  }
})

t.test('fields of every age are known', async t => {
  for (const [operation, path] of [
    ['ContainerCreate', 'PortSpecs'],
    ['ContainerCreate', 'Memory'],
    ['ContainerCreate', 'Cpuset'],
    ['ContainerCreate', 'Dns'],
    ['ContainerCreate', 'VolumesFrom'],
    ['ContainerCreate', 'HostConfig.LxcConf.Key'],
    ['ContainerCreate', 'HostConfig.KernelMemoryTCP'],
    ['ContainerCreate', 'HostConfig.Mounts.ImageOptions.Subpath'],
    ['ContainerCreate', 'Healthcheck.StartInterval'],
    ['ContainerCreate', 'NetworkingConfig.EndpointsConfig.GwPriority'],
    ['ContainerCreate', 'Binds'],
    ['ContainerStart', 'Binds'],
    ['ContainerStart', 'PortBindings.HostIp'],
    ['ContainerUpdate', 'RestartPolicy.MaximumRetryCount'],
    ['ContainerExec', 'ConsoleSize'],
    ['ImageGetCache', 'Id'],
    ['ImageGetCache', 'PortSpecs'],
    ['NetworkCreate', 'CheckDuplicate'],
    ['NetworkCreate', 'EnableIPv4'],
    ['NetworkConnect', 'EndpointConfig.IPAMConfig.LinkLocalIPs'],
    ['VolumeCreate', 'ClusterVolumeSpec.AccessMode.MountVolume.MountFlags'],
    ['ServiceCreate', 'TaskTemplate.PluginSpec.privileges.name'],
    ['ServiceUpdate', 'TaskTemplate.Resources.Reservations.GenericResources.NamedResourceSpec.Kind'],
    ['ServiceUpdate', 'EndpointSpec.Ports.PublishMode'],
    ['PluginPull', 'Description'],
    ['SystemAuth', 'serveraddress'],
  ] as const) {
    t.ok(shapeAt(operation, path), `${operation} ${path}`)
  }
})

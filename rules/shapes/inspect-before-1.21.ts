/**
 * An inspected container as up to API 1.20, and up to 1.19. Docker 1.8 to 25 wrote it themselves for clients of that age
 * (moby `daemon/inspect_linux.go` at v20.10.24, containerInspectPre120, and `daemon/inspect.go`, containerInspect120);
 * what they had lost by then, PortSpecs and PortMapping, is null here as it was in docker 1.6.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { at, inOrder, onObject, type ValueStep, withDefaults, without } from './json-edit.ts'

/** Config.VolumeDriver was where HostConfig.VolumeDriver is. */
export const withLegacyConfig = onObject((container, context) => {
  const hostConfig = isJsonObject(container.HostConfig) ? container.HostConfig : {}
  return at(
    'Config',
    withDefaults({
      MacAddress: '',
      NetworkDisabled: false,
      ExposedPorts: null,
      VolumeDriver: hostConfig.VolumeDriver ?? '',
    }),
  )(container, context)
})

const OF_ENDPOINT: JsonObject = {
  EndpointID: '',
  Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  MacAddress: '',
}

/** A container had one network, and NetworkSettings was about it. Newer daemons fill this in for the bridge alone. */
export const withFlatNetwork = onObject(container => {
  const { NetworkSettings: settings, State: state } = container
  if (!isJsonObject(settings) || isFlatAlready(settings)) return container
  const { Networks: networks, ...flat } = settings
  const endpoint = isSet(flat.EndpointID) ? undefined : mainEndpoint(networks, modeOf(container))
  const members = Object.keys(OF_ENDPOINT).map(key => [key, endpoint?.[key] ?? flat[key] ?? OF_ENDPOINT[key]])
  // A container that does not run has no list of ports, where newer daemons show an empty one.
  const isRunning = isJsonObject(state) && state.Running === true
  return {
    ...container,
    NetworkSettings: {
      ...flat,
      ...Object.fromEntries(members),
      ...(isRunning || !isEmpty(flat.Ports) ? {} : { Ports: null }),
      PortMapping: flat.PortMapping ?? null,
    },
  }
})

function mainEndpoint(networks: JsonValue | undefined, mode: string): JsonObject | undefined {
  if (!isJsonObject(networks)) return undefined
  const endpoints = Object.values(networks).filter(isJsonObject)
  const name = mode === 'default' ? 'bridge' : mode
  const named = Object.hasOwn(networks, name) ? networks[name] : undefined
  return isJsonObject(named) ? named : endpoints.find(({ IPAddress }) => isSet(IPAddress))
}

const modeOf = ({ HostConfig: hostConfig }: JsonObject): string =>
  isJsonObject(hostConfig) && typeof hostConfig.NetworkMode === 'string' ? hostConfig.NetworkMode : ''

const isFlatAlready = (settings: JsonObject): boolean =>
  settings.Networks === undefined && settings.PortMapping !== undefined

const isEmpty = (value: JsonValue | undefined): boolean =>
  isJsonObject(value) && Object.keys(value).length === 0

const isSet = (value: JsonValue | undefined): boolean => typeof value === 'string' && value !== ''

/** Volumes and VolumesRW in the place of Mounts: the path on the host, and whether it can be written to. */
export const volumesOfMounts = onObject(container => {
  const { Mounts: mounts, ...rest } = container
  if (!Array.isArray(mounts)) return container
  const points = (mounts as readonly JsonValue[])
    .filter(isJsonObject)
    .filter(({ Destination }) => typeof Destination === 'string')
  return {
    ...rest,
    Volumes: Object.fromEntries(points.map(point => [point.Destination, point.Source ?? ''])),
    VolumesRW: Object.fromEntries(points.map(point => [point.Destination, point.RW === true])),
  }
})

/** Limits were part of Config, those of a container as well as those that came with an image. */
export const withConfigLimits = onObject((container, context) => {
  const hostConfig = isJsonObject(container.HostConfig) ? container.HostConfig : {}
  const limits = withDefaults({
    Memory: hostConfig.Memory ?? 0,
    MemorySwap: hostConfig.MemorySwap ?? 0,
    CpuShares: hostConfig.CpuShares ?? 0,
    Cpuset: hostConfig.CpusetCpus ?? '',
    PortSpecs: null,
  })
  return inOrder(at('Config', limits), at('ContainerConfig', limits))(container, context)
})

/** Beside an image's configuration there is no HostConfig. */
export const imageConfigs: ValueStep = inOrder(
  ...['Config', 'ContainerConfig'].map(key =>
    at(
      key,
      inOrder(
        withDefaults({ MacAddress: '', NetworkDisabled: false, ExposedPorts: null }),
        without('VolumeDriver'),
      ),
    ),
  ),
)

/**
 * The network a create request names, and its entry in NetworkingConfig.EndpointsConfig. Read as the daemon reads them
 * (moby `api/types/container/hostconfig_unix.go` and `container_routes.go` at v28.5.2, epConfigForNetMode); its default
 * network is that of Linux daemons.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

const isContainer = (mode: string): boolean => mode.startsWith('container:')

export const isUserDefined = (mode: string): boolean =>
  !['default', 'bridge', 'host', 'none'].includes(mode) && !isContainer(mode)

/** Bridge and user-defined networks: the ones whose endpoints may be given an address. */
export const hasOwnAddress = (mode: string): boolean => mode === 'bridge' || isUserDefined(mode)

/** The container has a network namespace of its own. */
export const isPrivate = (mode: string): boolean => mode !== 'host' && !isContainer(mode)

export function networkModeOf(body: JsonObject): string {
  const mode = namedMode(body)
  return isDefault(mode) ? 'bridge' : mode
}

/** The endpoints of a create request; the default network is found under its name, `bridge`. */
export function endpointsOf(body: JsonObject): JsonObject {
  const endpoints = isJsonObject(body.NetworkingConfig) ? body.NetworkingConfig.EndpointsConfig : undefined
  if (!isJsonObject(endpoints)) return {}
  if (!isDefault(namedMode(body)) || !Object.hasOwn(endpoints, 'default')) return endpoints
  const { default: bridge, ...others } = endpoints
  return { ...others, bridge }
}

export const NO_MAIN_ENDPOINT =
  'HostConfig.NetworkMode must match the identity of a network in NetworkSettings.Networks'

/** The key of the endpoint that belongs to the network mode; undefined when it cannot be told among those given. */
export function mainEndpointOf(body: JsonObject): string | undefined {
  const endpoints = endpointsOf(body)
  const mode = networkModeOf(body)
  return Object.keys(endpoints).length === 0 || Object.hasOwn(endpoints, mode) ? mode : undefined
}

/** Before API 1.44 the only endpoint was the main one, whatever its name. */
export const onlyEndpointOf = (body: JsonObject): string =>
  Object.keys(endpointsOf(body))[0] ?? networkModeOf(body)

export function endpointOf(body: JsonObject, name: string): JsonObject {
  const endpoints = endpointsOf(body)
  const endpoint: JsonValue | undefined = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined
  return isJsonObject(endpoint) ? endpoint : {}
}

/** Sets members of one endpoint, which is made if it is not there. */
export function withEndpoint(body: JsonObject, name: string, members: JsonObject): JsonObject {
  return {
    ...body,
    NetworkingConfig: {
      ...(isJsonObject(body.NetworkingConfig) ? body.NetworkingConfig : {}),
      EndpointsConfig: { ...endpointsOf(body), [name]: { ...endpointOf(body, name), ...members } },
    },
  }
}

function namedMode(body: JsonObject): string {
  const mode = isJsonObject(body.HostConfig) ? body.HostConfig.NetworkMode : undefined
  return typeof mode === 'string' ? mode : ''
}

const isDefault = (mode: string): boolean => mode === '' || mode === 'default'

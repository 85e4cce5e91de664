/**
 * Config.MacAddress of an inspected container: the address that was asked for on its main network. From API 1.52 on only
 * endpoints have one, and that of a running container may be generated (moby `daemon/server/router/container/inspect.go` at
 * docker-v29.7.2).
 */
import { isJsonObject } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'
import { endpointOf, networkModeOf } from './network-mode.ts'

export const requestedMacAddress = onObject(container => {
  const { Config: config, State: state, NetworkSettings: settings } = container
  if (!isJsonObject(config) || config.MacAddress !== undefined) return container
  if (!isJsonObject(state) || state.Running !== false || !isJsonObject(settings)) return container
  const endpoints = {
    HostConfig: container.HostConfig,
    NetworkingConfig: { EndpointsConfig: settings.Networks },
  }
  const { MacAddress: mac } = endpointOf(endpoints, networkModeOf(endpoints))
  if (typeof mac !== 'string' || mac === '') return container
  return { ...container, Config: { ...config, MacAddress: mac } }
})

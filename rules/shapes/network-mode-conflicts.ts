/**
 * Settings that a shared network namespace makes useless. Daemons up to docker 1.8 (API 1.20) took and ignored them, as
 * only the CLI checked; since 1.9 they are refused (moby `runconfig/hostconfig_unix.go` at v20.10.24, validateNetMode).
 */
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { onObject, without } from './json-edit.ts'

const OF_CONTAINER_MODE = {
  config: without('Hostname', 'MacAddress', 'ExposedPorts'),
  hostConfig: without('Links', 'Dns', 'ExtraHosts', 'PortBindings', 'PublishAllPorts'),
}

export const withoutModeConflicts = onObject((body, context) => {
  const { HostConfig: hostConfig } = body
  if (!isJsonObject(hostConfig)) return body
  const mode = textOf(hostConfig, 'NetworkMode')
  if (mode.startsWith('container:')) {
    const kept = OF_CONTAINER_MODE.config(body, context)
    return withHostConfig(kept as JsonObject, OF_CONTAINER_MODE.hostConfig(hostConfig, context))
  }
  const inHost = mode === 'host' ? without('Links')(hostConfig, context) : hostConfig
  const named = textOf(hostConfig, 'UTSMode') === 'host' ? without('Hostname')(body, context) : body
  return withHostConfig(named as JsonObject, inHost)
})

const textOf = (object: JsonObject, key: string): string => {
  const value = object[key]
  return typeof value === 'string' ? value : ''
}

const withHostConfig = (body: JsonObject, hostConfig: JsonObject[string]): JsonObject =>
  hostConfig === body.HostConfig ? body : { ...body, HostConfig: hostConfig }

/**
 * Aliases of a container in its networks. Below API 1.45 they include its short id and its hostname, on networks users have
 * made (moby `api/server/router/container/inspect.go` at v28.5.2).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { SHORT_ID_LENGTH } from './bare-image-ids.ts'
import { onObject } from './json-edit.ts'
import { isUserDefined } from './network-mode.ts'

export const withIdentityAliases = onObject(container => {
  const { Id: id, Config: config, NetworkSettings: settings } = container
  if (typeof id !== 'string' || !isJsonObject(settings) || !isJsonObject(settings.Networks)) return container
  const names = [id.slice(0, SHORT_ID_LENGTH), isJsonObject(config) ? (config.Hostname ?? '') : '']
  const networks = Object.entries(settings.Networks)
  if (!networks.some(([name]) => isUserDefined(name))) return container
  const Networks = Object.fromEntries(
    networks.map(([name, endpoint]) => [name, isUserDefined(name) ? withAliases(endpoint, names) : endpoint]),
  )
  return { ...container, NetworkSettings: { ...settings, Networks } }
})

function withAliases(endpoint: JsonValue | undefined, names: readonly JsonValue[]): JsonValue | undefined {
  if (!isJsonObject(endpoint)) return endpoint
  const own = Array.isArray(endpoint.Aliases) ? (endpoint.Aliases as readonly JsonValue[]) : []
  return { ...endpoint, Aliases: [...new Set([...own, ...names])] }
}

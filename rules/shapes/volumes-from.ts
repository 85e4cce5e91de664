/**
 * Config.VolumesFrom, the containers whose volumes are shared: one line, `id1,name2:ro`, empty when unused, and sent in every
 * create request of that time (moby `runconfig/config.go` at v0.9.1). It is a list in HostConfig since docker 0.10, as is Dns.
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

export const withListedVolumesFrom = onObject(config => {
  const { VolumesFrom: from, ...rest } = config
  if (typeof from !== 'string') return config
  const sources = from.split(',').map(source => source.trim())
  return { ...rest, VolumesFrom: sources.filter(source => source !== '') }
})

export const configWithVolumesFrom = onObject(container => {
  const { HostConfig: hostConfig, Config: config } = container
  if (!isJsonObject(config)) return container
  const { Dns, VolumesFrom } = isJsonObject(hostConfig) ? hostConfig : {}
  return { ...container, Config: { ...config, Dns: listOrNull(Dns), VolumesFrom: line(VolumesFrom) } }
})

const listOrNull = (list: JsonValue | undefined): JsonValue =>
  Array.isArray(list) && list.length > 0 ? list : null

const line = (list: JsonValue | undefined): string => (Array.isArray(list) ? list.join(',') : '')

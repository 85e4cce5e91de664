/**
 * NetworkSettings.PortMapping, the ports of a running container before Ports came with docker 0.6.5: `{"80":"49153"}` up to
 * API 1.3, `{"Tcp":{"80":"49153"},"Udp":{}}` up to 1.6, null before the first start (moby `container.go` at v0.4.8 and v0.6.4).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { at, onObject } from './json-edit.ts'

type Mapping = Record<string, JsonValue>

/** `docker port` of that time printed every binding, and there was none for IPv6. */
export const withOneBinding = at('NetworkSettings.Ports.*', bindings =>
  Array.isArray(bindings) ? bindings.slice(0, 1) : bindings,
)

export const withNestedMapping = at(
  'NetworkSettings',
  onObject(settings => ({ ...settings, PortMapping: mappingOf(settings.Ports) })),
)

export const withFlatMapping = at('NetworkSettings.PortMapping', mapping =>
  isJsonObject(mapping) ? (mapping.Tcp ?? {}) : mapping,
)

function mappingOf(ports: JsonValue | undefined): JsonObject | null {
  if (!isJsonObject(ports)) return null
  const mapping: { Tcp: Mapping; Udp: Mapping } = { Tcp: {}, Udp: {} }
  for (const [key, bindings] of Object.entries(ports)) {
    const [port = '', protocol] = key.split('/')
    const first: JsonValue | undefined = Array.isArray(bindings) ? bindings[0] : undefined
    if (isJsonObject(first)) mapping[protocol === 'udp' ? 'Udp' : 'Tcp'][port] = first.HostPort ?? ''
  }
  return mapping
}

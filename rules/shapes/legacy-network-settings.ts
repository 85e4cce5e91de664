/**
 * NetworkSettings of an inspected container as up to API 1.51: above the list of its networks it repeats what belongs to
 * the default bridge, and has six members that are never set (moby `api/types/container/network_settings.go` at v28.5.2).
 * Daemons from 29.0 on never send the six, and the rest only to a container on the bridge
 * (`daemon/server/router/container/inspect.go` at docker-v29.7.2).
 */
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { at, onObject, withDefaults } from './json-edit.ts'

const NEVER_SET: JsonObject = {
  Bridge: '',
  HairpinMode: false,
  LinkLocalIPv6Address: '',
  LinkLocalIPv6PrefixLen: 0,
  SecondaryIPAddresses: null,
  SecondaryIPv6Addresses: null,
}

/** With what they are when the container is not on the bridge. */
const OF_BRIDGE: JsonObject = {
  EndpointID: '',
  Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  MacAddress: '',
}

export const withLegacyNetworkSettings = at(
  'NetworkSettings',
  onObject((settings, context) => {
    const bridge = isJsonObject(settings.Networks) ? settings.Networks.bridge : undefined
    const ofBridge = isJsonObject(bridge)
      ? Object.fromEntries(Object.entries(OF_BRIDGE).map(([key, empty]) => [key, bridge[key] ?? empty]))
      : OF_BRIDGE
    return withDefaults({ ...NEVER_SET, ...ofBridge })(settings, context)
  }),
)

/**
 * The MAC address that create requests give for the whole container, moved to the endpoint of its main network
 * (moby `container_routes.go`, handleMACAddressBC, at v28.5.2 and docker-v29.7.2).
 */
import type { JsonObject, JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { at, onObject, without } from './json-edit.ts'
import {
  endpointOf,
  hasOwnAddress,
  mainEndpointOf,
  NO_MAIN_ENDPOINT,
  networkModeOf,
  onlyEndpointOf,
  withEndpoint,
} from './network-mode.ts'

/** In the forms that Go's net.ParseMAC knows, with 6, 8 or 20 octets. */
const MAC_ADDRESS =
  /^(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}(?:(?:[\da-f]{2}\1){2}|(?:[\da-f]{2}\1){14})?[\da-f]{2}|[\da-f]{4}\.(?:[\da-f]{4}\.){1,2}[\da-f]{4}|(?:[\da-f]{4}\.){9}[\da-f]{4})$/i

export const isMacAddress = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && MAC_ADDRESS.test(value)

const withoutEndpointMacs = at('NetworkingConfig.EndpointsConfig.*', without('MacAddress'))

/** For clients older than API 1.44, which knew no other MAC address. */
export const macAddressToOnlyEndpoint = onObject((body, context) => {
  const { MacAddress: mac, ...rest } = body
  if (isAbsent(mac)) return withoutEndpointMacs(body, context)
  if (!hasOwnAddress(networkModeOf(body)))
    throw new UntranslatableError('conflicting options: mac-address and the network mode')
  return withEndpoint(rest, onlyEndpointOf(rest), { MacAddress: mac })
})

/** For clients of API 1.44 to 1.51, which could give both. */
export const macAddressToMainEndpoint = onObject((body, context) => {
  const { MacAddress: mac, ...rest } = body
  if (isAbsent(mac)) return body
  if (!hasOwnAddress(networkModeOf(body))) {
    context.warn(DEPRECATED)
    return rest
  }
  const endpoint = mainEndpointOf(rest)
  if (endpoint === undefined)
    throw new UntranslatableError(
      `unable to migrate container-wide MAC address to a specific network: ${NO_MAIN_ENDPOINT}`,
    )
  const { MacAddress: own } = endpointOf(rest, endpoint)
  if (!isAbsent(own) && digits(own) !== digits(mac))
    throw new UntranslatableError(
      'the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty',
    )
  context.warn(DEPRECATED)
  return withEndpoint(rest, endpoint, { MacAddress: mac })
})

/** In the daemon's own words. */
const DEPRECATED =
  'The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.'

const isAbsent = (mac: JsonObject[string]): mac is undefined | null | '' =>
  mac === undefined || mac === null || mac === ''

/** `02-42-AC-11-00-02` and `0242.ac11.0002` are the same address as `02:42:ac:11:00:02`. */
const digits = (mac: JsonObject[string]): string => String(mac).replace(/[:.-]/g, '').toLowerCase()

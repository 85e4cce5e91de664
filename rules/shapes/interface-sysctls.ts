/**
 * Kernel parameters of one network interface (`net.ipv4.conf.eth0.forwarding`). From API 1.48 on they are an option of the
 * endpoint; before, HostConfig.Sysctls had them under the name of the interface, of which only eth0 is the same at every
 * start (moby `api/server/router/container/container_routes.go` at v28.5.2, handleSysctlBC).
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { onObject } from './json-edit.ts'
import {
  endpointOf,
  isPrivate,
  mainEndpointOf,
  NO_MAIN_ENDPOINT,
  networkModeOf,
  onlyEndpointOf,
  withEndpoint,
} from './network-mode.ts'

const ENDPOINT_SYSCTLS = 'com.docker.network.endpoint.sysctls'
const INTERFACE_SYSCTL = /^net\.([^.]*)\.([^.]*)\.(eth[^.]*)\.(.*)$/s
/** The daemon answers with it what it has no class for. */
const SERVER_ERROR = 500

export const sysctlsToEndpoint = onObject((body, context) => {
  const { HostConfig: hostConfig } = body
  if (!isJsonObject(hostConfig) || !isJsonObject(hostConfig.Sysctls) || !isPrivate(networkModeOf(body)))
    return body
  const moved = Object.entries(hostConfig.Sysctls).filter(([key]) => INTERFACE_SYSCTL.test(key))
  if (moved.length === 0) return body
  const endpoint = endpointFor(body, moved[0]![0], context)
  const options = moved.map(([key, value]) => endpointOption(key, String(value)))
  const names = moved.map(([key]) => key).join(',')
  context.warn(
    `Migrated sysctl ${JSON.stringify(names)} to DriverOpts{"${ENDPOINT_SYSCTLS}":${JSON.stringify(options.join(','))}}.`,
  )
  const kept = Object.entries(hostConfig.Sysctls).filter(([key]) => !INTERFACE_SYSCTL.test(key))
  const { DriverOpts: driverOpts } = endpointOf(body, endpoint)
  const own = isJsonObject(driverOpts) ? driverOpts : {}
  const existing = own[ENDPOINT_SYSCTLS] === undefined ? [] : [own[ENDPOINT_SYSCTLS]]
  return withEndpoint(
    { ...body, HostConfig: { ...hostConfig, Sysctls: Object.fromEntries(kept) } },
    endpoint,
    {
      DriverOpts: { ...own, [ENDPOINT_SYSCTLS]: [...options, ...existing].join(',') },
    },
  )
})

function endpointFor(body: JsonObject, sysctl: string, context: StepContext): string {
  const endpoint = isOlder(context.client, '1.44') ? onlyEndpointOf(body) : mainEndpointOf(body)
  if (endpoint !== undefined) return endpoint
  throw new UntranslatableError(`unable to find a network for sysctl ${sysctl}: ${NO_MAIN_ENDPOINT}`)
}

function endpointOption(key: string, value: string): string {
  const [, area, group, name, rest] = INTERFACE_SYSCTL.exec(key) ?? []
  if (name !== 'eth0')
    throw new UntranslatableError(
      `unable to determine network endpoint for sysctl ${key}, use driver option '${ENDPOINT_SYSCTLS}' to set per-interface sysctls`,
      SERVER_ERROR,
    )
  return `net.${area}.${group}.IFNAME.${rest}=${value}`
}

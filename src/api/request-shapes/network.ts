/** Bodies about networks: moby `api/types/network` at docker-v29.7.2; CheckDuplicate was read up to 1.43. */
import { list, map, type Struct, struct } from './shape.ts'

export const endpointSettings: Struct = struct(
  `Links Aliases MacAddress GwPriority NetworkID EndpointID Gateway IPAddress IPPrefixLen IPv6Gateway GlobalIPv6Address
   GlobalIPv6PrefixLen DNSNames`,
  {
    IPAMConfig: struct('IPv4Address IPv6Address LinkLocalIPs'),
    DriverOpts: map(),
  },
)

export const networkCreate: Struct = struct(
  'Name CheckDuplicate Driver Scope EnableIPv4 EnableIPv6 Internal Attachable Ingress ConfigOnly',
  {
    IPAM: struct('Driver', {
      Options: map(),
      Config: list(struct('Subnet IPRange Gateway', { AuxiliaryAddresses: map() })),
    }),
    ConfigFrom: struct('Network'),
    Options: map(),
    Labels: map(),
  },
)

export const networkConnect: Struct = struct('Container', { EndpointConfig: endpointSettings })

export const networkDisconnect: Struct = struct('Container Force')

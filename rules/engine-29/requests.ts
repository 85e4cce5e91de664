/**
 * Requests that Docker 29.0 reads in another way than before, or refuses while it decodes them, at every API version (moby
 * `api/types` and `daemon/internal/runconfig/config.go` at docker-v29.7.2, compared with v28.5.2).
 */
import { isOlder } from '../../src/api/version.ts'
import { change, engine, type OperationChange } from '../../src/translate/change.ts'
import { bindAddress, canonicalAddress } from '../shapes/ip-address.ts'
import { at, inOrder, type ValueStep, without } from '../shapes/json-edit.ts'
import { withSinglePorts } from '../shapes/port-keys.ts'
import { networksOfTask } from '../shapes/service-spec-networks.ts'
import { asList, asLooseList } from '../shapes/string-lists.ts'

/** The last API version whose daemons read lists loosely is 1.18. */
const onlyBefore1_19 =
  (step: ValueStep): ValueStep =>
  (value, context) =>
    isOlder(context.client, '1.19') ? step(value, context) : value

const looseCommands = onlyBefore1_19(inOrder(at('Cmd', asLooseList), at('Entrypoint', asLooseList)))

const commandLists = inOrder(at('Cmd', asList), at('Entrypoint', asList), at('Shell', asList))

const endpointAddresses = inOrder(
  at('Gateway', canonicalAddress),
  at('IPAddress', canonicalAddress),
  at('IPv6Gateway', canonicalAddress),
  at('GlobalIPv6Address', canonicalAddress),
  at('IPAMConfig.IPv4Address', canonicalAddress),
  at('IPAMConfig.IPv6Address', canonicalAddress),
  at('IPAMConfig.LinkLocalIPs[]', canonicalAddress),
)

/** An entry without an address has always meant none. */
const dnsServers = inOrder(
  servers =>
    Array.isArray(servers) && servers.includes('') ? servers.filter(server => server !== '') : servers,
  at('[]', canonicalAddress),
)

/** No port was bound for it. */
const withoutNoPort = without('')

const nameservers: OperationChange = {
  request: at('TaskTemplate.ContainerSpec.DNSConfig.Nameservers[]', canonicalAddress),
}

const taskNetworks: OperationChange = { request: networksOfTask }

export const requests = engine('29.0.0', '1.52', [
  change({
    id: 'v1.52-cmd-entrypoint-string',
    summary:
      'Cmd and Entrypoint are lists; up to API 1.18 they could also be nothing, or a list, in a string',
    operations: {
      ContainerCreate: { request: looseCommands },
      ImageCommit: { request: looseCommands },
      ContainerExec: { request: onlyBefore1_19(at('Cmd', asLooseList)) },
    },
  }),
  change({
    id: 'v1.52-request-strslice',
    summary: 'Cmd, Entrypoint, Shell, CapAdd and CapDrop are lists; before, a string was a list of one',
    operations: {
      ContainerCreate: {
        request: inOrder(
          commandLists,
          at('HostConfig', inOrder(at('CapAdd', asList), at('CapDrop', asList))),
        ),
      },
      ImageCommit: { request: commandLists },
    },
  }),
  change({
    id: 'v1.52-request-port-keys',
    summary:
      'Keys of ExposedPorts are single ports, those of PortBindings ports; before, any text, ranges among it',
    operations: {
      ContainerCreate: {
        request: inOrder(at('ExposedPorts', withSinglePorts), at('HostConfig.PortBindings', withoutNoPort)),
      },
      ImageCommit: { request: at('ExposedPorts', withSinglePorts) },
    },
    loss: 'A key that is neither a port nor a range is refused.',
  }),
  change({
    id: 'v1.52-dns-netip',
    summary: 'HostConfig.Dns holds addresses; before, any text',
    operations: { ContainerCreate: { request: at('HostConfig.Dns', dnsServers) } },
    loss: 'A DNS server given by name is refused.',
  }),
  change({
    id: 'v1.52-request-ip-types',
    summary: 'Addresses are read as such at once; before, as text that was looked at later or never',
    operations: {
      ContainerCreate: {
        request: inOrder(
          at('HostConfig.PortBindings.*', at('[]', at('HostIp', bindAddress))),
          at('NetworkingConfig.EndpointsConfig.*', endpointAddresses),
        ),
      },
      NetworkConnect: { request: at('EndpointConfig', endpointAddresses) },
      ServiceCreate: nameservers,
      ServiceUpdate: nameservers,
    },
    loss: 'What is no address is refused when the container is created, in other words than before.',
  }),
  change({
    id: 'v1.52-commit-empty-chunked-body',
    summary: 'A commit with an empty body must say so in Content-Length; before, it could be sent in chunks',
    // A body that has a step is read whole, and goes on with its length.
    operations: { ImageCommit: { request: body => body } },
  }),
  change({
    id: 'v1.44-services-spec-networks',
    summary: 'Networks of a service stand in TaskTemplate; before, also beside it',
    operations: { ServiceCreate: taskNetworks, ServiceUpdate: taskNetworks },
  }),
  change({
    id: 'v1.52-list-since-before-params',
    summary: 'since and before are filters of the container list; before, parameters',
    operations: {},
    status: 'not needed',
    reason: 'Daemons have ignored the parameters since Docker 1.12; see v1.24-list-since-before.',
  }),
  change({
    id: 'v1.52-push-auth-body',
    summary: 'Credentials of a push stand in X-Registry-Auth; before, also in its body',
    operations: {},
    status: 'not needed',
    reason: 'Clients have sent the header since API 1.5; for older ones see v1.2-push-authconfig-body.',
  }),
  change({
    id: 'v1.52-links-env',
    summary:
      'Links on the default bridge set no variables; before, they told the address and variables of the target',
    operations: { ContainerCreate: { emulate: 'linked-environment' } },
    loss: 'They keep what was true when the container was created; <ALIAS>_NAME is only set where the container was given a name.',
  }),
])

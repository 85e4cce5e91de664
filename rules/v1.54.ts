/**
 * What API 1.54 (Docker 29.3) changed for clients older than that: the blocks that compare with "1.54" in moby
 * `daemon/server/router/**` at docker-v29.7.2.
 */
import { change, version } from '../src/translate/change.ts'
import { accepting } from './shapes/headers.ts'
import { at, onObject } from './shapes/json-edit.ts'
import { isMacAddress } from './shapes/mac-address.ts'
import { withoutParameters } from './shapes/query.ts'

/** One that is none was refused all the same. */
const withoutMacAddress = onObject(endpoint => {
  const { MacAddress: mac, ...others } = endpoint
  return mac === '' || isMacAddress(mac) ? others : endpoint
})

export default version('1.54', [
  change({
    id: 'v1.54-images-identity',
    summary: 'The image list tells on request where images are from; before, the parameter was ignored',
    operations: { ImageList: { query: withoutParameters('identity') } },
  }),
  change({
    id: 'v1.54-network-connect-macaddress',
    summary: 'Connecting to a network takes a MAC address; before, it was ignored',
    operations: { NetworkConnect: { request: at('EndpointConfig', withoutMacAddress) } },
  }),
  change({
    id: 'v1.54-logs-format-json',
    summary: 'Logs come as JSON when Accept or format ask for it; before, always as raw or multiplexed bytes',
    operations: {
      ContainerLogs: { query: withoutParameters('format'), requestHeaders: accepting('*/*') },
    },
  }),
])

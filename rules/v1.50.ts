/**
 * What API 1.50 (Docker 28.2) changed for clients older than that (moby `api/server/router/image/**` and
 * `system_routes.go` at v28.5.2).
 */
import { change, version } from '../src/translate/change.ts'
import { withContainerMembers } from './shapes/container-config.ts'
import { at, withDefaults, without } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'

export default version('1.50', [
  change({
    id: 'v1.50-info-bridgenf',
    summary: 'Info says nothing of bridge-nf-call-iptables; before, whether the host has it on',
    operations: {
      SystemInfo: { response: withDefaults({ BridgeNfIptables: false, BridgeNfIp6tables: false }) },
    },
    loss: 'Both are always false, as in what daemons from 28.0 on tell older clients; the setting of the host is not known.',
  }),
  change({
    id: 'v1.50-info-discovereddevices',
    summary: 'Info lists devices; before, it did not',
    operations: { SystemInfo: { response: without('DiscoveredDevices') } },
  }),
  change({
    id: 'v1.50-image-delete-platforms',
    summary: 'Images of single platforms can be deleted; before, the parameter was ignored',
    operations: { ImageDelete: { query: withoutParameters('platforms') } },
  }),
  change({
    id: 'v1.50-image-config-container-fields',
    summary: "An image's Config has what images can have; before, all members of a container's",
    operations: { ImageInspect: { response: at('Config', withContainerMembers) } },
  }),
])

/**
 * What Docker 25.0 changed at every API version, for clients older than its own 1.44 (moby at v25.0.0, compared with
 * v24.0.9).
 */
import { change, engine } from '../src/translate/change.ts'
import { isJsonObject } from '../src/translate/json.ts'
import { networkOfAddress, withoutPrefixLength } from './shapes/ip-address.ts'
import { at, inOrder, onObject, replacing } from './shapes/json-edit.ts'

const listOfConfigs = at('IPAM.Config', replacing(null, []))

const REMOVED = /^ ---> Removed intermediate container ([0-9a-f]+)\n$/

export default engine('25.0.0', '1.44', [
  change({
    id: 'v1.44-network-create-checkduplicate',
    summary: 'A name belongs to one network; before, to several unless CheckDuplicate was set',
    operations: {},
    status: 'impossible',
    reason: 'The daemon has one network of a name. Its answer, 409, is the one that CheckDuplicate gave.',
  }),
  change({
    id: 'v1.44-network-create-ipam-validation',
    summary: 'The addresses of a new network are checked; before, host bits and prefix lengths were cut off',
    operations: {
      NetworkCreate: {
        request: at(
          'IPAM.Config[]',
          inOrder(
            at('Subnet', networkOfAddress),
            at('IPRange', networkOfAddress),
            at('Gateway', withoutPrefixLength),
            at('AuxiliaryAddresses.*', withoutPrefixLength),
          ),
        ),
      },
    },
  }),
  change({
    id: 'v1.44-network-ipam-config-null',
    summary: 'IPAM.Config of a network without addresses is null; before, an empty list',
    operations: {
      NetworkList: { response: at('[]', listOfConfigs) },
      NetworkInspect: { response: listOfConfigs },
    },
  }),
  change({
    id: 'v1.44-create-early-endpoint-validation',
    summary: 'Settings of an endpoint are checked when the container is created; before, when it is started',
    operations: {},
    status: 'impossible',
    reason: 'A container whose settings the daemon refuses does not exist, so nothing can be started.',
    loss: 'Errors in the settings of an endpoint come from create and connect, not from start.',
  }),
  change({
    id: 'v1.44-search-is-automated',
    summary: 'is_automated is always false; before, it told automated builds',
    operations: {},
    status: 'impossible',
    reason: 'Docker Hub no longer knows which images are built automatically.',
    loss: 'A search for automated builds finds nothing.',
  }),
  change({
    id: 'v1.44-restartpolicy-no',
    summary:
      'An empty restart policy becomes no, which takes no retries; before, it stayed empty, with any number',
    operations: {
      ContainerCreate: {
        request: at(
          'HostConfig.RestartPolicy',
          onObject(policy =>
            (policy.Name ?? '') === '' && (policy.MaximumRetryCount ?? 0) !== 0
              ? { ...policy, MaximumRetryCount: 0 }
              : policy,
          ),
        ),
      },
    },
    loss: 'Inspecting a container shows no where an empty name was sent.',
  }),
  change({
    id: 'v1.44-build-removed-intermediate',
    summary: 'The classic builder says that it removed a container; before, that it is removing it',
    operations: {
      ImageBuild: {
        message: message => {
          if (!isJsonObject(message) || typeof message.stream !== 'string') return message
          const stream = message.stream.replace(REMOVED, 'Removing intermediate container $1\n')
          return stream === message.stream ? message : { ...message, stream }
        },
      },
    },
  }),
  change({
    id: 'v1.44-error-text-case',
    summary: 'Errors begin in lower case; before, some began with a capital',
    operations: {},
    status: 'not needed',
    reason: 'No client is known to compare these texts with regard to case.',
  }),
  change({
    id: 'v1.44-image-save-layout',
    summary: 'Saved images have the layout of OCI; before, a folder for each layer',
    operations: {},
    status: 'impossible',
    reason:
      'What reads the old folders takes every folder for a layer, so the new ones would have to be taken out, and the archive stored whole.',
    loss: 'Archives of saved images are read by docker 1.10 and newer, by what is in manifest.json.',
  }),
])

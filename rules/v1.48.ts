/**
 * What API 1.48 (Docker 28.0) changed for clients older than that: the `LessThan(version, "1.48")` blocks of moby
 * `api/server/router/**` at v28.5.2.
 */
import { change, version } from '../src/translate/change.ts'
import type { JsonValue } from '../src/translate/json.ts'
import { refuseImageMount } from './shapes/create-refusals.ts'
import { sysctlsToEndpoint } from './shapes/interface-sysctls.ts'
import { at, inOrder, without } from './shapes/json-edit.ts'
import { keepStorageAsReservedSpace } from './shapes/prune-storage.ts'
import { withoutParameters } from './shapes/query.ts'

const VOLUME_DRIVER_WARNING =
  "WARNING: the container-wide volume-driver configuration is ignored for volumes specified via 'mount'. Use '--mount type=volume,volume-driver=...' instead"

const withoutPlatform = { query: withoutParameters('platform') }

export default version('1.48', [
  change({
    id: 'v1.48-create-gwpriority-image-mount',
    summary:
      'Endpoints have a GwPriority, and images can be mounted; before, the one is ignored and the other refused',
    operations: {
      ContainerCreate: {
        request: inOrder(at('NetworkingConfig.EndpointsConfig.*', without('GwPriority')), refuseImageMount),
      },
    },
  }),
  change({
    id: 'v1.48-create-eth-sysctls',
    summary: 'Kernel parameters of an interface are options of its endpoint; before, of the container',
    operations: { ContainerCreate: { request: sysctlsToEndpoint } },
  }),
  change({
    id: 'v1.48-create-volumedriver-warning',
    summary: 'Create warns of a VolumeDriver that mounts do not use; before, it did not',
    operations: {
      ContainerCreate: {
        response: at('Warnings', warnings => {
          if (!Array.isArray(warnings) || !warnings.includes(VOLUME_DRIVER_WARNING)) return warnings
          return (warnings as readonly JsonValue[]).filter(warning => warning !== VOLUME_DRIVER_WARNING)
        }),
      },
    },
  }),
  change({
    id: 'v1.48-build-prune-keep-storage',
    summary: 'Pruning build cache takes reserved-space and two more limits; before, keep-storage',
    operations: { BuildPrune: { query: keepStorageAsReservedSpace } },
  }),
  change({
    id: 'v1.48-network-create-enableipv4',
    summary: 'Networks can do without IPv4; before, EnableIPv4 was ignored',
    operations: { NetworkCreate: { request: without('EnableIPv4') } },
  }),
  change({
    id: 'v1.48-image-store-fields',
    summary: 'Images and containers show descriptors of manifests, and platforms can be chosen; before, not',
    operations: {
      ImageList: { response: at('[]', without('Descriptor')) },
      ImageInspect: { response: without('Descriptor'), query: withoutParameters('manifests') },
      ContainerList: {
        response: at('[]', without('ImageManifestDescriptor')),
        onlyWith: ['"ImageManifestDescriptor"'],
      },
      ContainerInspect: { response: without('ImageManifestDescriptor') },
      ImageHistory: withoutPlatform,
      ImageGet: withoutPlatform,
      ImageGetAll: withoutPlatform,
      ImageLoad: withoutPlatform,
    },
  }),
])

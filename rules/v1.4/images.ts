/** Images at API 1.4 (docker 0.5.1 to 0.6.1): moby `server.go`, `api.go` and `utils/utils.go` at v0.5.0 and v0.6.1. */
import { change } from '../../src/translate/change.ts'
import { without } from '../shapes/json-edit.ts'
import { withLayerInStatus } from '../shapes/progress-text.ts'
import { repositoryWithPort } from '../shapes/repository-port.ts'

const layerInStatus = { message: withLayerInStatus }
const errorAlone = { message: without('errorDetail') }

export const images = [
  change({
    id: 'v1.3-registry-param-removed',
    summary: 'A registry is a part of the name of an image; before, it could be a parameter apart from it',
    operations: { ImageCreate: { emulate: 'image-create' } },
    loss: 'Images cannot be pulled or pushed by their ID.',
  }),
  change({
    id: 'v1.0-pull-registry',
    summary: 'A pull from a registry names an image; before docker 0.4.7, the ID of one',
    operations: {},
    status: 'impossible',
    reason: 'Registries of today do not know images by the IDs that daemons give them.',
    loss: 'Pulling an image by its ID from a registry is an error that says so.',
  }),
  change({
    id: 'v1.4-parallel-pull-ids',
    summary: 'Layers come several at a time and progress names them; before, one after the other',
    operations: { ImageCreate: layerInStatus, ImagePush: layerInStatus, ImageBuild: layerInStatus },
    loss: 'Progress of layers that come at the same time takes turns on one line.',
  }),
  change({
    id: 'v1.4-error-detail',
    summary: 'Errors in a stream have a code; before, they were a text alone',
    operations: { ImageCreate: errorAlone, ImagePush: errorAlone },
  }),
  change({
    id: 'v1.3-registry-port-names',
    summary:
      'The name of a repository may hold the port of its registry; before, what followed the first colon was the tag',
    unversioned: '0.5.0',
    operations: { ImageCreate: { query: repositoryWithPort } },
  }),
  change({
    id: 'v1.4-build-nocache',
    summary: 'A build may do without the cache; before, it always used it',
    operations: {},
    status: 'not needed',
    reason: 'Older clients do not send the parameter.',
  }),
  change({
    id: 'v1.4-meta-headers',
    summary: 'X-Meta-* fields go on to the registry; before, they were not looked at',
    operations: {},
    status: 'not needed',
    reason: 'Older clients send none.',
  }),
]

/**
 * What API 1.53 (Docker 29.2) changed for clients older than that (moby `daemon/server/router/image/image_routes.go` and
 * `system_routes.go` at docker-v29.7.2).
 */
import { change, version } from '../src/translate/change.ts'
import { without } from './shapes/json-edit.ts'

export default version('1.53', [
  change({
    id: 'v1.53-image-identity',
    summary: 'Inspecting an image tells where it is from; before, it did not',
    operations: { ImageInspect: { response: without('Identity') } },
  }),
  change({
    id: 'v1.53-info-nri',
    summary: 'Info tells of the node resource interface; before, it did not',
    operations: { SystemInfo: { response: without('NRI') } },
  }),
])

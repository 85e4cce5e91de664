/** API 1.32 (docker 17.09): moby `api/server/router/image/image_routes.go` and `build/build_routes.go` at v20.10.24. */
import { change, version } from '../src/translate/change.ts'
import { withoutParameters } from './shapes/query.ts'

export default version('1.32', [
  change({
    id: 'v1.32-image-create-platform',
    summary: 'A pull takes a platform; before, the parameter was ignored',
    operations: { ImageCreate: { query: withoutParameters('platform') } },
  }),
  change({
    id: 'v1.32-build-platform',
    summary: 'A build takes a platform; before, the parameter was ignored',
    operations: { ImageBuild: { query: withoutParameters('platform') } },
  }),
])

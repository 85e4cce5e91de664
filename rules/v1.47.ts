/**
 * What API 1.47 (Docker 27.2) changed for clients older than that (moby `api/server/router/image/image_routes.go` and
 * `system_routes.go` at v28.5.2).
 */
import { change, version } from '../src/translate/change.ts'
import { at, withDefaults } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'

export default version('1.47', [
  change({
    id: 'v1.47-images-manifests',
    summary: 'The image list gives manifests on request; before, the parameter was ignored',
    operations: { ImageList: { query: withoutParameters('manifests') } },
  }),
  change({
    id: 'v1.47-info-nondistributable',
    summary:
      'Info has no lists of registries for non-distributable artifacts; before, they were always there, as null of late',
    operations: {
      SystemInfo: {
        response: at(
          'RegistryConfig',
          withDefaults({
            AllowNondistributableArtifactsCIDRs: null,
            AllowNondistributableArtifactsHostnames: null,
          }),
        ),
      },
    },
  }),
])

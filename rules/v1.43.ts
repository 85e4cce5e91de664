/**
 * What API 1.43 (Docker 24.0) changed for clients older than that: the `LessThan(version, "1.43")` blocks of moby
 * `api/server/router/**` at v28.5.2.
 */
import { change, version } from '../src/translate/change.ts'
import { at, without } from './shapes/json-edit.ts'
import { withNoneTags } from './shapes/none-tags.ts'

export default version('1.43', [
  change({
    id: 'v1.43-images-none-tags',
    summary: 'Images without tag and digest have empty lists; before, one entry <none>:<none>',
    operations: { ImageList: { response: at('[]', withNoneTags) } },
  }),
  change({
    id: 'v1.43-create-annotations',
    summary: 'HostConfig.Annotations are stored and given to the runtime; before, ignored',
    operations: { ContainerCreate: { request: at('HostConfig', without('Annotations')) } },
  }),
])

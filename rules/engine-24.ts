/** What Docker 24.0 changed at every API version (moby at v24.0.0, compared with v23.0.0). */
import { change, engine } from '../src/translate/change.ts'
import { at } from './shapes/json-edit.ts'
import { withManifest } from './shapes/legacy-image-archive.ts'
import { requireRepository } from './shapes/named-tag.ts'
import { withNoneTags } from './shapes/none-tags.ts'

export default [
  ...engine('24.0.0', '1.43', [
    change({
      id: 'v1.43-df-none-tags',
      summary: 'Images in disk usage have null for tags they lack; before, one entry <none>:<none>',
      operations: { SystemDataUsage: { response: at('Images[]', withNoneTags) } },
    }),
    change({
      id: 'v1.43-tag-without-repository',
      summary: 'A tag without the name of a repository does nothing; before, it was an error',
      operations: { ImageTag: { query: requireRepository } },
    }),
  ]),
  // 24.0 brought the containerd image store, which never loaded such archives; 29.0 dropped it from the other one.
  ...engine('24.0.0', '1.52', [
    change({
      id: 'v1.52-image-load-legacy-tar',
      summary: 'Archives of images have a manifest; before, docker 1.9 and older wrote them without',
      operations: { ImageLoad: { requestBytes: withManifest } },
      loss: 'Compressed archives are not read. Ids of images differ from those that docker 1.10 to 28 gave.',
    }),
  ]),
]

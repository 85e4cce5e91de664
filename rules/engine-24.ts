/** What Docker 24.0 changed at every API version (moby `daemon/images/images.go` at v24.0.0, compared with v23.0.0). */
import { change, engine } from '../src/translate/change.ts'
import { at } from './shapes/json-edit.ts'
import { withNoneTags } from './shapes/none-tags.ts'

export default engine('24.0.0', '1.43', [
  change({
    id: 'v1.43-df-none-tags',
    summary: 'Images in disk usage have null for tags they lack; before, one entry <none>:<none>',
    operations: { SystemDataUsage: { response: at('Images[]', withNoneTags) } },
  }),
])

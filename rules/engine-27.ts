/** What Docker 27.0 changed at every API version, for clients older than its own 1.46 (moby at v27.0.0). */
import { change, engine } from '../src/translate/change.ts'
import { withDigestAux } from './shapes/push-digest.ts'

export default engine('27.0.0', '1.46', [
  change({
    id: 'v1.46-push-aux-messages',
    summary: 'A push to the containerd image store tells its digest in a line only; before, also as aux',
    operations: { ImagePush: { message: withDigestAux } },
  }),
])

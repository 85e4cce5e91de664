/** What Docker 28.3.3 changed at every API version: moby `api/server/router/image/image_routes.go` at v28.3.2 and v28.3.3. */
import { change, engine } from '../src/translate/change.ts'

// Clients since API 1.5 send X-Registry-Auth, if an empty one; from 1.24 on the daemon of today is taken at its word.
export default engine('28.3.3', '1.24', [
  change({
    id: 'v1.24-push-credentials-in-body',
    summary:
      'Credentials of a push are read from X-Registry-Auth alone; before, without it from the body, too',
    operations: { ImagePush: { emulate: 'image-push' } },
  }),
])

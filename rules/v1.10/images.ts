/** Images at API 1.10 (docker 0.9 and 0.10): moby `utils/streamformatter.go` at v0.8.1 and v0.9.0. */
import { change } from '../../src/translate/change.ts'
import { compactJson } from '../shapes/stream-writing.ts'

const unseparated = { writeMessage: compactJson }

export const images = [
  change({
    id: 'v1.10-stream-newline',
    summary: 'Messages of a stream end with CR LF; before, nothing stood between them',
    operations: {
      ImageCreate: unseparated,
      ImagePush: unseparated,
      ImageInsert: unseparated,
      ImageBuild: unseparated,
      SystemEvents: unseparated,
    },
  }),
  change({
    id: 'v1.10-push-tag',
    summary: 'A push may name one tag; before, it always sent all of a repository',
    operations: {},
    status: 'not needed',
    reason: 'Without the parameter all tags are sent, as before.',
  }),
]

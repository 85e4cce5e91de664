/** Images at API 1.1 (docker 0.3.4): moby `api.go` and `server.go` at v0.3.3 and v0.3.4. */
import { change } from '../../src/translate/change.ts'
import { asPlainText } from '../shapes/headers.ts'
import { plainText } from '../shapes/stream-writing.ts'

export const images = [
  change({
    id: 'v1.1-json-streams',
    summary: 'A pull answers in JSON; before, in text',
    operations: { ImageCreate: { writeMessage: plainText, responseHeaders: asPlainText } },
  }),
  change({
    id: 'v1.1-json-stream-shape',
    summary: 'The messages of a stream are objects without anything between them; before, there were none',
    operations: {},
    status: 'not needed',
    reason: 'v1.10-stream-newline writes them so.',
  }),
]

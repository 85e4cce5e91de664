/** Images at API 1.8 (docker 0.7.1): moby `api.go` and `buildfile.go` at v0.7.0 and v0.7.1. */
import { isOlder } from '../../src/api/version.ts'
import { change, type ErrorAnswer, type StepContext } from '../../src/translate/change.ts'
import { asPlainText } from '../shapes/headers.ts'
import { withProgressText } from '../shapes/progress-text.ts'
import { buildText } from '../shapes/stream-writing.ts'

const progressTexts = { message: withProgressText }

/**
 * A build that failed before it had printed anything was a success with the error in it up to docker 0.6.3, unless its
 * remote source could not be had; from 0.6.4 (API 1.6) an error.
 */
function buildError({ message }: ErrorAnswer, { client, query }: StepContext): ErrorAnswer {
  if (query.get('remote')) return { status: 500, message }
  if (!isOlder(client, '1.6')) return { status: 500, message: `Error build: ${message}` }
  return { status: 200, message: JSON.stringify({ errorDetail: { message }, error: message }) }
}

export const images = [
  change({
    id: 'v1.8-build-json-stream',
    summary: 'A build answers in JSON; before, in text, errors too',
    operations: {
      ImageBuild: { writeMessage: buildText, responseHeaders: asPlainText, error: buildError },
    },
    loss: 'The exit status of a step that failed is not told.',
  }),
  change({
    id: 'v1.8-progress-detail',
    summary: 'Progress is told in numbers; before, in one text',
    operations: {
      ImageCreate: progressTexts,
      ImagePush: progressTexts,
      ImageInsert: progressTexts,
      ImageBuild: progressTexts,
    },
  }),
  change({
    id: 'v1.8-build-empty-host',
    summary: 'Builds name the host and the client; before, Host was empty and User-Agent not of the CLI',
    operations: {},
    status: 'not needed',
    reason: 'Longshore takes any Host, and gives the daemon its own.',
  }),
]

/** Images at API 1.25 (docker 1.13): moby `api/server/router/image/image_routes.go` and `distribution/` at v1.12.6 and v1.13.0. */
import { isOlder } from '../../src/api/version.ts'
import { change, type ErrorAnswer, type StepContext } from '../../src/translate/change.ts'

/**
 * A status below 400 makes an ordinary answer of an error; its message is then the body. The messages are those that docker
 * 1.12 sent, which had printed the first before it knew of the failure.
 */
function errorInStream(error: ErrorAnswer, context: StepContext): ErrorAnswer {
  const first = firstMessage(context.query)
  if (first === undefined || isForTheClient(error, context)) return error
  const { message } = error
  const messages = [{ status: first }, { errorDetail: { message }, error: message }]
  // Clients before 1.10 may not expect anything between two messages.
  const separator = isOlder(context.client, '1.10') ? '' : '\r\n'
  return { status: 200, message: messages.map(value => JSON.stringify(value) + separator).join('') }
}

function firstMessage(query: URLSearchParams): string | undefined {
  const image = query.get('fromImage')
  if (image) return `Pulling repository ${image}`
  const source = query.get('fromSrc')
  return source && source !== '-' ? `Downloading from ${source}` : undefined
}

/** Bad parameters were an error in 1.12 too. A client that lacks credentials has to see that in the status to ask for them. */
function isForTheClient(error: ErrorAnswer, { client }: StepContext): boolean {
  if (error.status === 400 || error.status === 401) return true
  return isOlder(client, '1.22') && error.message.includes('docker login')
}

export const images = [
  change({
    id: 'v1.25-pull-errors-early',
    summary:
      'A pull that fails before any progress is an HTTP error; before, it was 200 with the error in the stream',
    unversioned: '1.13.0',
    operations: { ImageCreate: { error: errorInStream } },
  }),
  change({
    id: 'v1.25-pull-error-before-stream',
    summary: 'A pull that fails before any progress is an HTTP error; before, the stream told it',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.25-pull-errors-early, which converts it.',
  }),
  change({
    id: 'v1.25-images-filter-param',
    summary: 'Images are selected by filters.reference; before, by the parameter `filter`',
    operations: {},
    status: 'not needed',
    reason: 'Daemons took the old parameter up to 1.40; v1.41-images-filter-param converts it.',
  }),
  change({
    id: 'v1.25-build-errors-early',
    summary: 'A Dockerfile is checked before its first step; before, a faulty line failed when its turn came',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason:
      'Clients report the error of the answer as they report one in the stream; no steps can be shown that never ran.',
  }),
  change({
    id: 'v1.25-build-unread-padding',
    summary: 'The daemon may leave the end of a build context unread; before, it read every byte',
    unversioned: '20.10.0',
    operations: {},
    status: 'not needed',
    reason:
      'Bytes are not translated: the gateway keeps its own connection and reads what the client still sends.',
  }),
]

/** Images at API 1.2 (docker 0.4.1): moby `server.go`, `api.go` and `utils/utils.go` at v0.3.4 and v0.4.1. */
import { change } from '../../src/translate/change.ts'
import { asPlainText } from '../shapes/headers.ts'
import { firstJson, plainText } from '../shapes/stream-writing.ts'

const inPlainText = { writeMessage: plainText, responseHeaders: asPlainText }

const isPull = (query: URLSearchParams): boolean => query.has('fromImage')

export const images = [
  change({
    id: 'v1.2-auth-post-no-store',
    summary:
      'A login is checked and the client keeps it; before, the daemon kept it and pulled and pushed with it',
    operations: {
      SystemAuth: { emulate: 'registry-login' },
      ImageCreate: { emulate: 'image-create' },
    },
    loss: 'Accounts are not created any more.',
  }),
  change({
    id: 'v1.2-auth-get-removed',
    summary: 'The daemon has no login to tell of; before, GET /auth told it without the password',
    operations: { AuthGet: { emulate: 'kept-login' } },
  }),
  change({
    id: 'v1.4-server-auth-store-gone',
    summary:
      'Daemons keep no logins since docker 0.5.1, which spoke 1.4; before, they did for clients before 1.2',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.2-auth-post-no-store, for which Longshore keeps them.',
  }),
  change({
    id: 'v1.2-push-authconfig-body',
    summary: 'A push brings its credentials in the body; before, the daemon had them',
    operations: {},
    status: 'not needed',
    reason: 'v1.10-push-requires-auth-or-body sends those of the body, or those that Longshore keeps.',
  }),
  change({
    id: 'v1.2-json-streams',
    summary: 'Import, push and insert answer in JSON; before, in text, as did the errors of a pull',
    operations: {
      ImageCreate: {
        writeMessage: (message, { query }) => (isPull(query) ? firstJson : plainText)(message),
        responseHeaders: (headers, { query }) => (isPull(query) ? headers : asPlainText(headers)),
      },
      ImagePush: inPlainText,
      ImageInsert: inPlainText,
    },
    loss: 'Only downloads have progress; what is extracted or sent has none.',
  }),
  change({
    id: 'v1.2-progress-status',
    summary: 'Progress says what is done; before, it was the progress of a download',
    operations: {},
    status: 'not needed',
    reason: 'A part of v1.2-json-streams, which converts it.',
  }),
  change({
    id: 'v1.1-stream-error-handling',
    summary: 'An error in a stream is a message; before, a text behind the messages',
    operations: {},
    status: 'not needed',
    reason: 'A part of v1.2-json-streams, which converts it.',
  }),
  change({
    id: 'v1.1-progress-string',
    summary: 'Progress is told in sizes, 36.71 kB/2.14 MB (2%); before, in bytes, 36710/2140160 (2%)',
    operations: {},
    status: 'not needed',
    reason: 'v1.8-progress-detail writes it in bytes for clients before 1.2.',
  }),
  change({
    id: 'v1.2-pull-in-progress',
    summary: 'A second pull of the same name is refused; before and today, it joins the first',
    operations: {},
    status: 'not needed',
    reason: 'Daemons of today let it join.',
  }),
  change({
    id: 'v1.2-build-output-text',
    summary:
      'A build prints `Step 1 : …`; docker 0.3.4 to 0.4.2 printed the instruction alone, and whole IDs',
    operations: {},
    status: 'not needed',
    reason: 'Docker 0.4.3, of the same API version, printed it so, and no client reads it.',
  }),
]

/** Images at API 1.3 (docker 0.4.5 to 0.5.0): moby `api.go`, `buildfile.go` and `commands.go` at v0.4.4, v0.4.8 and v0.5.0. */
import { change, type ErrorAnswer } from '../../src/translate/change.ts'
import { at, type ValueStep } from '../shapes/json-edit.ts'

const loginError = (error: ErrorAnswer): ErrorAnswer =>
  error.status === 401 ? { ...error, status: 500 } : error

/** The line end was the daemon's, later the client's. */
const withLineEnd: ValueStep = status => (typeof status === 'string' ? `${status}\n` : status)

export const images = [
  change({
    id: 'v1.3-auth-status-codes',
    summary:
      'A wrong password is 401, and a login that succeeds says so without a line end; before, 500, and with one',
    operations: { SystemAuth: { response: at('Status', withLineEnd), error: loginError } },
  }),
  change({
    id: 'v1.1-build-multipart',
    summary: 'A build is sent as one archive; before, as a form with the Dockerfile and the context',
    operations: { ImageBuild: { emulate: 'multipart-build' } },
    loss: 'Of a context packed by bzip2 or xz, which Longshore does not unpack, the Dockerfile inside is built.',
  }),
  change({
    id: 'v1.3-build-tar-body',
    summary: 'The body of a build is its context; before, a form',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.1-build-multipart, which converts it.',
  }),
  change({
    id: 'v1.3-build-text-stream',
    summary: 'Builds answer in JSON since API 1.8; before, in text',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.8-build-json-stream, which converts it.',
  }),
  change({
    id: 'v1.3-build-remote-q',
    summary: 'A build may be of a remote source, and keep the output of its steps to itself; before, neither',
    operations: {},
    status: 'not needed',
    reason: 'Older clients send neither; v1.22-build-quiet tells what became of quiet builds.',
  }),
  change({
    id: 'v1.3-build-run-output',
    summary: 'A build prints what its steps print; before docker 0.5.0 it did not',
    operations: {},
    status: 'not needed',
    reason: 'Docker 0.5.0, of the same API version, printed it, and no client reads it.',
  }),
  change({
    id: 'v1.3-build-unknown-instructions',
    summary: 'Instructions that the builder does not know are errors; up to docker 1.1, they were skipped',
    unversioned: '1.2.0',
    operations: {},
    status: 'impossible',
    reason: 'The Dockerfile is for the daemon to read; Longshore passes it on unread.',
    loss: 'A Dockerfile that counts on unknown instructions being skipped cannot be built.',
  }),
]

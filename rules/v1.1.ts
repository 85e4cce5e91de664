/** API 1.1 (docker 0.3.4): moby `api.go` and `api_params.go` at v0.3.3, v0.3.4 and v0.4.0. */
import { change, version } from '../src/translate/change.ts'
import { toldInStream } from './shapes/attach-errors.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.1/images.ts'

export default version('1.1', [
  ...images,
  change({
    id: 'v1.1-attach-404',
    summary: 'An attach to a container that does not exist is 404; before, the stream said so',
    operations: { ContainerAttach: { error: toldInStream() } },
  }),
  ...notNeeded([
    [
      'v1.1-container-resize',
      'Terminals can be resized; before, they could not',
      'Clients that do not know of it do not ask; for the others see v1.3-resize-swapped.',
    ],
    [
      'v1.1-status-406',
      'What is impossible is 406; before, 500',
      'v1.0-error-status-from-text knows the difference.',
    ],
    [
      'v1.1-additive',
      'Containers are listed at containers/json too; before, at containers/ps',
      'Both are one operation, whatever the version.',
    ],
    [
      'v1.1-attach-two-connections',
      'CLIs attach to stdout and stderr one by one; before, to both at once',
      'Each connection is given the streams it asks for, and ends with the container.',
    ],
    [
      'v1.1-logs-plain-post',
      'CLIs read logs as an ordinary answer; before, as a stream',
      'Both end with the connection, which is closed after the logs.',
    ],
  ]),
])

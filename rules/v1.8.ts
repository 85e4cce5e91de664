/** API 1.8 (docker 0.7.1): moby `container.go` and `server.go` at v0.6.7 and v0.7.6. */
import { change, type ErrorAnswer, type StepContext, version } from '../src/translate/change.ts'
import { isNotRunning, isUnreadable } from './shapes/errors-before-1.12.ts'
import { inFramesOf } from './shapes/frame-size.ts'
import { withDefaults } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.8/images.ts'

/** A list of nothing, as `ps` of LXC began it. */
const NO_PROCESSES = JSON.stringify({ Titles: ['PID', 'TTY', 'TIME', 'CMD'], Processes: null })

const noProcesses = (error: ErrorAnswer): ErrorAnswer =>
  isNotRunning(error) ? { status: 200, message: NO_PROCESSES } : error

const noImage = (error: ErrorAnswer, { params }: StepContext): ErrorAnswer =>
  error.message.startsWith('No such image')
    ? { status: 500, message: `Image does not exist: ${params.name}` }
    : error

const ofJob =
  (job: string) =>
  (error: ErrorAnswer, { client }: StepContext): ErrorAnswer =>
    client === '1.7' && error.status >= 400 && !isUnreadable(error)
      ? { ...error, message: `${job}: ${error.message}` }
      : error

export default version('1.8', [
  ...images,
  change({
    id: 'v1.6-stdcopy-large-frames',
    summary:
      'Frames of a stream may be of any size; CLIs 0.6.4 to 0.6.7 hang at some that are larger than 32 KiB',
    operations: { ContainerAttach: { writeFrame: inFramesOf(32 * 1024) } },
  }),
  change({
    id: 'v1.8-top-not-running',
    summary: 'Processes of a container that does not run are an error; before, there were none',
    operations: { ContainerTop: { error: noProcesses } },
  }),
  change({
    id: 'v1.8-image-missing-status',
    summary: 'The history of an image that does not exist is 404, as is a tag for it; before, 500',
    operations: { ImageHistory: { error: noImage }, ImageTag: { error: noImage } },
  }),
  change({
    id: 'v1.8-inspect-sysinitpath',
    summary: 'The path of the init of a container is not told; before, it was SysInitPath',
    operations: { ContainerInspect: { response: withDefaults({ SysInitPath: '' }) } },
    loss: 'SysInitPath is empty.',
  }),
  // Docker 0.6.7 was the first; from 0.9 on there is no such word.
  change({
    id: 'v1.7-job-error-prefix',
    summary: 'Errors of create and start are told as they are; in 1.7, with the name of the job before them',
    operations: { ContainerCreate: { error: ofJob('create') }, ContainerStart: { error: ofJob('start') } },
  }),
  ...notNeeded([
    [
      'v1.8-wait-missing-status',
      'Waiting for a container that does not exist is 500 up to 1.15; before and after, 404',
      'Clients print the text.',
    ],
    [
      'v1.8-inspect-hostconfig',
      'An inspected container has its HostConfig; before, it had not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.8-additive',
      'Images tell their system, info its storage driver; before, they did not',
      'Clients pass over members they do not know.',
    ],
  ]),
  change({
    id: 'v1.8-create-name-charset',
    summary: 'Names of containers are made of letters, digits and _.-; before, of anything',
    operations: {},
    status: 'impossible',
    reason: 'The daemon refuses other names.',
    loss: 'Other names are refused.',
  }),
])

/** API 1.10 (docker 0.9): moby `server.go`, `state.go` and `container.go` at v0.8.1, v0.9.1 and v0.10.0. */
import { change, type ErrorAnswer, version } from '../src/translate/change.ts'
import { at, type ValueStep } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withoutParameters } from './shapes/query.ts'
import { images } from './v1.10/images.ts'

/** What is in parentheses tells the code; how long ago it was and what a health check says were not told. */
const exitStatus: ValueStep = status => {
  if (typeof status !== 'string') return status
  const code = /^Exited \((-?\d+)\)/.exec(status)?.[1]
  if (code !== undefined) return `Exit ${code}`
  return ['', 'Created', 'Dead', 'Removal In Progress'].includes(status)
    ? 'Exit 0'
    : status.replace(/ \((?:healthy|unhealthy|health: starting)\)$/, '')
}

const withoutForceHint = (error: ErrorAnswer): ErrorAnswer => ({
  ...error,
  message: error.message.replace(/^(Impossible .*?) or use -f$/, '$1'),
})

export default version('1.10', [
  ...images,
  change({
    id: 'v1.10-list-status-exit',
    summary: 'A container that ended is `Exited (1) 3 minutes ago`; before, `Exit 1`',
    operations: { ContainerList: { response: at('[].Status', exitStatus) } },
  }),
  change({
    id: 'v1.10-container-delete-force',
    summary: 'A running container can be removed by force; before, the parameter was ignored',
    operations: { ContainerDelete: { query: withoutParameters('force'), error: withoutForceHint } },
  }),
  change({
    id: 'v1.10-start-running-error',
    summary: 'Starting a running container succeeds from docker 0.10 on; before, it was an error',
    operations: { ContainerStart: { emulate: 'start-of-stopped' } },
  }),
  change({
    id: 'v1.10-image-delete-untagged',
    summary: 'What was untagged is told by its name; before, by the ID of the image',
    operations: { ImageDelete: { emulate: 'image-removal' } },
  }),
  ...notNeeded([
    [
      'v1.10-image-delete-force-noprune',
      'Images can be removed by force, and their parents kept; before, the parameters were ignored',
      'The emulation of v1.10-image-delete-untagged does not pass them on.',
    ],
    [
      'v1.10-list-command-quoting',
      'Arguments of a listed command are quoted; before, they were not',
      'Clients print the command.',
    ],
    [
      'v1.10-commit-null-body',
      'A commit without configuration has the body null, as it had before',
      'Daemons read it as none.',
    ],
    [
      'v1.10-additive',
      'The version of the API and the exec driver are told; before, they were not',
      'Clients pass over members they do not know.',
    ],
  ]),
  change({
    id: 'v1.10-commit-config-merge',
    summary: 'A commit adds to the configuration of its container; before, it replaced it',
    operations: {},
    status: 'impossible',
    reason: 'What an image inherits from the container can be overwritten, but not be taken away.',
    loss: 'A committed image keeps the environment, the ports and the volumes of its container.',
  }),
])

/** API 1.13 (docker 1.1): moby `server/server.go` at v1.0.1 and v1.1.0, `container_routes.go` at v20.10.24. */
import { change, type ErrorAnswer, type OperationChange, version } from '../src/translate/change.ts'
import { notNeeded } from './shapes/not-needed.ts'

const NOT_MODIFIED = 304
const NO_CONTENT = 204

const doneAlready: OperationChange = {
  status: status => (status === NOT_MODIFIED ? NO_CONTENT : status),
}

/** The reason is told by the container's stream, and its exit code, as it was then. */
const startsAllTheSame = (error: ErrorAnswer): ErrorAnswer =>
  /\bexec: "[^"]*": .*(?:no such file|not found|permission denied|is a directory)/.test(error.message)
    ? { status: NO_CONTENT, message: '' }
    : error

function withoutPause(query: URLSearchParams): URLSearchParams {
  if (query.get('pause')) return query
  const changed = new URLSearchParams(query)
  changed.set('pause', '0')
  return changed
}

export default version('1.13', [
  change({
    id: 'v1.13-start-304',
    summary: 'Starting a running container is 304; before, 204 as any other start',
    unversioned: '1.1.0',
    operations: { ContainerStart: doneAlready },
  }),
  change({
    id: 'v1.13-stop-304',
    summary: 'Stopping a stopped container is 304; before, 204 as any other stop',
    unversioned: '1.1.0',
    operations: { ContainerStop: doneAlready },
  }),
  change({
    id: 'v1.18-start-missing-binary',
    summary:
      'Starting a command that is not in the image fails; before, the container ended at once and said why',
    unversioned: '1.6.0',
    operations: { ContainerStart: { error: startsAllTheSame } },
    loss: 'That a command does not exist is not in logs that are read by GET, and fails the start of a container that has to be made anew.',
  }),
  change({
    id: 'v1.13-commit-pause',
    summary: 'A commit pauses the container unless told otherwise; before, it never did',
    operations: { ImageCommit: { query: withoutPause } },
  }),
  change({
    id: 'v1.13-logs-tail-and-400',
    summary: 'Logs take `tail`, and logs of no stream are 400; before, 200 with the error in the stream',
    unversioned: '1.1.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients of that time send no `tail` and always name a stream.',
  }),
  change({
    id: 'v1.13-info-sockets',
    summary: 'Info of docker 1.1 names the sockets; neither older nor newer releases do',
    unversioned: '1.1.0',
    operations: {},
    status: 'not needed',
    reason: 'The CLI prints them only when they are there.',
  }),
  ...notNeeded([
    [
      'v1.13-inspect-links',
      'HostConfig tells the links of a container; before, it had null',
      'Clients that look get what they look for.',
    ],
  ]),
])

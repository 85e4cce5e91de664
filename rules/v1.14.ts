/** API 1.14 (docker 1.2): moby `daemon/delete.go`, `daemon/logs.go` and `server/server.go` at v1.1.2 and v1.2.0. */
import { isOlder } from '../src/api/version.ts'
import { change, type ErrorAnswer, engine, type OperationChange, version } from '../src/translate/change.ts'
import { isJson } from './shapes/declared-json.ts'
import { withBracketedStamp } from './shapes/log-timestamps.ts'
import { notNeeded } from './shapes/not-needed.ts'

const OLD_STOP_TIMEOUT_SECONDS = '10'
const SECONDS = /^\+?\d+$/

const tenSecondsByDefault: OperationChange = {
  query: query => {
    if (SECONDS.test(query.get('t') ?? '')) return query
    const changed = new URLSearchParams(query)
    changed.set('t', OLD_STOP_TIMEOUT_SECONDS)
    return changed
  },
}

const isRunning = ({ status, message }: ErrorAnswer): boolean =>
  status === 409 && /cannot remove (?:a running )?container/i.test(message) && message.includes('running')

export default [
  ...version('1.14', [
    change({
      id: 'v1.14-logs-timestamps-format',
      summary: 'Logs are stamped as 2014-08-20T21:11:18.123456789Z; before, as [Aug 20 21:11:18.123]',
      unversioned: '1.2.0',
      operations: {
        ContainerLogs: {
          frame: (frame, { query }) => (query.has('timestamps') ? withBracketedStamp(frame) : frame),
        },
      },
      loss: 'Logs of a container with a terminal have stamps of the new form.',
    }),
    change({
      id: 'v1.14-stop-negative-timeout',
      summary: 'A negative timeout waits without end; before, it was 10 seconds as no timeout was',
      unversioned: '1.2.0',
      operations: { ContainerStop: tenSecondsByDefault, ContainerRestart: tenSecondsByDefault },
    }),
    change({
      id: 'v1.14-start-content-type',
      summary: 'The HostConfig of a start must be declared as JSON; before, anything else was passed over',
      unversioned: '1.2.0',
      operations: {
        ContainerStart: { requestText: (body, headers) => (isJson(headers) ? body : Buffer.alloc(0)) },
      },
    }),
    ...notNeeded([
      [
        'v1.14-create-image-repo-tag',
        'The tag of a pull may stand in the name of the image; before, it stood beside it',
        'Daemons take both to this day, and the one beside it where there are both.',
      ],
      [
        'v1.14-additive',
        'HostConfig has capabilities, devices and a RestartPolicy, containers have filters; before, not so',
        'Clients do not ask for what they do not know of, and pass over its members.',
      ],
    ]),
  ]),
  // Docker 1.2 to 1.4 answered 500 between the two.
  ...engine('1.5.0', '1.17', [
    change({
      id: 'v1.14-delete-running-status',
      summary: 'Removing a running container is a conflict; up to 1.16 it was 500, up to 1.13 it was 406',
      operations: {
        ContainerDelete: {
          error: (error, { client }) => {
            if (!isRunning(error)) return error
            return isOlder(client, '1.14')
              ? {
                  status: 406,
                  message: 'Impossible to remove a running container, please stop it first or use -f',
                }
              : { ...error, status: 500 }
          },
        },
      },
    }),
  ]),
]

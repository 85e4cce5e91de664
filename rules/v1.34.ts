/** API 1.34 (docker 17.11): moby `api/server/router/container/container_routes.go`, postContainersWait, at v20.10.24 and v28.5.2. */
import { change, engine, version } from '../src/translate/change.ts'

export default [
  ...version('1.34', [
    change({
      id: 'v1.34-error-version-too-new',
      summary: 'A version newer than the daemon is refused; before, it was served',
      unversioned: '17.11.0',
      operations: {},
      status: 'not needed',
      reason: 'The gateway never speaks a version to a daemon that it does not know.',
    }),
    change({
      id: 'v1.34-wait-removed-error',
      summary: 'wait for a removal that fails tells the error; before, the body was empty',
      operations: {},
      status: 'impossible',
      reason:
        'Clients of 1.30 and up wait for the head before they start the container, and a body can be taken away only while the head is held back.',
      loss: 'A client of 1.30 to 1.33 that waits for a removal gets the exit code when the removal failed, not an empty body.',
    }),
  ]),
  ...engine('23.0.0', '1.42', [
    change({
      id: 'v1.34-wait-error-null',
      summary: 'Error is absent from the answer of wait when there is none; before, it was null',
      operations: {},
      status: 'not needed',
      reason:
        'To clients both mean no error, and a step would hold back the head, for which they wait before they start the container.',
    }),
  ]),
]

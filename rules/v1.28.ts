/** API 1.28 (docker 17.04): moby `api/server/router/container/container_routes.go` and `network/network_routes.go` at v20.10.24, `pkg/stdcopy/stdcopy.go` at v17.04.0-ce. */
import { change, type StdcopyFrame, version } from '../src/translate/change.ts'
import { at, withDefaults } from './shapes/json-edit.ts'

const STDERR = 2
const SYSTEMERR = 3

const systemerrAsStderr = {
  frame: (frame: StdcopyFrame): StdcopyFrame =>
    frame.stream === SYSTEMERR ? { ...frame, stream: STDERR } : frame,
}

export default version('1.28', [
  change({
    id: 'v1.28-attach-ws-frames',
    summary: 'attach/ws sends binary frames; before, text frames, whatever the bytes',
    operations: { ContainerAttachWebsocket: { websocketOpcode: 1 } },
  }),
  change({
    id: 'v1.28-network-list-containers',
    summary: 'A list of networks does not tell their containers; before, it did',
    operations: {
      NetworkList: { emulate: 'network-list', response: at('[]', withDefaults({ Containers: {} })) },
    },
  }),
  change({
    id: 'v1.28-stdcopy-systemerr',
    summary:
      'Errors of reading a log are frames of type 3; before, there were types 0 to 2, and clients stop at another',
    unversioned: '17.4.0',
    operations: {
      ContainerLogs: systemerrAsStderr,
      ServiceLogs: systemerrAsStderr,
      TaskLogs: systemerrAsStderr,
    },
  }),
  change({
    id: 'v1.28-log-system-error-frame',
    summary: 'Errors of reading a log are frames of type 3; before, the stream ended or had them as text',
    unversioned: '17.4.0',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.28-stdcopy-systemerr, which converts it.',
  }),
])

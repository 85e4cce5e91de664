/** API 1.39 (docker 18.09): moby `api/server/router/system/system_routes.go` and `swarm/cluster_routes.go` at v28.5.2. */
import { change, engine, type OperationChange, version } from '../src/translate/change.ts'
import { at, inOrder, replacing, without } from './shapes/json-edit.ts'

/** CLI 18.09 to 20.10 would turn from the classic builder to BuildKit, which no daemon of their time made them do by default. */
const withoutAdvice: OperationChange = {
  responseHeaders: headers => {
    const { 'builder-version': advice, ...others } = headers
    return advice === undefined ? headers : others
  },
}

export default [
  ...version('1.39', [
    change({
      id: 'v1.39-info-unknown',
      summary: 'An unknown kernel or operating system is empty; before, it was `<unknown>`',
      unversioned: '29.0.0',
      operations: {
        SystemInfo: {
          response: inOrder(
            at('KernelVersion', replacing('', '<unknown>')),
            at('OperatingSystem', replacing('', '<unknown>')),
          ),
        },
      },
    }),
    change({
      id: 'v1.39-swarm-init-addrpool',
      summary: 'A new swarm takes DefaultAddrPool and SubnetSize; before, they were ignored',
      operations: { SwarmInit: { request: without('DefaultAddrPool', 'SubnetSize') } },
    }),
  ]),
  ...engine('23.0.0', '1.42', [
    change({
      id: 'v1.39-ping-builder-version',
      summary: '/_ping advises clients to build with BuildKit; before, it advised nothing unless configured',
      operations: { SystemPing: withoutAdvice, SystemPingHead: withoutAdvice },
    }),
  ]),
]

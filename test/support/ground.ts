/** What most gateway tests stand on: a daemon as strict as Docker 29.0, busybox on it, Longshore in front. */
import type { ServeOptions } from '../../src/config/assemble.ts'
import { type Daemon, type DaemonOptions, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { startProxy, type TestProxy } from './proxy.ts'

export interface Ground {
  readonly daemon: Daemon
  readonly proxy: TestProxy
  /** Creates and starts a container of `command`; gives its id. */
  run(command: readonly string[], config?: Readonly<Record<string, unknown>>): Promise<string>
}

export const STRICT = { DOCKER_MIN_API_VERSION: '1.44' }

export async function ground(
  test: { teardown(handler: () => Promise<void>): void },
  daemonOptions: Partial<DaemonOptions> = {},
  proxyOptions: Partial<ServeOptions> = {},
): Promise<Ground> {
  const daemon = await startDaemon({ release: '28', env: STRICT, ...daemonOptions })
  await busyboxImage(daemon)
  const proxy = await startProxy(daemon.socket, proxyOptions)
  test.teardown(async () => {
    await proxy.stop()
    await daemon.stop()
  })
  return { daemon, proxy, run: (command, config) => runContainer(daemon.socket, command, config) }
}

export async function runContainer(
  socket: string,
  command: readonly string[],
  config: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const created = await call(socket, {
    method: 'POST',
    path: '/containers/create',
    json: {
      Image: 'busybox',
      Cmd: command,
      ...config,
      HostConfig: { NetworkMode: 'none', ...(config.HostConfig as object) },
    },
  })
  if (created.status !== 201) throw new Error(`not created: ${created.text()}`)
  const { Id: id } = created.json<{ Id: string }>()
  const started = await call(socket, { method: 'POST', path: `/containers/${id}/start` })
  if (started.status !== 204) throw new Error(`not started: ${started.text()}`)
  return id
}

/**
 * Where clients of every age are tried: a daemon that by itself refuses everybody below API 1.51, stricter than Docker 29 so
 * that every conversion has to be made, with a network and an image, and Longshore in front.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { ServeOptions } from '../../src/config/assemble.ts'
import { type Daemon, startDaemon } from '../daemon/daemon.ts'
import { busyboxImage } from '../daemon/image.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'

export interface ClientGround {
  readonly daemon: Daemon
  readonly proxy: TestProxy
  /** Longshore's address, as clients take it in DOCKER_HOST. */
  readonly host: string
  /** For files of the test, and the home of the clients: whatever the user has configured has no say. */
  readonly folder: string
}

/** What a client of API 1.50 and below hears from the daemon itself. */
export const TOO_OLD = /client version 1\.\d+ is too old\. Minimum supported API version is 1\.51/

/** The daemon holds `busybox:latest`. All of it is taken down with `t`. */
export async function clientGround(
  t: Pick<Test, 'teardown'>,
  proxyOptions: Partial<ServeOptions> = {},
): Promise<ClientGround> {
  const daemon = await startDaemon({ release: '28', network: true, env: { DOCKER_MIN_API_VERSION: '1.51' } })
  t.teardown(() => daemon.stop())
  await busyboxImage(daemon)
  const proxy = await startProxy(daemon.socket, proxyOptions)
  t.teardown(() => proxy.stop())
  const folder = mkdtempSync(join(tmpdir(), 'longshore-client-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return { daemon, proxy, host: `unix://${proxy.socket}`, folder }
}

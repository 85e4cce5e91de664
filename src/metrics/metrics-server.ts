/** The listener beside the clients': `/metrics` for Prometheus, `/healthz` and `/readyz` for whoever runs Longshore. */
import http, { type ServerResponse } from 'node:http'
import type { Daemon } from '../daemon/daemon.ts'
import { DaemonClient } from '../daemon/daemon-client.ts'
import type { ListenAddress } from '../listen/address.ts'
import { bindListeners } from '../listen/listener.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsServer {
  /** With the port the system chose. */
  readonly address: string
  close(): Promise<void>
}

/** Permissions of a unix socket: Prometheus runs as another user. */
const SOCKET_MODE = 0o666

/** Throws ListenError. */
export async function serveMetrics(
  address: ListenAddress,
  metrics: Metrics,
  daemon: Daemon,
): Promise<MetricsServer> {
  const server = http.createServer((request, response) => {
    answer(request.url ?? '', response, metrics, daemon).catch((error: Error) =>
      write(response, 500, `${error.message}\n`),
    )
  })
  const [bound] = await bindListeners(
    [{ name: 'metrics', address }],
    // Nobody can do anything here.
    { socketMode: SOCKET_MODE, allowInsecureTcp: true },
    { connection: socket => server.emit('connection', socket), fault: () => {} },
    [],
  )
  return {
    address: bound!.address,
    close() {
      const closed = bound!.close()
      server.closeAllConnections()
      return closed
    },
  }
}

async function answer(
  path: string,
  response: ServerResponse,
  metrics: Metrics,
  daemon: Daemon,
): Promise<void> {
  if (path === '/metrics') return write(response, 200, await metrics.text(), metrics.contentType)
  if (path === '/healthz') return write(response, 200, 'ok\n')
  if (path !== '/readyz') return write(response, 404, 'there are /metrics, /healthz and /readyz\n')
  const problem = await problemOf(daemon)
  write(response, problem === undefined ? 200 : 503, `${problem ?? 'ready'}\n`)
}

/** Why no call could be answered now. */
async function problemOf(daemon: Daemon): Promise<string | undefined> {
  try {
    const { newest } = await daemon.facts()
    const { status } = await new DaemonClient(daemon, newest).call({ method: 'GET', path: '/_ping' })
    return status === 200 ? undefined : `${daemon.name} answers its ping with ${status}`
  } catch (error) {
    return (error as Error).message
  }
}

function write(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': type }).end(text)
}

/** What the recorded calls download: an archive, a text and a Dockerfile. Run as a program with a port, where a daemon reaches it. */
import { spawn } from 'node:child_process'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Daemon } from '../daemon/daemon.ts'
import { busyboxTar } from '../daemon/image.ts'

export interface FileServer {
  /** `127.0.0.1:PORT`, in the daemon's network as in the test's own. */
  readonly address: string
  stop(): void
}

const files = (): Readonly<Record<string, string | Buffer>> => ({
  '/bb.tar': busyboxTar(),
  '/hello.txt': 'hello from the net\n',
  '/Dockerfile': 'FROM busybox\nRUN echo remote > /remote\n',
})

async function listen(port: number): Promise<http.Server> {
  const known = files()
  const server = http.createServer(({ url = '' }, response) => {
    const file = known[url]
    // A daemon takes a Dockerfile that does not say so for an archive.
    if (typeof file === 'string') response.setHeader('Content-Type', 'text/plain')
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return server
}

export async function startFileServer(daemon: Pick<Daemon, 'enter'>): Promise<FileServer> {
  const own = await listen(0)
  const { port } = own.address() as AddressInfo
  const program = [process.execPath, '--import', 'tsx', fileURLToPath(import.meta.url), String(port)]
  const [command = '', ...args] = ['setpriv', '--pdeathsig', 'KILL', ...daemon.enter, ...program]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(resolve => child.stdout.once('data', resolve))
  child.unref()
  return {
    address: `127.0.0.1:${port}`,
    stop() {
      own.close()
      child.kill('SIGKILL')
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await listen(Number(process.argv[2]))
  process.stdout.write('listening\n')
}

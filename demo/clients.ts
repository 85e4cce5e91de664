/** The old clients of the demonstration, each asked to speak an old version: what is run, and how it would be typed. */
import { spawn } from 'node:child_process'
import type { ApiVersion } from '../src/api/version.ts'
import { call, type Request } from '../test/daemon/http.ts'

/** A client that hangs must not hold the demonstration up. */
const CLIENT_TIMEOUT_MS = 60_000

export interface Client {
  /** API version the client speaks. */
  readonly version: ApiVersion
  /** The command as a user would type it. */
  readonly typed: string
  /** Speaks to the daemon behind `socket`; gives what it printed and whether it succeeded. */
  run(socket: string): Promise<ClientRun>
}

export interface ClientRun {
  readonly succeeded: boolean
  readonly printed: string
}

/** The docker CLI at `path`. `input` is what is typed into it, or the build context on its standard input. */
export function dockerCli(
  path: string,
  version: ApiVersion,
  args: readonly string[],
  input: string | Buffer = '',
): Client {
  return {
    version,
    typed: `DOCKER_API_VERSION=${version} docker ${args.map(quoted).join(' ')}`,
    run: socket =>
      runProgram(path, args, input, {
        DOCKER_API_VERSION: version,
        DOCKER_HOST: `unix://${socket}`,
        // BuildKit would be asked for at 1.39 and up only; the classic builder is there at every version.
        DOCKER_BUILDKIT: '0',
      }),
  }
}

/** One call, as `curl` sends it. */
export function rawCall(version: ApiVersion, request: Request): Client {
  return {
    version,
    typed: `curl --unix-socket SOCKET ${request.method === 'DELETE' ? '-X DELETE ' : ''}${request.json === undefined ? '' : `--json '${JSON.stringify(request.json)}' `}http://docker${request.path}`,
    async run(socket) {
      const answer = await call(socket, request)
      return { succeeded: answer.status < 400, printed: answer.text().replaceAll(/\0+/g, ' ') }
    },
  }
}

/** A script for python3-docker; `client` in it is a DockerClient that speaks `version`. */
export function pythonDocker(version: ApiVersion, lines: readonly string[]): Client {
  const typed = [`client = docker.DockerClient(base_url=SOCKET, version='${version}')`, ...lines]
  return {
    version,
    typed: `python3, import docker\n    ${typed.join('\n    ')}`,
    run: socket =>
      runProgram(
        '/usr/bin/python3',
        ['-c', ['import docker', ...typed].join('\n').replace('SOCKET', `'unix://${socket}'`)],
        '',
        {},
      ),
  }
}

export const hasPythonDocker = async (): Promise<boolean> =>
  (await runProgram('/usr/bin/python3', ['-c', 'import docker'], '', {})).succeeded

const quoted = (word: string): string => (/[^\w./:=@,-]/.test(word) ? `'${word}'` : word)

function runProgram(
  program: string,
  args: readonly string[],
  input: string | Buffer,
  env: Readonly<Record<string, string>>,
): Promise<ClientRun> {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/nonexistent', ...env },
      timeout: CLIENT_TIMEOUT_MS,
    })
    const printed: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
    child.once('error', error => resolve({ succeeded: false, printed: error.message }))
    child.once('close', code =>
      resolve({ succeeded: code === 0, printed: Buffer.concat(printed).toString() }),
    )
    // A client that is refused closes its input unread.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

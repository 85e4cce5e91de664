/** The docker CLI, told by DOCKER_API_VERSION to speak an older version than its own. */
import { type ClientGround, TOO_OLD } from './ground.ts'
import { type Finished, type Running, type RunOptions, run, start } from './run.ts'

/** Debian 12's docker.io, 20.10; it speaks up to API 1.41. */
export const CLI_20_10 = '/usr/bin/docker'

export interface DockerCli {
  (args: readonly string[], options?: RunOptions): Promise<Finished>
  /** Fails when the program does, with what it said; gives what it printed. */
  ok(args: readonly string[], options?: RunOptions): Promise<string>
  /** Keeps standard input open. */
  start(args: readonly string[]): Running
  /** On a terminal of its own, which shows standard output and standard error alike. */
  onTerminal(args: readonly string[]): Promise<Finished>
  /** Asks the daemon itself, without Longshore. */
  direct(args: readonly string[]): Promise<Finished>
}

export function dockerCli(ground: ClientGround, version: string, program: string = CLI_20_10): DockerCli {
  const env = {
    HOME: ground.folder,
    DOCKER_HOST: ground.host,
    DOCKER_API_VERSION: version,
    DOCKER_BUILDKIT: '0',
  }
  const call = (args: readonly string[], options: RunOptions = {}) =>
    run([program, ...args], { ...options, env })
  return Object.assign(call, {
    async ok(args: readonly string[], options?: RunOptions) {
      const { code, text, err } = await call(args, options)
      if (code !== 0) throw new Error(`docker ${args.join(' ')} at ${version} ended with ${code}: ${err}`)
      return text
    },
    start: (args: readonly string[]) => start([program, ...args], { env }),
    onTerminal: (args: readonly string[]) =>
      run(['script', '-qec', [program, ...args].map(quoted).join(' '), '/dev/null'], { env }),
    direct: (args: readonly string[]) =>
      run([program, ...args], { env: { ...env, DOCKER_HOST: ground.daemon.host } }),
  })
}

/** A container that ends at once when it is stopped, and says `up` when it can be. */
export const SERVICE = ['sh', '-c', 'trap "exit 0" TERM; echo up; while :; do sleep 0.1; done']

export const isTooOld = ({ code, err }: Finished): boolean => code !== 0 && TOO_OLD.test(err)

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/** A program of a few lines in the network of a daemon, where that can reach it: a server whose first line is its port. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { until } from '../support/until.ts'
import type { Daemon } from './daemon.ts'

export interface Inside {
  /** `127.0.0.1:PORT`, in the daemon's network. */
  readonly address: string
  /** What it has printed since; whoever reads may take lines out. */
  readonly lines: string[]
  stop(): void
}

/** @param script JavaScript for `node -e`; its arguments begin at `process.argv[1]` */
export async function serveInside(
  { enter }: Pick<Daemon, 'enter'>,
  script: string,
  ...args: readonly string[]
): Promise<Inside> {
  const command = ['--pdeathsig', 'KILL', ...enter, process.execPath, '-e', script, ...args]
  const child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  await until(() => lines.length > 0)
  return { address: `127.0.0.1:${lines.shift()}`, lines, stop: () => void child.kill('SIGKILL') }
}

/**
 * Runs a program as the first child of a process tree with PID, mount and network namespaces of its own (unshare(2)).
 * The kernel then tidies up: when the tree's init dies, so does everything below it (containerd, shims, containers), and
 * mounts, bridges and firewall rules go with it. PR_SET_PDEATHSIG ends the tree when the tests die, even by SIGKILL.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Tree {
  /** The tree's init, as seen from outside. */
  readonly pid: number
  /** Set once the program has ended. */
  readonly ended: Promise<void>
  running(): boolean
  /** Ends every process of the tree; resolves when the last is gone. */
  kill(): Promise<void>
}

export interface TreeOptions {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Receives stdout and stderr. */
  readonly log: string
  /** Folders of the tree's own, in memory: a disk that flushes at every fsync makes dockerd ten times slower. */
  readonly inMemory: readonly string[]
  /** A loopback interface and nothing else; false shares the machine's network. */
  readonly ownNetwork: boolean
}

const trees = new Set<ChildProcess>()

export async function startTree(options: TreeOptions): Promise<Tree> {
  const log = openSync(options.log, 'a')
  const mounts = options.inMemory.map(folder => `mount -t tmpfs -o mode=711 tmpfs '${folder}'; `).join('')
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'],
      ...(options.ownNetwork ? ['--net'] : []),
      // tini reaps what is orphaned; dockerd as the namespace's init would leave zombies.
      ...['sh', '-c', `${mounts}ip link set lo up; exec docker-init -- "$@"`, 'sh', ...options.command],
    ],
    { env: options.env, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  // Forgotten daemons must not keep the tests from ending.
  child.unref()
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      trees.delete(child)
      resolve()
    })
    child.once('error', reject)
  })
  ended.catch(() => {})
  trees.add(child)
  const running = () => child.exitCode === null && child.signalCode === null
  const pid = await initOf(child, running)
  return {
    pid,
    ended,
    running,
    async kill() {
      child.ref()
      // Not unshare itself: it waits for its init, which only ends after the whole namespace has.
      if (running()) process.kill(pid, 'SIGKILL')
      await ended
    },
  }
}

/** The only child of unshare; it is there within milliseconds or never. */
async function initOf(child: ChildProcess, running: () => boolean): Promise<number> {
  if (child.pid === undefined)
    throw new Error('setpriv and unshare (util-linux) are needed to start a daemon')
  while (running()) {
    const [pid] = children(child.pid)
    if (pid) return pid
    await sleep(5)
  }
  return 0
}

function children(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** For the way out of the process, where nothing can be awaited. */
export function killAllTrees(): void {
  for (const child of trees) child.kill('SIGKILL')
}

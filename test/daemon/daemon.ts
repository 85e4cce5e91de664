/**
 * Real dockerds for tests, on private sockets and data roots, as many as needed at once.
 *
 *   import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
 *   import { busyboxImage } from '../daemon/image.ts'
 *   import { call } from '../daemon/http.ts'
 *
 *   t.test('…', { skip: daemonsUnavailable() }, async t => {
 *     const daemon = await startDaemon({ release: '28' })              // or '20.10'; '29' where there is one (install.ts)
 *     t.teardown(() => daemon.stop())
 *     await busyboxImage(daemon)                                       // busybox:latest, no registry needed
 *     const answer = await call(daemon.socket, { path: '/v1.41/containers/json?all=1' })
 *   })
 *
 * - `env: { DOCKER_MIN_API_VERSION: '1.44' }` makes 28 as strict as Docker 29.0.
 * - `network: true` gives it the default bridge with iptables; containers on user-defined networks work without.
 * - Every daemon has a network of its own (see namespace.ts): published ports are reached with the command prefix
 *   `daemon.enter`, nothing clashes with the machine. `machineNetwork: true` shares the machine's instead (for a daemon
 *   which listens on TCP: `args: ['-H', 'tcp://127.0.0.1:2375']`) and has no bridge.
 * - Registry for pull and push: registry.ts. Tar archives: tar.ts. The HTTP client: http.ts.
 * - Data and exec roots are only to be seen from inside the daemon's mount namespace.
 * - `LONGSHORE_TEST_DAEMON=unix:///var/run/docker.sock` makes `startDaemon` hand out that daemon whatever release is asked
 *   for; only daemons with special `env` or `args` are still started.
 * - `LONGSHORE_REQUIRE_DAEMONS=1` (or `CI`) turns "cannot start daemons here" from a reason to skip into an error.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiVersion, parseApiVersion } from '../../src/api/version.ts'
import { thaw } from './cgroup.ts'
import { call } from './http.ts'
import { binariesOf, installDaemons, type Release } from './install.ts'
import { startTree, type Tree } from './namespace.ts'
import { newRoot, removeRoot } from './roots.ts'

export { RELEASES, type Release } from './install.ts'

export interface DaemonOptions {
  readonly release: Release
  /** Additional environment of dockerd. */
  readonly env?: Readonly<Record<string, string>>
  /** Additional arguments of dockerd. */
  readonly args?: readonly string[]
  /** The default bridge, with iptables. Default false: faster. */
  readonly network?: boolean
  readonly machineNetwork?: boolean
}

export interface Daemon {
  /** Path of its unix socket. */
  readonly socket: string
  /** The same as a URL: `unix:///…`. */
  readonly host: string
  /** What it calls itself: `28.5.2+dfsg4`. Not to be asserted on. */
  readonly release: string
  readonly apiVersion: ApiVersion
  readonly minApiVersion: ApiVersion
  /** The docker CLI of its release. */
  readonly cli: string
  /** Command prefix that runs a program in the daemon's network; empty when it is the machine's. */
  readonly enter: readonly string[]
  /** What dockerd has logged so far; empty for a daemon that was not started here. */
  log(): string
  stop(): Promise<void>
}

/** dockerd is up within 2 s on an idle machine; several at once on two cores take longer. */
const START_TIMEOUT_MS = 60_000
const POLL_INTERVAL_MS = 20
const LOG_TAIL_LINES = 15

let reasonKnown: { reason: string | undefined } | undefined

/** Why daemons cannot be started here, for `skip`; false when they can. Installs what is absent, once. */
export function daemonsUnavailable(): string | false {
  if (process.env.LONGSHORE_TEST_DAEMON) return false
  reasonKnown ??= { reason: installDaemons() }
  if (reasonKnown.reason && (process.env.CI || process.env.LONGSHORE_REQUIRE_DAEMONS))
    throw new Error(`real daemons are required here, but ${reasonKnown.reason}`)
  return reasonKnown.reason ?? false
}

export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const given = process.env.LONGSHORE_TEST_DAEMON
  if (given && !options.env && !options.args) return adoptDaemon(given)
  const reason = installDaemons()
  if (reason) throw new Error(reason)
  const { dockerd, cli, path } = binariesOf(options.release)
  const { folder: root, cgroup } = newRoot()
  const [dataRoot, execRoot] = [join(root, 'data'), join(root, 'exec')]
  for (const folder of [dataRoot, execRoot]) mkdirSync(folder)
  // Of its own, so that the machine's /etc/docker/daemon.json has no say.
  writeFileSync(join(root, 'daemon.json'), '{}')
  const socket = join(root, 'docker.sock')
  const log = join(root, 'log')
  const tree = await startTree({
    command: [
      ...[dockerd, '--host', `unix://${socket}`, '--config-file', join(root, 'daemon.json')],
      ...['--data-root', dataRoot, '--exec-root', execRoot, '--pidfile', join(root, 'pid')],
      ...['--storage-driver', storageDriver(), '--exec-opt', 'native.cgroupdriver=cgroupfs'],
      ...['--cgroup-parent', `/${cgroup}`],
      ...(options.network ? [] : ['--bridge=none', '--iptables=false', '--ip6tables=false']),
      ...(options.args ?? []),
    ],
    env: { PATH: path, HOME: root, ...options.env },
    log,
    inMemory: [dataRoot, execRoot],
    ownNetwork: !options.machineNetwork,
  })
  const stop = async () => {
    const killed = tree.kill()
    thaw(cgroup)
    await killed
    removeRoot(root)
  }
  try {
    await answering(socket, tree, log)
    return {
      ...(await described(socket)),
      cli,
      enter: options.machineNetwork ? [] : ['nsenter', '--net', '--target', String(tree.pid)],
      log: () => readFileSync(log, 'utf8'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A daemon which somebody else runs. Stopping it does nothing. */
export async function adoptDaemon(url: string): Promise<Daemon> {
  const socket = /^unix:\/\/(\/.+)$/.exec(url)?.[1]
  if (!socket) throw new Error(`${url}: a daemon to test on is given as unix:///path/of/its/socket`)
  return {
    ...(await described(socket)),
    cli: binariesOf('20.10').cli,
    enter: [],
    log: () => '',
    stop: async () => {},
  }
}

/** vfs works everywhere, but has to wait for the clock's next second with every commit and build step. */
function storageDriver(): string {
  return readFileSync('/proc/filesystems', 'utf8').includes('\toverlay\n') ? 'overlay2' : 'vfs'
}

async function described(socket: string) {
  const version = (await call(socket, { path: '/version' })).json<Record<string, string>>()
  const apiVersion = parseApiVersion(version.ApiVersion ?? '')
  const minApiVersion = parseApiVersion(version.MinAPIVersion ?? '')
  if (!apiVersion || !minApiVersion) throw new Error(`${socket} does not answer as a docker daemon does`)
  return { socket, host: `unix://${socket}`, release: version.Version ?? '', apiVersion, minApiVersion }
}

async function answering(socket: string, tree: Tree, log: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const status = await call(socket, { path: '/_ping' }).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    const tail = () => readFileSync(log, 'utf8').trim().split('\n').slice(-LOG_TAIL_LINES).join('\n')
    if (!tree.running()) throw new Error(`dockerd ended while starting:\n${tail()}`)
    if (Date.now() > deadline)
      throw new Error(`dockerd does not answer after ${START_TIMEOUT_MS} ms:\n${tail()}`)
    await sleep(POLL_INTERVAL_MS)
  }
}

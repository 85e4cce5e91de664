/** Who calls over a unix socket, told by the kernel: other users are other clients, and containers are known by their ID. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { containerOfProcess } from '../../src/listen/container-of-process.ts'
import { loadPeerCredentials, type PeerCredentials } from '../../src/listen/peer-credentials.ts'
import { run } from '../clients/run.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

const credentialsOf = loadPeerCredentials()
const NOBODY = 65534

const POLICY = `
rules:
  - { name: root-looks, who: { uid: 0 }, operations: [ping, SystemInfo], decision: allow }
  - { name: nobody-pings, who: { uid: ${NOBODY}, gid: ${NOBODY} }, operations: ping, decision: allow }
  - { name: by-condition, operations: ImageList, when: 'has(identity.unix) && identity.unix.uid == ${NOBODY}', decision: allow }
  - { name: container, who: { container: CONTAINER }, operations: VolumeList, decision: allow }
`

const CLIENT = `
  const [socketPath, path] = process.argv.slice(1)
  require('http').get({ socketPath, path, agent: false }, answer => {
    console.log(answer.statusCode)
    answer.resume()
  })
`

t.test(
  'the other end of a socket',
  { skip: credentialsOf === undefined && 'koffi is not installed' },
  async t => {
    const folder = mkdtempSync(join(tmpdir(), 'longshore-peer-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 's')
    const peer = await new Promise<PeerCredentials | undefined>(resolve => {
      const server = net.createServer(socket => {
        resolve(credentialsOf!(socket))
        socket.destroy()
        server.close()
      })
      server.listen(path, () => net.connect(path).resume())
    })
    t.strictSame(peer, { uid: process.getuid!(), gid: process.getgid!(), pid: process.pid })
    t.equal(containerOfProcess(0), undefined)
    t.equal(containerOfProcess(2 ** 31 - 1), undefined, 'no such process')
  },
)

const skip = daemonsUnavailable() || (credentialsOf === undefined && 'koffi is not installed')
t.test('rules about users and containers', { skip }, async t => {
  const { daemon, run: runContainer } = await ground(t)
  const id = await runContainer(['sleep', '1000'])
  // The daemon has a pid namespace of its own, so it knows the process by another number.
  const pid = readdirSync('/proc')
    .map(Number)
    .find(one => containerOfProcess(one) === id)
  t.ok(pid, 'a process is known to be in the container')
  const folder = mkdtempSync(join(tmpdir(), 'longshore-peer-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  chmodSync(folder, 0o755)
  const [policy, socket] = [join(folder, 'policy.yaml'), join(folder, 'l.sock')]
  writeFileSync(policy, POLICY.replace('CONTAINER', id))
  const proxy = await startProxy(daemon.socket, {
    policy,
    listen: [{ name: 'test', address: { kind: 'unix', path: socket } }],
    socketMode: 0o666,
  })
  t.teardown(() => proxy.stop())
  /** The status that a process gets which is started with `prefix` in front. */
  const asked = async (route: string, ...prefix: string[]) => {
    // The environment is the test runner's, which hooks into every Node it finds.
    const node = ['env', '-i', process.execPath, '-e', CLIENT]
    const { text, err } = await run([...prefix, ...node, socket, `/v1.41${route}`])
    t.equal(err, '')
    return Number(text)
  }
  const nobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  t.equal(await asked('/info'), 200, 'root')
  t.equal(await asked('/_ping'), 200)
  t.equal(await asked('/images/json'), 403)
  t.equal(await asked('/_ping', ...nobody), 200, 'nobody')
  t.equal(await asked('/info', ...nobody), 403)
  t.equal(await asked('/images/json', ...nobody), 200)
  t.equal(
    await asked('/_ping', ...nobody.slice(0, 1), `--reuid=${NOBODY}`, '--regid=0', '--clear-groups'),
    403,
    'another group',
  )
  t.equal(await asked('/volumes'), 403, 'outside of the container')
  const inContainer = ['sh', '-c', 'echo $$ >"$0/cgroup.procs" && exec "$@"', await cgroupOf(pid!)]
  t.equal(await asked('/volumes', ...inContainer), 200, 'a process of the container')
})

/** The folder of a process's control group, on either version of them. */
async function cgroupOf(pid: number): Promise<string> {
  const { text } = await run(['cat', `/proc/${pid}/cgroup`])
  const lines = text.split('\n').map(line => line.split(':'))
  const [, controllers = '', path = ''] = lines.find(
    ([, , path]) => path?.includes('/docker/') || /[0-9a-f]{64}/.test(path ?? ''),
  )!
  return `/sys/fs/cgroup${controllers === '' ? '' : `/${controllers.replace(/^name=/, '')}`}${path}`
}

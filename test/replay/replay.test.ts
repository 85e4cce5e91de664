/** Docker CLIs of 2013 and 2014, replayed byte for byte: a command sees what it saw from the daemon of its own release. */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startRegistry } from '../daemon/registry.ts'
import { startFileServer } from '../golden/file-server.ts'
import { ground } from '../support/ground.ts'
import { type Exception, exceptions, PASSED_OVER } from './exceptions.ts'
import { withInput } from './large-input.ts'
import { readRecording } from './recording.ts'
import { replay } from './replayer.ts'
import { StandIns } from './stand-ins.ts'

const LARGE_INPUT_BYTES = 3 * 1024 * 1024
const OF_REGISTRY = /^(?:login|push|pull)/

t.setTimeout(900_000)
// They mostly wait.
t.jobs = 3

for (const [release, known] of Object.entries(exceptions)) {
  t.test(`the CLI of docker ${release}`, { skip: daemonsUnavailable(), buffered: true }, async t => {
    const { daemon, proxy } = await ground(t, { network: true })
    const files = await startFileServer(daemon)
    const registry = await startRegistry(daemon, { jo: 'secret' })
    t.teardown(async () => {
      files.stop()
      await registry.stop()
    })
    const standIns = new StandIns()
    const commands = readRecording(release)
    const named = (slug: string) => commands.find(command => command.slug === slug)!
    const image = `${registry.address}/foo`
    const push = commands.find(({ slug }) => slug === 'push-loopback')
    // CLIs that have no login for this registry do not push.
    if (push && JSON.stringify(push).includes('/foo/push')) {
      await t.test('what is pushed with a login can be pulled', async t => {
        standIns.serve(registry.address)
        const remove = () => call(daemon.socket, { method: 'DELETE', path: `/images/${image}` })
        await call(daemon.socket, { method: 'POST', path: `/images/busybox/tag?repo=${image}&tag=latest` })
        t.strictSame(await replay(named('login-loopback'), proxy.socket, standIns), [])
        t.strictSame(await replay(push, proxy.socket, standIns), [])
        t.equal((await remove()).status, 200)
        t.strictSame(await replay(named('pull-loopback'), proxy.socket, standIns), [])
        t.equal((await remove()).status, 200)
      })
    }
    for (const recorded of commands) {
      standIns.serve(OF_REGISTRY.test(recorded.slug) ? registry.address : files.address)
      const differences = await replay(recorded, proxy.socket, standIns)
      const { unknown, missing } = judge(differences, known[recorded.slug])
      t.strictSame(unknown, [], `docker ${recorded.command}`)
      t.strictSame(missing, [], `${recorded.slug} differs: ${known[recorded.slug]?.reason}`)
      if (recorded.slug !== 'run-cat') continue
      const large = withInput(recorded, randomBytes(LARGE_INPUT_BYTES))
      const changed = await replay(large, proxy.socket, standIns)
      t.strictSame(judge(changed).unknown, [], 'three MiB are the same when they come back')
    }
  })
}

function judge(differences: readonly string[], { differs = [], may = [] }: Partial<Exception> = {}) {
  const isKnown = (difference: string) =>
    [...differs, ...may, PASSED_OVER].some(known => known.test(difference))
  return {
    unknown: differences.filter(difference => !isKnown(difference)),
    missing: differs.filter(known => !differences.some(difference => known.test(difference))),
  }
}

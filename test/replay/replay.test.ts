/** Docker CLIs of 2013 and 2014, replayed byte for byte: a command sees what it saw from the daemon of its own release. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { startRegistry } from '../daemon/registry.ts'
import { startFileServer } from '../golden/file-server.ts'
import { ground } from '../support/ground.ts'
import { type Exception, exceptions, PASSED_OVER } from './exceptions.ts'
import { readRecording } from './recording.ts'
import { replay } from './replayer.ts'
import { StandIns } from './stand-ins.ts'

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
    for (const recorded of readRecording(release)) {
      standIns.serve(OF_REGISTRY.test(recorded.slug) ? registry.address : files.address)
      const differences = await replay(recorded, proxy.socket, standIns)
      const { unknown, missing } = judge(differences, known[recorded.slug])
      t.strictSame(unknown, [], `docker ${recorded.command}`)
      t.strictSame(missing, [], `${recorded.slug} differs: ${known[recorded.slug]?.reason}`)
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

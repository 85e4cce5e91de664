/** Docker CLIs of 2013 and 2014, replayed byte for byte: a command sees what it saw from the daemon of its own release. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { ground } from '../support/ground.ts'
import { exceptions } from './exceptions.ts'
import { KnownIds } from './known-ids.ts'
import { readRecording } from './recording.ts'
import { replay } from './replayer.ts'

/** `run -t` resizes a terminal whose program may be over by then; an attach that ends its input may hear a last line. */
const BY_CHANCE = ['run-t', 'attach-i']

t.setTimeout(900_000)

for (const [release, known] of Object.entries(exceptions)) {
  t.test(`the CLI of docker ${release}`, { skip: daemonsUnavailable() }, async t => {
    const { proxy } = await ground(t, { network: true })
    const ids = new KnownIds()
    for (const recorded of readRecording(release)) {
      const differences = await replay(recorded, proxy.socket, ids)
      if (BY_CHANCE.includes(recorded.slug)) continue
      if (recorded.slug in known)
        t.not(differences.length, 0, `${recorded.slug} differs: ${known[recorded.slug]}`)
      else t.strictSame(differences, [], `docker ${recorded.command}`)
    }
  })
}

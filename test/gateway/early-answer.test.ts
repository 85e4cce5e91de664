/**
 * The daemon refuses an archive before it has read it: the client hears why, and so does whoever calls next. Which of the
 * two sides is faster is chance, so each is tried often.
 */
import t from 'tap'
import { daemonsUnavailable, type Release } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { tar } from '../daemon/tar.ts'
import { ground } from '../support/ground.ts'

/** So little that Go's server reads it to the end before it goes on, and so much that it does not. */
const SIZES = [1_000, 1_000_000]
const TRIES = 100

for (const release of ['28', '29'] as Release[]) {
  const skip = daemonsUnavailable() || (release === '29' && !process.env.LONGSHORE_DOCKERD_29)
  t.test(`docker ${release}`, { skip: skip && `no docker ${release}` }, async t => {
    const { daemon, proxy } = await ground(t, { release, env: {} })
    for (const size of SIZES) {
      const body = tar([{ name: 'Dockerfile', content: Buffer.alloc(size) }])
      const statuses = new Map<number, number>()
      for (let i = 0; i < TRIES; i++) {
        const { status } = await call(proxy.socket, {
          ...{ method: 'POST', path: `/v${daemon.minApiVersion}/build?version=3`, body },
          headers: { 'Content-Type': 'application/x-tar' },
        }).catch(() => ({ status: 0 }))
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
      t.strictSame([...statuses], [[400, TRIES]], `a context of ${size} bytes`)
    }
  })
}

/**
 * The script of 380 calls at API 1.0 to 1.18: a daemon of today answers through Longshore what a daemon of the time did.
 * Asked at four of the versions before 1.12, without the calls that take long and are compared elsewhere;
 * LONGSHORE_GOLDEN=all asks everything at all of them.
 */
import t from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import { type Daemon, daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startProxy } from '../support/proxy.ts'
import { compare, ORACLES, recordedAnswers } from './answers.ts'
import { startFileServer } from './file-server.ts'
import { replayScript } from './replay.ts'
import { COMPARED_ELSEWHERE, isWithin, LEFT_OUT, STAYING, type Staying } from './staying.ts'

/** All versions on a machine that is busy with other tests (milliseconds). */
const TIMEOUT_MS = 1_800_000
t.setTimeout(TIMEOUT_MS)

const isAll = process.env.LONGSHORE_GOLDEN === 'all'

/** One of each release; `golden.test.ts` samples the newer ones. */
const SAMPLED: readonly ApiVersion[] = ['1.1', '1.4', '1.7', '1.11']

t.test(
  'answers as daemons of 2013 and 2014',
  { skip: daemonsUnavailable(), timeout: TIMEOUT_MS },
  async t => {
    const daemon = await startDaemon({
      release: '28',
      network: true,
      env: { DOCKER_MIN_API_VERSION: '1.44' },
    })
    t.teardown(() => daemon.stop())
    const files = await startFileServer(daemon)
    t.teardown(() => files.stop())
    const longshore = await startProxy(daemon.socket)
    t.teardown(() => longshore.stop())
    const occurred = new Set<Staying>()
    for (const [docker, versions] of Object.entries(ORACLES)) {
      for (const api of isAll ? versions : versions.filter(version => SAMPLED.includes(version))) {
        await t.test(`docker ${docker} at ${api}`, { timeout: TIMEOUT_MS }, async t => {
          const answers = await replayScript(
            longshore.socket,
            api,
            files.address,
            ({ slug }) => !isAll && LEFT_OUT.test(slug),
          )
          for (const recorded of recordedAnswers(docker, api).values()) {
            if (COMPARED_ELSEWHERE.test(recorded.slug)) continue
            const found = compare(recorded, answers.get(recorded.slug)!)
            t.strictSame(
              found.filter(line => !isStaying(recorded.slug, line, api, occurred)),
              [],
              recorded.slug,
            )
          }
          await clear(daemon)
        })
      }
    }
    if (isAll) for (const staying of STAYING) t.ok(occurred.has(staying), `occurs: ${staying.reason}`)
  },
)

function isStaying(slug: string, line: string, api: ApiVersion, occurred: Set<Staying>): boolean {
  const known = STAYING.find(
    staying => staying.calls.test(slug) && staying.difference.test(line) && isWithin(staying, api),
  )
  if (known !== undefined) occurred.add(known)
  return known !== undefined
}

/** The next script begins with an empty daemon. */
async function clear({ socket }: Daemon): Promise<void> {
  const list = async (path: string) => (await call(socket, { path })).json<{ Id: string }[]>()
  for (const { Id } of await list('/containers/json?all=1'))
    await call(socket, { method: 'DELETE', path: `/containers/${Id}?force=1&v=1` })
  for (const { Id } of await list('/images/json'))
    await call(socket, { method: 'DELETE', path: `/images/${Id}?force=1` })
}

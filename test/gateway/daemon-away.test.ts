/** A daemon that is absent, comes, goes and comes back. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startProxy } from '../support/proxy.ts'
import { RawClient } from '../support/raw.ts'

t.test('absent: 502 with a sentence that says which socket and why, in each dialect', async t => {
  const socket = join(mkdtempSync(join(tmpdir(), 'longshore-')), 'none.sock')
  const proxy = await startProxy(socket)
  t.teardown(() => proxy.stop())
  const json = await call(proxy.socket, { path: '/v1.41/info' })
  t.equal(json.status, 502)
  t.equal(
    json.json<{ message: string }>().message,
    `Longshore cannot reach the Docker daemon at unix://${socket}: there is no such socket; is the daemon running?`,
  )
  const text = await call(proxy.socket, { path: '/v1.18/info' })
  t.equal(text.status, 502)
  t.match(text.text(), /^Longshore cannot reach .*\n$/)
  const attach = await call(proxy.socket, { method: 'POST', path: '/v1.41/containers/x/attach' })
  t.equal(attach.status, 502)
  t.match(proxy.audit().at(-1), { outcome: 'upstream-failed', status: 502 })
})

t.test(
  'gone and back: calls fail in between and succeed again, without a restart',
  { skip: daemonsUnavailable() },
  async t => {
    const first = await startDaemon({ release: '28' })
    const proxy = await startProxy(first.socket)
    t.teardown(() => proxy.stop())
    const kept = new RawClient(proxy.socket)
    const version = 'GET /version HTTP/1.1\r\nHost: d\r\n\r\n'
    t.match(JSON.parse((await kept.send(version).answer()).body.toString()).ApiVersion, /^1\./)
    await first.stop()
    t.equal((await kept.send(version).answer()).status, 502)
    t.equal(
      (await kept.send('POST /v1.41/containers/x/attach HTTP/1.1\r\nHost: d\r\n\r\n').answer()).status,
      502,
    )

    const other = await startDaemon({ release: '20.10' })
    t.teardown(() => other.stop())
    const { mkdirSync, symlinkSync, rmSync } = await import('node:fs')
    const { dirname } = await import('node:path')
    mkdirSync(dirname(first.socket), { recursive: true })
    symlinkSync(other.socket, first.socket)
    t.teardown(() => rmSync(first.socket))
    const back = JSON.parse((await kept.send(version).answer()).body.toString())
    t.equal(back.ApiVersion, other.apiVersion, 'the release that came back is another, and it was noticed')
    t.equal(
      (await kept.send('GET /v1.51/info HTTP/1.1\r\nHost: d\r\n\r\n').answer()).status,
      200,
      'a client newer than the daemon is served',
    )
    t.match(proxy.audit().at(-1), { clientVersion: '1.51', upstreamVersion: other.apiVersion })
  },
)

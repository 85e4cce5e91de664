/** Builds before API 1.18, pulls and pushes before 1.22: they go on when their client leaves; at those versions they end with it. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { serveInside } from '../daemon/inside.ts'
import { startRegistry } from '../daemon/registry.ts'
import { tar } from '../daemon/tar.ts'
import { ground } from '../support/ground.ts'
import { RawClient } from '../support/raw.ts'
import { until } from '../support/until.ts'

const POLL_MS = 50
const MULTIPART = 'multipart/form-data; boundary=b'

/** Names what a push and what a pull ask for first, and passes it on to the registry half a second later. */
const GATE = `const http = require('http'), port = process.argv[1]
http.createServer((asked, answer) => {
  const what = asked.method + ' ' + asked.url
  const isSlow = /POST .*uploads|HEAD .*manifests/.test(what)
  if (isSlow) console.log(what)
  setTimeout(() => asked.pipe(http.request(
    { port, method: asked.method, path: asked.url, headers: asked.headers },
    got => { answer.writeHead(got.statusCode, got.headers); got.pipe(answer) },
  ).on('error', () => answer.destroy())), isSlow ? 500 : 0)
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

t.test('calls and the clients that leave them', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const ask = (path: string) => call(daemon.socket, { path })
  const hasImage = async (name: string) => (await ask(`/images/${name}/json`)).status === 200
  const leaving = (path: string, headers: string, body: string | Buffer = '') =>
    new RawClient(proxy.socket).send(
      `POST ${path} HTTP/1.1\r\nHost: d\r\nUser-Agent: ${path}\r\nContent-Length: ${body.length}\r\n${headers}\r\n`,
      body,
    )
  const outcome = (path: string) => proxy.audit().find(({ userAgent }) => userAgent === path)?.outcome

  t.test('build', async t => {
    const dockerfile = 'FROM busybox\nRUN echo begun; sleep 2\nENV a b\n'
    const context = tar([{ name: 'Dockerfile', content: dockerfile }])
    const form = `--b\r\nContent-Disposition: form-data; name="Dockerfile"; filename="Dockerfile"\r\n\r\n${dockerfile}\r\n--b--\r\n`
    const builds = [
      ['/v1.18/build?t=cancelled&nocache=1', 'application/tar', context],
      ['/v1.17/build?t=built&nocache=1', 'application/tar', context],
      ['/v1.2/build?t=formed&nocache=1', MULTIPART, form],
    ] as const
    await Promise.all(
      builds.map(async ([path, type, body]) => {
        const client = leaving(path, `Content-Type: ${type}\r\n`, body)
        await client.through('begun')
        client.socket.destroy()
      }),
    )
    await until(async () => (await hasImage('built')) && (await hasImage('formed')))
    await until(async () => (await ask('/containers/json')).json<unknown[]>().length === 0)
    t.notOk(await hasImage('cancelled'))
    await until(() => builds.every(([path]) => outcome(path) !== undefined))
    const [cancelled, ...others] = builds.map(([path]) => outcome(path))
    t.not(cancelled, 'outlived-client')
    t.strictSame(others, ['outlived-client', 'outlived-client'])
  })

  t.test('what is left half way through its body ends at any version', async () => {
    const cut = new RawClient(proxy.socket).send(
      'POST /v1.17/build HTTP/1.1\r\nHost: d\r\nUser-Agent: cut\r\nContent-Length: 5000\r\n\r\n',
      'x'.repeat(600),
    )
    await sleep(POLL_MS)
    cut.socket.destroy()
    await until(() => outcome('cut') === 'client-left')
  })

  t.test('pull and push', async t => {
    const registry = await startRegistry(daemon)
    t.teardown(() => registry.stop())
    const gate = await serveInside(daemon, GATE, registry.address.split(':')[1] ?? '')
    t.teardown(gate.stop)
    const auth = 'X-Registry-Auth: e30=\r\n'
    const leave = async (path: string, atRequest: RegExp) => {
      // What an earlier call asked for tells nothing of this one.
      gate.lines.length = 0
      const client = leaving(path, auth)
      await until(() => gate.lines.some(line => atRequest.test(line)))
      client.socket.destroy()
    }
    const box = `${gate.address}/box`
    for (const tag of ['1.22', '1.21', '1.1']) {
      await call(daemon.socket, { method: 'POST', path: `/images/busybox/tag?repo=${box}&tag=${tag}` })
    }
    const pushed = async (tag: string) =>
      (await call(daemon.socket, { path: `/distribution/${registry.address}/box:${tag}/json` })).status ===
      200
    await leave(`/v1.22/images/${box}/push?tag=1.22`, /^POST .*uploads/)
    await until(() => outcome(`/v1.22/images/${box}/push?tag=1.22`) !== undefined)
    await leave(`/v1.21/images/${box}/push?tag=1.21`, /^POST .*uploads/)
    await until(() => pushed('1.21'))
    await until(() => outcome(`/v1.21/images/${box}/push?tag=1.21`) === 'outlived-client')
    t.notOk(await pushed('1.22'))
    t.not(outcome(`/v1.22/images/${box}/push?tag=1.22`), 'outlived-client')

    for (const tag of ['1.22', '1.21', '1.1'])
      await call(daemon.socket, { method: 'DELETE', path: `/images/${box}:${tag}` })
    const pull = (version: string) => `/v${version}/images/create?fromImage=${box}&tag=1.21`
    await leave(pull('1.22'), /^HEAD .*manifests/)
    await until(() => outcome(pull('1.22')) !== undefined)
    t.not(outcome(pull('1.22')), 'outlived-client')
    t.notOk(await hasImage(`${box}:1.21`), '1.22')
    for (const version of ['1.21', '1.1']) {
      await leave(pull(version), /^HEAD .*manifests/)
      await until(() => outcome(pull(version)) === 'outlived-client')
      t.ok(await hasImage(`${box}:1.21`), version)
      await call(daemon.socket, { method: 'DELETE', path: `/images/${box}:1.21` })
    }
  })
})

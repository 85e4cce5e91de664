/** What images could be asked for before API 1.12: insert, viz and getCache. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { serveInside } from '../daemon/inside.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

const TEXT = 'text/plain; charset=utf-8'
const CONTENT = 'twenty bytes, almost'
/** A web server where the daemon finds it. */
const WEB = `
  const http = require('node:http')
  http.createServer((q, s) => {
    if (q.url.startsWith('/file')) s.end(${JSON.stringify(CONTENT)})
    else if (q.url === '/Dockerfile') s.end('FROM busybox\\nENV hidden 1\\n')
    else if (q.url === '/cut') { s.writeHead(200, { 'content-length': 1000000 }); s.write(Buffer.alloc(600000)); setTimeout(() => s.destroy(), 100) }
    else { s.statusCode = 404; s.end() }
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

t.test('images before API 1.12', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const server = await serveInside(daemon, WEB)
  t.teardown(server.stop)
  const web = `http://${server.address}`
  const post = (path: string, json?: unknown, socket = proxy.socket) =>
    call(socket, { method: 'POST', path, ...(json !== undefined && { json }) })
  const insertAt = (
    version: string,
    url: string,
    path = '/tmp/d/f',
    image = 'busybox',
    socket = proxy.socket,
  ) => post(`/v${version}/images/${image}/insert?${new URLSearchParams({ url, path })}`, undefined, socket)
  const inspect = async (image: string) =>
    (await call(daemon.socket, { path: `/v1.44/images/${image}/json` })).json<{
      Id: string
      RepoTags: string[]
    }>()
  const left = async () => {
    const containers = (await call(daemon.socket, { path: '/containers/json?all=1' })).json<unknown[]>()
    const images = (await call(daemon.socket, { path: '/images/json?all=1' })).json<unknown[]>()
    return [containers.length, images.length]
  }
  const fileIn = async (image: string, path: string) => {
    const json = { Image: image, Cmd: ['cat', path], HostConfig: { NetworkMode: 'none' } }
    const created = await call(daemon.socket, { method: 'POST', path: '/containers/create', json })
    const { Id } = created.json<{ Id: string }>()
    await call(daemon.socket, { method: 'POST', path: `/containers/${Id}/start` })
    await call(daemon.socket, { method: 'POST', path: `/containers/${Id}/wait` })
    const logs = await call(daemon.socket, { path: `/containers/${Id}/logs?stdout=1` })
    await call(daemon.socket, { method: 'DELETE', path: `/containers/${Id}` })
    return logs.body.subarray(8).toString()
  }

  t.test('insert', async t => {
    const text = await insertAt('1.0', `${web}/file`)
    t.equal(text.header('content-type'), TEXT)
    t.match(text.text(), /^(Downloading 20\/20 \(100%\)\r)+\r\n([0-9a-f]{12})[0-9a-f]{52}\n\{"Id":"\2"\}$/)
    t.equal((await insertAt('1.1', `${web}/file`)).header('content-type'), TEXT)
    const json = await insertAt('1.2', `${web}/file`)
    t.equal(json.header('content-type'), 'application/json')
    t.match(
      json.text(),
      /^(\{"status":"Downloading","progress":" {4}20 B\/20 B \(100%\)"\})+\{\}\{"status":"([0-9a-f]{12})[0-9a-f]{52}"\}\{"Id":"\2"\}$/,
    )
    for (const version of ['1.6', '1.7'])
      t.match((await insertAt(version, `${web}/file`)).text(), /\(100%\)"\}\{"id":"[0-9a-f]{64}"\}$/)
    const last = (await insertAt('1.11', `${web}/file`)).text()
    const [, id = ''] = /\}\r\n\{"status":"([0-9a-f]{64})"\}\r\n$/.exec(last) ?? []
    t.equal(await fileIn(id, '/tmp/d/f'), CONTENT)
    t.same((await inspect(id)).RepoTags, [])
  })

  t.test('insert takes addresses and paths as they are', async t => {
    const [, id = ''] =
      /"id":"([0-9a-f]{64})"/.exec(
        (await insertAt('1.7', `${web}/file?a=$HOME"'\\`, `/t/$A "b'\\`)).text(),
      ) ?? []
    t.equal(await fileIn(id, `/t/$A "b'\\`), CONTENT)
  })

  t.test('insert that fails says why, and leaves nothing behind', async t => {
    const before = await left()
    const refused = async (answer: ReturnType<typeof insertAt>, status: number, message: RegExp) => {
      const { status: got, text, header } = await answer
      t.match(text(), message)
      t.equal(got, status)
      t.equal(header('content-type'), TEXT)
    }
    for (const version of ['1.0', '1.1', '1.4', '1.7', '1.11']) {
      await refused(insertAt(version, 'http://127.0.0.1:1/x'), 500, /connection refused\n$/)
      await refused(insertAt(version, `${web}/missing`), 500, /404 Not Found.*\n$/)
      await refused(insertAt(version, ''), 500, /^Get : unsupported protocol scheme ""\n$/)
      await refused(insertAt(version, 'file:///etc/passwd'), 500, /unsupported protocol scheme "file"\n$/)
      await refused(insertAt(version, `${web}/file`, ''), 500, /^path is missing/)
    }
    await refused(insertAt('1.1', `${web}/file`, '/f', 'nosuch'), 500, /^Image does not exist: nosuch\n$/)
    await refused(insertAt('1.8', `${web}/file`, '/f', 'nosuch'), 404, /^No such image: nosuch\n$/)
    t.equal((await insertAt('1.12', `${web}/file`)).status, 404, 'gone in 1.12')
    t.same(await left(), before)
  })

  t.test('a download that breaks off is told in the stream', async t => {
    const before = await left()
    const broken = (await insertAt('1.7', `${web}/cut`)).text()
    t.match(
      broken,
      /^(\{"status":"Downloading","progress":"[^"]+"\})+\{"errorDetail":\{"message":"[^"]+"\},"error":"[^"]+"\}$/,
    )
    t.same(await left(), before)
  })

  t.test('getCache finds what commit made', async t => {
    const parent = (await inspect('busybox')).Id.slice('sha256:'.length)
    const config = { Cmd: ['/bin/sh', '-c', 'echo x'], Env: ['A=b'], AttachStdout: true, AttachStderr: true }
    const created = await post('/containers/create', { Image: parent, ...config })
    const { Id: container } = created.json<{ Id: string }>()
    const committed = await post(`/commit?container=${container}`, {})
    const { Id: id } = committed.json<{ Id: string }>()
    const cache = (asked: object) => post('/v1.0/images/getCache', { Id: parent, ...config, ...asked })
    t.same((await cache({})).json(), { Id: id.slice('sha256:'.length) })
    for (const other of [
      { Cmd: ['x'] },
      { Env: [] },
      { User: 'u' },
      { Tty: true },
      { OpenStdin: true },
      { Id: 'x' },
      { PortSpecs: ['1'] },
    ]) {
      const missed = await cache(other)
      t.match([missed.status, missed.text()], [404, ''], JSON.stringify(other))
    }
    await call(daemon.socket, { method: 'DELETE', path: `/containers/${container}` })
  })

  t.test('viz draws the tree', async t => {
    const busybox = (await inspect('busybox')).Id.slice(7, 19)
    const answer = await call(proxy.socket, { path: '/v1.1/images/viz', body: 'false' })
    t.equal(answer.header('content-type'), TEXT)
    const lines = answer.text().split('\n')
    t.equal(lines[0], 'digraph docker {')
    t.same(lines.slice(-3), [' base [style=invisible]', '}', ''])
    t.ok(lines.includes(` base -> "${busybox}" [style=invis]`))
    t.ok(
      lines.some(line => line.startsWith(` "${busybox}" -> "`)),
      'what was made of it hangs on it',
    )
    t.ok(
      lines.includes(
        ` "${busybox}" [label="${busybox}\\nbusybox:latest",shape=box,fillcolor="paleturquoise",style="filled,rounded"];`,
      ),
    )
    t.equal((await call(proxy.socket, { path: '/v1.7/images/viz' })).status, 404)
  })

  t.test('a policy hides images from viz and insert', async t => {
    await call(daemon.socket, { method: 'POST', path: '/images/busybox/tag?repo=shown&tag=1' })
    const id = (
      await inspect(
        (
          await call(daemon.socket, { method: 'POST', path: `/build?t=hidden&remote=${web}/Dockerfile` })
        ).status === 200
          ? 'hidden'
          : 'none',
      )
    ).Id
    const folder = t.testdir({ 'p.yaml': POLICY })
    const hiding = await startProxy(daemon.socket, { policy: `${folder}/p.yaml` })
    t.teardown(() => hiding.stop())
    const seen = (await call(hiding.socket, { path: '/v1.1/images/viz' })).text()
    t.match(seen, /shown:1/)
    t.notMatch(seen, id.slice(7, 19))
    const denied = await insertAt('1.7', `${web}/file`, '/f', 'hidden', hiding.socket)
    t.equal(denied.status, 404)
    t.match(denied.text(), /no such image/i)
  })
})

const POLICY = `rules:
  - name: everything
    operations: ['*']
    decision: allow
visibility:
  - who: {}
    objects: [images]
    show: { names: ['busybox*', 'shown*'] }
`

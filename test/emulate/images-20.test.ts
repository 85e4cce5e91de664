/** Insert, viz and a build in a form on docker 20.10, which is spoken to at an API version that tells no image IDs to programs. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { serveInside } from '../daemon/inside.ts'
import { ground } from '../support/ground.ts'

const SERVER = `require('http').createServer((_, answer) => answer.end('hi')).listen(0, '127.0.0.1', function () {
  console.log(this.address().port)
})`

t.test('images before API 1.12 on docker 20.10', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t, { release: '20.10', env: {} })
  const server = await serveInside(daemon, SERVER)
  t.teardown(server.stop)
  const insert = async (version: string) => {
    const path = `/v${version}/images/busybox/insert?url=http://${server.address}/x&path=/f`
    return (await call(proxy.socket, { method: 'POST', path })).text()
  }
  t.match(await insert('1.0'), /\r\n([0-9a-f]{12})[0-9a-f]{52}\n\{"Id":"\1"\}$/)
  t.match(await insert('1.7'), /\{"id":"[0-9a-f]{64}"\}$/)
  t.match(await insert('1.11'), /\{"status":"[0-9a-f]{64}"\}\r\n$/)
  const body =
    '--b\r\nContent-Disposition: form-data; name="Dockerfile"; filename="Dockerfile"\r\n\r\nFROM busybox\nENV a b\n\r\n--b--\r\n'
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' }
  const built = await call(proxy.socket, { method: 'POST', path: '/build?t=formed', body, headers })
  t.match(built.text(), /^Step 1 : FROM busybox\n[\s\S]*Successfully built [0-9a-f]{12}\n$/)
  const viz = (await call(proxy.socket, { path: '/v1.1/images/viz' })).text()
  t.match(viz, /\\nbusybox:latest"[\s\S]*\n base \[style=invisible\]\n\}\n$/)
})

/** Connections that turn into a raw stream, in every form clients ask for one. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { RawClient } from '../support/raw.ts'
import { until } from '../support/until.ts'

const MIB = 1024 * 1024

t.test('hijack', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy, run } = await ground(t)
  const client = () => new RawClient(proxy.socket)
  const cat = () => run(['cat'], { OpenStdin: true, StdinOnce: true })
  const attachPath = (id: string) => `/v1.41/containers/${id}/attach?stream=1&stdin=1&stdout=1&stderr=1`
  const upgradeFields = 'Connection: Upgrade\r\nUpgrade: tcp\r\n'

  const execCreate = async (id: string, cmd: readonly string[]) => {
    const json = { Cmd: cmd, AttachStdin: true, AttachStdout: true, AttachStderr: true }
    const created = await call(proxy.socket, { method: 'POST', path: `/v1.41/containers/${id}/exec`, json })
    return created.json<{ Id: string }>().Id
  }

  t.test('with Upgrade: 101, the bytes both ways, half-close kept', async t => {
    const attach = client().send(
      `POST ${attachPath(await cat())} HTTP/1.1\r\nHost: docker\r\n${upgradeFields}\r\n`,
    )
    const head = await attach.head()
    t.match(head, /^HTTP\/1\.1 101 UPGRADED\r\n/)
    t.match(head, /upgrade: tcp/i)
    t.match(
      head,
      /content-type: application\/vnd\.docker\.raw-stream/i,
      'the type a client before 1.42 knows',
    )
    attach.send('hello')
    t.equal((await attach.bytes(13)).toString('latin1'), '\x01\0\0\0\0\0\0\x05hello')
    attach.socket.end()
    t.equal(
      (await attach.rest()).length,
      0,
      "cat ends when its stdin does, and the client sees the stream's end",
    )
  })

  t.test('without Upgrade: 200 and the raw stream, stdin in the same packet as the head', async t => {
    const id = await cat()
    const attach = client().send(
      `POST ${attachPath(id)} HTTP/1.1\r\nHost: /var/run/docker.sock\r\nContent-Type: text/plain\r\n\r\nfirst bytes`,
    )
    attach.socket.end()
    t.match(
      await attach.head(),
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*content-type: application\/vnd\.docker\.raw-stream$/i,
    )
    t.equal((await attach.rest()).subarray(8).toString(), 'first bytes')
  })

  t.test('both forms get the head the daemon itself writes', async t => {
    for (const upgrade of ['', upgradeFields]) {
      const request = (id: string) =>
        `POST ${attachPath(id).replace('1.41', '1.44')} HTTP/1.1\r\nHost: docker\r\n${upgrade}\r\n`
      const heads: string[] = []
      for (const socket of [daemon.socket, proxy.socket]) {
        const attach = new RawClient(socket).send(request(await cat()))
        heads.push(await attach.head())
        attach.socket.destroy()
      }
      t.equal(heads[1], heads[0])
    }
  })

  t.test('64 MiB pass in both directions unchanged', async t => {
    const attach = client().send(
      `POST ${attachPath(await run(['cat'], { OpenStdin: true, StdinOnce: true, Tty: false }))} HTTP/1.1\r\nHost: docker\r\n${upgradeFields}\r\n`,
    )
    await attach.head()
    const sent = createHash('sha256')
    const received = createHash('sha256')
    attach.socket.removeAllListeners('data')
    let pending: Buffer = Buffer.alloc(0)
    let count = 0
    const done = new Promise<void>(resolve => attach.socket.on('end', resolve))
    attach.socket.on('data', chunk => {
      pending = Buffer.concat([pending, chunk])
      while (pending.length >= 8 && pending.length >= 8 + pending.readUInt32BE(4)) {
        const end = 8 + pending.readUInt32BE(4)
        received.update(pending.subarray(8, end))
        count += end - 8
        pending = pending.subarray(end)
      }
    })
    for (let i = 0; i < 64; i++) {
      const piece = randomBytes(MIB)
      sent.update(piece)
      if (!attach.socket.write(piece)) await new Promise(resolve => attach.socket.once('drain', resolve))
    }
    attach.socket.end()
    await done
    t.equal(count, 64 * MIB)
    t.equal(received.digest('hex'), sent.digest('hex'))
  })

  t.test('as a later request of a kept connection', async t => {
    const attach = client()
    for (let i = 0; i < 3; i++) {
      t.equal(
        (await attach.send('GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n').answer()).body.toString(),
        'OK',
      )
    }
    attach.send(`POST ${attachPath(await cat())} HTTP/1.1\r\nHost: docker\r\n\r\nlater`)
    attach.socket.end()
    t.match(await attach.head(), /^HTTP\/1\.1 200 OK/)
    t.equal((await attach.rest()).subarray(8).toString(), 'later')
  })

  t.test('pipelined behind requests that are not answered yet', async t => {
    const attach = client().send(
      'GET /v1.41/info HTTP/1.1\r\nHost: docker\r\n\r\nGET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n' +
        `POST ${attachPath(await cat())} HTTP/1.1\r\nHost: docker\r\n\r\npiped`,
    )
    attach.socket.end()
    t.ok(JSON.parse((await attach.answer()).body.toString()).ID)
    t.equal((await attach.answer()).body.toString(), 'OK')
    t.match(await attach.head(), /^HTTP\/1\.1 200 OK/)
    t.equal((await attach.rest()).subarray(8).toString(), 'piped')
  })

  t.test('asked for with a whole URL as target, as through a proxy', async t => {
    const path = attachPath(await cat())
    const attach = client().send(`POST http://docker${path} HTTP/1.1\r\nHost: docker\r\n\r\nhello`)
    attach.socket.end()
    t.match(await attach.head(), /^HTTP\/1\.1 200 OK/)
    t.equal((await attach.rest()).subarray(8).toString(), 'hello')
  })

  t.test(
    'exec start, its body counted or chunked, with and without Upgrade, stdin behind the body',
    async t => {
      const id = await run(['sleep', '1000'], { HostConfig: { Init: false } })
      const body = '{"Detach":false,"Tty":false}'
      const half = body.length >> 1
      const framings = {
        counted: `Content-Length: ${body.length}\r\n\r\n${body}`,
        chunked: `Transfer-Encoding: chunked\r\n\r\n${half.toString(16)}\r\n${body.slice(0, half)}\r\n${(body.length - half).toString(16)};x=y\r\n${body.slice(half)}\r\n0\r\n\r\n`,
      }
      for (const [framing, text] of Object.entries(framings)) {
        for (const upgrade of ['', upgradeFields]) {
          const exec = await execCreate(id, ['cat'])
          const start = client().send(
            `POST /v1.41/exec/${exec}/start HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n${upgrade}${text}typed`,
          )
          start.socket.end()
          t.match(await start.head(), upgrade ? /^HTTP\/1\.1 101 UPGRADED/ : /^HTTP\/1\.1 200 OK/, framing)
          t.equal((await start.rest()).subarray(8).toString(), 'typed', framing)
        }
      }
    },
  )

  t.test('exec start waits for nobody who expects 100 Continue', async t => {
    const exec = await execCreate(await run(['sleep', '1000']), ['echo', 'run'])
    const body = '{"Detach":false}'
    const start = client().send(
      `POST /v1.41/exec/${exec}/start HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    t.match(await start.head(), /^HTTP\/1\.1 100 Continue/)
    start.send(body)
    t.match(await start.head(), /^HTTP\/1\.1 200 OK/)
    t.equal((await start.rest()).subarray(8).toString(), 'run\n')
  })

  t.test('a detached exec is an ordinary answer, and the connection goes on', async t => {
    const exec = await execCreate(await run(['sleep', '1000']), ['true'])
    const body = '{"Detach":true}'
    const start = client().send(
      `POST /v1.41/exec/${exec}/start HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    t.equal((await start.answer()).status, 200)
    t.equal((await start.send('GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n').answer()).body.toString(), 'OK')
  })

  t.test('an ordinary answer (404, 409) instead of a stream leaves the connection usable', async t => {
    const paused = await run(['sleep', '1000'])
    await call(daemon.socket, { method: 'POST', path: `/containers/${paused}/pause` })
    for (const upgrade of ['', upgradeFields]) {
      const attach = client()
      attach.send(`POST ${attachPath('nosuch')} HTTP/1.1\r\nHost: docker\r\n${upgrade}\r\n`)
      const missing = await attach.answer()
      t.equal(missing.status, 404)
      t.match(missing.body.toString(), /No such container: nosuch/)
      const conflict = await attach
        .send(`POST ${attachPath(paused)} HTTP/1.1\r\nHost: docker\r\n${upgrade}\r\n`)
        .answer()
      t.equal(conflict.status, 409)
      t.equal((await attach.send('GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n').answer()).body.toString(), 'OK')
    }
    await call(daemon.socket, { method: 'POST', path: `/containers/${paused}/unpause` })
  })

  t.test('attach/ws: the handshake and frames pass; without one the daemon says what it wants', async t => {
    const path = `/v1.41/containers/${await cat()}/attach/ws?stream=1&stdin=1&stdout=1`
    const ws = client().send(
      `GET ${path} HTTP/1.1\r\nHost: docker\r\nOrigin: http://localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    t.match(await ws.head(), /^HTTP\/1\.1 101 [\s\S]*sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/i)
    const mask = Buffer.from([1, 2, 3, 4])
    ws.send(Buffer.concat([Buffer.from([0x82, 0x82]), mask, Buffer.from([0x68 ^ 1, 0x69 ^ 2])]))
    t.strictSame([...(await ws.bytes(4))], [0x82, 2, 0x68, 0x69], 'a binary frame from 1.28 on')
    ws.socket.destroy()
    const plain = await client().send(`GET ${path} HTTP/1.1\r\nHost: d\r\n\r\n`).answer()
    t.equal(plain.status, 400)
  })

  t.test('attach/ws before 1.28 has text frames', async t => {
    const ws = client().send(
      `GET /v1.27/containers/${await cat()}/attach/ws?stream=1 HTTP/1.1\r\nHost: d\r\nOrigin: http://localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    await ws.head()
    ws.send(Buffer.concat([Buffer.from([0x81, 0x82, 0, 0, 0, 0]), Buffer.from('hi')]))
    t.strictSame([...(await ws.bytes(4))], [0x81, 2, 0x68, 0x69])
    ws.socket.destroy()
  })

  t.test('session and grpc are spliced with their h2c upgrade', async t => {
    for (const path of ['/session', '/v1.41/session', '/grpc']) {
      const session = client().send(
        `POST ${path} HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nX-Docker-Expose-Session-Uuid: u${path.length}\r\nX-Docker-Expose-Session-Name: n\r\n\r\n`,
      )
      t.match(await session.head(), /^HTTP\/1\.1 101 [\s\S]*upgrade: h2c/i, path)
      // The daemon is the HTTP/2 client of a session, and the server of /grpc: either way there is a preface or settings.
      if (path !== '/grpc') t.match((await session.bytes(14)).toString(), 'PRI * HTTP/2.0')
      session.socket.destroy()
    }
  })

  t.test('a client that goes takes the stream to the daemon along, and the other way round', async t => {
    const id = await run(['sleep', '1000'])
    const recorded = () => proxy.audit().filter(record => record.operation === 'ContainerAttach').length
    const before = recorded()
    const attach = client().send(`POST ${attachPath(id)} HTTP/1.1\r\nHost: docker\r\n${upgradeFields}\r\n`)
    await attach.head()
    const ended = once(attach.socket, 'end')
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/kill` })
    await ended
    attach.socket.end()
    await until(() => recorded() > before)
    t.equal(recorded(), before + 1, 'the call is recorded as over')
  })
})

/** Ordinary calls: framing, streaming, and who notices whom leaving. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { tar } from '../daemon/tar.ts'
import { ground } from '../support/ground.ts'
import { RawClient } from '../support/raw.ts'
import { until } from '../support/until.ts'

const MIB = 1024 * 1024

t.test('forward', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy, run } = await ground(t)
  const client = () => new RawClient(proxy.socket)
  const ping = 'GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n'
  const lastRecord = (operation: string) => proxy.audit().findLast(record => record.operation === operation)

  t.test('a connection is kept, and requests may be pipelined', async t => {
    const kept = client()
    for (let i = 0; i < 5; i++) t.equal((await kept.send(ping).answer()).body.toString(), 'OK')
    kept.send(ping.repeat(20))
    for (let i = 0; i < 20; i++) t.equal((await kept.answer()).body.toString(), 'OK')
  })

  t.test('any Host is accepted: a path, an empty one, none, a version', async t => {
    for (const host of [
      'Host: /var/run/docker.sock\r\n',
      'Host: \r\n',
      'Host:\r\n',
      '',
      'Host: v1.12\r\n',
      'Host: a b\r\n',
    ]) {
      t.equal(
        (await client().send(`GET /v1.41/_ping HTTP/1.1\r\n${host}\r\n`).answer()).status,
        200,
        JSON.stringify(host),
      )
    }
  })

  t.test('HEAD has the head of the answer and no body, and the connection goes on', async t => {
    const kept = client().send('HEAD /_ping HTTP/1.1\r\nHost: d\r\n\r\n')
    const head = await kept.answer({ isHead: true })
    t.equal(head.status, 200)
    t.match(head.head, /api-version: 1\.\d+/i)
    t.equal((await kept.send(ping).answer()).body.toString(), 'OK')
  })

  t.test('ping answers GET and HEAD, with and without a version', async t => {
    for (const path of ['/_ping', '/v1.41/_ping', '/v1.24/_ping']) {
      t.equal((await call(proxy.socket, { path })).text(), 'OK')
      const head = await call(proxy.socket, { method: 'HEAD', path })
      t.equal(head.status, 200)
      t.equal(head.header('Api-Version'), daemon.apiVersion)
    }
  })

  t.test(
    'a counted and a chunked body reach the daemon, with 100 Continue where it is waited for',
    async t => {
      const body = '{"Name":"framed"}'
      const chunked = `Transfer-Encoding: chunked\r\n\r\n5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`
      const counted = `Content-Length: ${body.length}\r\n\r\n${body}`
      for (const framed of [counted, chunked]) {
        // 1.51 is forwarded untouched, 1.41 is parsed.
        for (const version of ['1.51', '1.41']) {
          const kept = client()
          kept.send(
            `POST /v${version}/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n${framed}`,
          )
          const created = await kept.answer()
          t.equal(created.status, 201, created.body.toString())
          t.equal(JSON.parse(created.body.toString()).Name, 'framed')
          const [head, ...rest] = framed.split('\r\n\r\n')
          kept.send(
            `POST /v${version}/volumes/create HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n${head}\r\n\r\n`,
          )
          t.match(await kept.head(), /^HTTP\/1\.1 100 Continue/)
          t.equal((await kept.send(rest.join('\r\n\r\n')).answer()).status, 201)
          t.equal((await kept.send(ping).answer()).body.toString(), 'OK')
        }
      }
    },
  )

  t.test('a body-less POST is sent without framing that the daemon would refuse', async t => {
    const id = await run(['sleep', '1000'])
    for (const version of ['1.51', '1.41']) {
      const answer = await client()
        .send(`POST /v${version}/commit?container=${id}&repo=c HTTP/1.1\r\nHost: d\r\n\r\n`)
        .answer()
      t.equal(answer.status, 201, answer.body.toString())
    }
  })

  t.test('trailers of a request and its chunk extensions do no harm', async t => {
    const body = '{"Name":"trailed"}'
    const kept = client().send(
      `POST /v1.51/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)};ext=1\r\n${body}\r\n0\r\nX-Sum: 1\r\n\r\n`,
    )
    t.equal((await kept.answer()).status, 201)
    t.equal((await kept.send(ping).answer()).body.toString(), 'OK')
  })

  t.test('an upload of 48 MiB and its download keep every byte, and are not held in memory', async t => {
    const id = await run(['sleep', '1000'])
    const content = randomBytes(48 * MIB)
    const archive = tar([{ name: 'big', content }])
    const before = process.memoryUsage.rss()
    const put = await call(proxy.socket, {
      method: 'PUT',
      path: `/v1.41/containers/${id}/archive?path=/tmp`,
      body: archive,
    })
    t.equal(put.status, 200, put.text())
    const got = await call(proxy.socket, { path: `/v1.41/containers/${id}/archive?path=/tmp/big` })
    t.equal(
      createHash('sha256')
        .update(got.body.subarray(512, 512 + content.length))
        .digest('hex'),
      createHash('sha256').update(content).digest('hex'),
    )
    t.ok(process.memoryUsage.rss() - before < 400 * MIB)
  })

  t.test('a slow reader slows the daemon down instead of filling memory', async t => {
    const id = await run(['sh', '-c', 'yes 0123456789abcdef0123456789abcdef | head -c 60000000; sleep 1000'])
    await new Promise(resolve => setTimeout(resolve, 1500))
    const slow = client()
    slow.socket.pause()
    const before = process.memoryUsage().arrayBuffers
    slow.send(`GET /v1.41/containers/${id}/logs?stdout=1&follow=1 HTTP/1.1\r\nHost: d\r\n\r\n`)
    await new Promise(resolve => setTimeout(resolve, 1500))
    t.ok(
      process.memoryUsage().arrayBuffers - before < 8 * MIB,
      'what the client does not read stays with the daemon',
    )
    slow.socket.destroy()
  })

  t.test('an error before the body was read leaves the connection usable', async t => {
    const body = 'x'.repeat(300_000)
    const kept = client().send(
      `PUT /v1.41/containers/nosuch/archive?path=/ HTTP/1.1\r\nHost: d\r\nContent-Length: ${body.length}\r\n\r\n`,
      body,
    )
    t.equal((await kept.answer()).status, 404)
    t.equal((await kept.send(ping).answer()).body.toString(), 'OK')
  })

  t.test('a client that leaves endless answers frees the connection to the daemon', async t => {
    const id = await run(['sleep', '1000'])
    for (const path of [
      '/v1.51/events',
      '/v1.41/events',
      `/v1.41/containers/${id}/logs?follow=1&stdout=1`,
      `/v1.41/containers/${id}/stats`,
    ]) {
      for (const leave of ['destroy', 'end'] as const) {
        const before = descriptors()
        const userAgent = `${path} ${leave}`
        const leaver = client().send(`GET ${path} HTTP/1.1\r\nHost: d\r\nUser-Agent: ${userAgent}\r\n\r\n`)
        await leaver.head()
        leaver.socket[leave]()
        const record = () => proxy.audit().find(one => one.userAgent === userAgent)
        await until(() => record() !== undefined)
        t.equal(record()?.outcome, leave === 'destroy' ? 'client-left' : 'complete', userAgent)
        leaver.socket.destroy()
        // Nothing of it is left open.
        await until(() => descriptors() <= before)
      }
    }
  })

  t.test('a client that closes its side and waits still gets its answer', async t => {
    const waiting = client().send('GET /v1.41/info HTTP/1.1\r\nHost: d\r\n\r\n')
    waiting.socket.end()
    t.ok(JSON.parse((await waiting.answer()).body.toString()).ID)
    await waiting.rest()
  })

  t.test('the daemon breaking off in the middle reaches the client', async t => {
    const other = await ground(t)
    const follower = new RawClient(other.proxy.socket).send('GET /v1.41/events HTTP/1.1\r\nHost: d\r\n\r\n')
    await follower.head()
    const stopping = other.daemon.stop()
    await follower.rest()
    await stopping
    t.ok(follower.hasEnded)
  })

  t.test('an audit record says what was said, sent, changed, and how it ended', async t => {
    await call(proxy.socket, {
      path: '/v1.41/images/json?all=1',
      headers: { 'User-Agent': 'audit-test', 'X-Registry-Auth': 'c2VjcmV0' },
    })
    await call(proxy.socket, {
      method: 'POST',
      path: '/v1.41/build?remote=https%3A%2F%2Fme%3Atoken%40h%2Fx.git&buildargs=%7B%22PW%22%3A%22hidden%22%7D',
    })
    const record = lastRecord('ImageList')!
    t.match(record, {
      listener: 'test',
      userAgent: 'audit-test',
      method: 'GET',
      path: '/v1.41/images/json?all=1',
      clientVersion: '1.41',
      upstreamVersion: '1.44',
      status: 200,
      outcome: 'complete',
      changes: ['v1.42-images-shared-size', 'v1.43-images-none-tags', 'v1.44-virtualsize'],
    })
    t.ok((record.bytesDown as number) > 100)
    t.notMatch(JSON.stringify(proxy.audit()), /c2VjcmV0|token|hidden/)
  })
})

/** Open descriptors of this process, in which the clients and the proxy run. */
const descriptors = () => readdirSync('/proc/self/fd').length

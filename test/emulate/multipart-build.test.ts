/** `POST /build` as docker 0.3.4 to 0.4.4 sent it: a form with the Dockerfile and the packed directory. */
import { spawnSync } from 'node:child_process'
import http from 'node:http'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { tar } from '../daemon/tar.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'
import { RawClient } from '../support/raw.ts'

const BOUNDARY = '2dba66f4040fb6a39d0d349635bb97198c57ccf74361725caa613f13c0f2'
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`
const TEXT = 'text/plain; charset=utf-8'
const LIMIT_BYTES = 4 * 1024 * 1024

const POLICY = `rules:
  - name: no-builds
    operations: [build]
    decision: deny
  - name: all-else
    operations: ['*']
    decision: allow
`

const part = (name: string, filename: string, content: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
const END = Buffer.from(`--${BOUNDARY}--\r\n`)

const form = (dockerfile: string, context?: Buffer): Buffer =>
  Buffer.concat([
    ...(context ? [part('Context', 'ctx.tar.bz2', context)] : []),
    part('Dockerfile', 'Dockerfile', dockerfile),
    END,
  ])

const packed = (command: string, bytes: Buffer): Buffer =>
  spawnSync(command, ['-c'], { input: bytes, maxBuffer: 2 ** 30 }).stdout

t.test('a build in a form', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t, {}, { maxContextBytes: LIMIT_BYTES })
  const build = (body: Buffer, path = '/build?t=formed', type: string | undefined = TYPE) =>
    call(proxy.socket, {
      method: 'POST',
      path,
      body,
      headers: { 'User-Agent': 'Go 1.1 package http', ...(type !== undefined && { 'Content-Type': type }) },
    })
  const fileIn = async (image: string, path: string) => {
    const json = { Image: image, Cmd: ['cat', path], HostConfig: { NetworkMode: 'none' } }
    const created = await call(daemon.socket, { method: 'POST', path: '/containers/create', json })
    const id = created.json<{ Id: string }>().Id
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/start` })
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/wait` })
    const logs = await call(daemon.socket, { path: `/containers/${id}/logs?stdout=1&stderr=1` })
    await call(daemon.socket, { method: 'DELETE', path: `/containers/${id}` })
    return logs.body.subarray(8).toString()
  }
  const left = async () => {
    const containers = (await call(daemon.socket, { path: '/containers/json?all=1' })).json<unknown[]>()
    const images = (await call(daemon.socket, { path: '/images/json?all=1' })).json<unknown[]>()
    return [containers.length, images.length]
  }
  const DOCKERFILE = 'FROM busybox\nADD . /ctx\nRUN echo built > /how\n'
  const context = (dockerfile = DOCKERFILE) =>
    tar([
      { name: './', mode: 0o755 },
      { name: './Dockerfile', content: dockerfile },
      { name: './sub/file', content: 'of the context' },
    ])

  t.test('without a context, on the path without a version, as the CLI sends it', async t => {
    const answer = await build(form('FROM busybox\nRUN echo hello\n'), '/build?t=bare')
    t.equal(answer.status, 200)
    t.equal(answer.header('content-type'), TEXT)
    t.match(answer.text(), /^Step 1 : FROM busybox\n(.*\n)*hello\n(.*\n)*Successfully built [0-9a-f]{12}\n$/)
    t.equal((await call(daemon.socket, { path: '/images/bare/json' })).status, 200, 'and it is tagged')
  })

  t.test('in the chunks of the CLI, the first of one byte', async t => {
    const client = new RawClient(proxy.socket)
    t.teardown(() => void client.socket.destroy())
    const body = form('FROM busybox\nRUN echo chunked\n')
    const chunk = (bytes: Buffer) => [`${bytes.length.toString(16)}\r\n`, bytes, '\r\n']
    client.send(
      `POST /build?t=stdinbuilt HTTP/1.1\r\nHost: 127.0.0.1:14999\r\nUser-Agent: Go 1.1 package http\r\nTransfer-Encoding: chunked\r\nContent-Type: ${TYPE}\r\nAccept-Encoding: gzip\r\n\r\n`,
      ...chunk(body.subarray(0, 1)),
      ...chunk(body.subarray(1)),
      ...chunk(Buffer.alloc(0)),
    )
    const answer = await client.answer()
    t.equal(answer.status, 200)
    t.match(answer.body.toString(), /\nchunked\n[\s\S]*Successfully built [0-9a-f]{12}\n$/)
  })

  for (const [packing, bytes] of [
    ['not packed', context()],
    ['packed by gzip', gzipSync(context())],
    ['packed by bzip2', packed('bzip2', context())],
    ['packed by xz', packed('xz', context())],
  ] as const) {
    t.test(`with a context that is ${packing}`, async t => {
      const answer = await build(form(DOCKERFILE, bytes), '/v1.2/build?t=formed')
      t.match(answer.text(), /Successfully built [0-9a-f]{12}\n$/)
      t.equal(await fileIn('formed', '/ctx/sub/file'), 'of the context')
      t.equal(await fileIn('formed', '/how'), 'built\n')
    })
  }

  t.test('the Dockerfile that comes apart is the one that is built', async t => {
    for (const bytes of [
      context('FROM nosuch\n'),
      gzipSync(context('FROM nosuch\n')),
      tar([{ name: 'x/y', content: '' }]),
    ]) {
      const answer = await build(form('FROM busybox\nRUN echo apart\n', bytes))
      t.match(answer.text(), /RUN echo apart\n(.*\n)*Successfully built [0-9a-f]{12}\n$/)
    }
  })

  t.test('what is no such form leaves nothing behind', async t => {
    const before = await left()
    const refused = async (what: string, body: Buffer, message: RegExp, type?: string) => {
      const answer = await build(body, '/v1.1/build?t=never', type ?? TYPE)
      t.match(answer.text(), message, what)
      t.equal(answer.status, 500, what)
      t.equal(answer.header('content-type'), TEXT, what)
    }
    const whole = form(DOCKERFILE, context())
    await refused(
      'no Dockerfile',
      Buffer.concat([part('Context', 'c.tar', context()), END]),
      /^http: no such file\n$/,
    )
    await refused(
      'no Dockerfile, packed',
      Buffer.concat([part('Context', 'c', packed('bzip2', context())), END]),
      /^http: no such file\n$/,
    )
    await refused('an archive', context(), /^http: no such file\n$/, 'application/tar')
    await refused(
      'cut off',
      whole.subarray(0, whole.length - 40),
      /^the build cannot be read: .*[Uu]nexpected end of multipart data\n$/,
    )
    await refused(
      'cut off in the context',
      whole.subarray(0, 1000),
      /^the build cannot be read: .*[Uu]nexpected end of multipart data\n$/,
    )
    await refused(
      'another boundary',
      whole,
      /^the build cannot be read: .*\n$/,
      'multipart/form-data; boundary=x',
    )
    await refused(
      'no boundary',
      whole,
      /^no multipart boundary param in Content-Type\n$/,
      'multipart/form-data',
    )
    await refused(
      'broken gzip',
      form(DOCKERFILE, gzipSync(context()).subarray(0, 100)),
      /^the build cannot be read: unexpected end of file\n$/,
    )
    await refused(
      'too much',
      form(DOCKERFILE, Buffer.alloc(LIMIT_BYTES + 512)),
      /^the build context is larger than 4194304 bytes \(max-context-bytes\)\n$/,
    )
    const bomb = gzipSync(tar([{ name: 'zeros', content: Buffer.alloc(50 * LIMIT_BYTES) }]))
    t.ok(bomb.length < LIMIT_BYTES / 10)
    await refused('a bomb', form(DOCKERFILE, bomb), /^the build context is larger than 4194304 bytes/)
    await refused(
      'a huge Dockerfile',
      form('#'.repeat(2 * 1024 * 1024)),
      /^the Dockerfile is larger than 1048576 bytes\n$/,
    )
    const untyped = await call(proxy.socket, { method: 'POST', path: '/v1.1/build' })
    t.match([untyped.status, untyped.text()], [500, 'mime: no media type\n'])
    t.same(await left(), before)
  })

  t.test('a context that is no archive fails as the builder says', async t => {
    const before = await left()
    const answer = await build(form(DOCKERFILE, Buffer.from('garbage'.repeat(1000))))
    t.equal(answer.status, 200)
    t.match(answer.text(), /^Error build: (.+)\n\1\n$/)
    t.same(await left(), before)
  })

  t.test('a part of a GiB is given up at the limit, and the next call goes through', async t => {
    const before = await left()
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    t.teardown(() => agent.destroy())
    const chunk = Buffer.alloc(1024 * 1024)
    const answer = await new Promise<{ status: number; text: string; sent: number }>((resolve, reject) => {
      const request = http.request({
        socketPath: proxy.socket,
        agent,
        method: 'POST',
        path: '/v1.1/build',
        headers: { 'Content-Type': TYPE },
      })
      let sent = 0
      request.on('error', reject)
      request.on('response', async response => {
        let text = ''
        for await (const piece of response) text += piece
        resolve({ status: response.statusCode ?? 0, text, sent })
      })
      request.write(
        part('Context', 'c.tar', tar([{ name: 'f', content: '' }]).subarray(0, 512)).subarray(0, -2),
      )
      const more = () => {
        while (sent < 1024) {
          sent++
          if (!request.write(chunk)) {
            request.once('drain', more)
            return
          }
        }
        request.end(END)
      }
      more()
    })
    t.match(answer, { status: 500, text: /larger than 4194304 bytes/ })
    t.same(await left(), before)
    t.equal((await call(proxy.socket, { path: '/v1.1/version' })).status, 200)
  })
})

t.test('a policy sees the build', { skip: daemonsUnavailable() }, async t => {
  const { daemon } = await ground(t)
  const folder = t.testdir({ 'policy.yaml': POLICY })
  const proxy = await startProxy(daemon.socket, { policy: `${folder}/policy.yaml` })
  t.teardown(() => proxy.stop())
  const answer = await call(proxy.socket, {
    method: 'POST',
    path: '/build?t=denied',
    body: form('FROM busybox\n'),
    headers: { 'Content-Type': TYPE },
  })
  t.equal(answer.status, 403)
  t.equal((await call(daemon.socket, { path: '/images/denied/json' })).status, 404)
})

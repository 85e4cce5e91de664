/** Attach of clients before API 1.6: no frames, after the start, on two connections, and over when the container is. */
import { once } from 'node:events'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, hijack, readToEnd } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'

t.setTimeout(200_000)

t.test('attach before API 1.6', { skip: daemonsUnavailable() }, async t => {
  const { proxy } = await ground(t)
  const { socket } = proxy
  const create = async (script: string, config: Record<string, unknown> = {}) => {
    const json = { Image: 'busybox', Cmd: ['sh', '-c', script], ...config }
    const created = await call(socket, { method: 'POST', path: '/v1.1/containers/create', json })
    return created.json<{ Id: string }>().Id
  }
  const start = (id: string) => call(socket, { method: 'POST', path: `/v1.1/containers/${id}/start` })
  const wait = (id: string) => call(socket, { method: 'POST', path: `/v1.1/containers/${id}/wait` })
  const attach = (id: string, query: string, version = '1.1') =>
    hijack(socket, { path: `/v${version}/containers/${id}/attach?${query}` })
  const heard = async (id: string, query: string, version?: string) =>
    (await readToEnd((await attach(id, query, version)).socket)).toString('latin1')

  t.test('what was written before and what comes, each stream on a connection of its own', async t => {
    const id = await create('echo out; echo err >&2; sleep 1; echo more; exit 3')
    await start(id)
    const streams = [
      heard(id, 'logs=1&stderr=1&stream=1'),
      heard(id, 'logs=1&stdout=1&stream=1'),
      heard(id, 'logs=1&stdout=1&stderr=1&stream=1'),
    ]
    const [stderr, stdout, both] = await Promise.all(streams)
    t.equal(stderr, 'err\n')
    t.equal(stdout, 'out\nmore\n')
    t.match(both, /^(out\nerr|err\nout)\nmore\n$/)
    t.match((await wait(id)).json(), { StatusCode: 3 })
  })

  t.test('a container that is over ends the stream after its output', async t => {
    for (const config of [{}, { Tty: true }, { OpenStdin: true }]) {
      const id = await create('echo done', config)
      await start(id)
      await wait(id)
      const output = 'Tty' in config ? 'done\r\n' : 'done\n'
      for (const version of ['1.1', '1.5']) {
        t.equal(await heard(id, 'logs=1&stdout=1&stderr=1', version), output)
        t.equal(await heard(id, 'logs=1&stream=1&stdin=1&stdout=1&stderr=1', version), output)
        t.equal(await heard(id, 'stream=1&stdout=1', version), '')
      }
      const framed = 'Tty' in config ? output : `\x01\0\0\0\0\0\0\x05${output}`
      t.equal(await heard(id, 'logs=1&stdout=1', '1.6'), framed, 'from 1.6 on in frames')
    }
  })

  t.test('started beside the attach, as `start -a` does up to docker 0.11, nothing is lost', async t => {
    // Neither text nor lines: logs would not keep it.
    const said = '\xff\0x'
    for (const version of ['1.6', '1.11']) {
      const id = await create(`printf '\\377\\0x'`)
      await start(id)
      await wait(id)
      const query = 'stream=1&stdout=1&stderr=1'
      t.equal(await heard(id, query, version), `\x01\0\0\0\0\0\0\x03${said}`)
    }
    const id = await create(`printf '\\377\\0x'`)
    await start(id)
    await wait(id)
    t.equal(await heard(id, 'logs=1&stream=1&stderr=1', '1.1'), '')
    t.equal(await heard(id, 'logs=1&stream=1&stdout=1', '1.1'), said)
  })

  t.test('attached at the very moment it ends, the stream still ends', async t => {
    for (let i = 0; i < 8; i++) {
      const id = await create('read x; echo got $x', { OpenStdin: true, StdinOnce: true })
      await start(id)
      const first = await attach(id, 'stream=1&stdin=1')
      first.socket.end('this\n')
      t.match(await heard(id, 'logs=1&stream=1&stdin=1&stdout=1'), /^got this\n$/)
    }
  })

  t.test('input, output and a terminal of one that runs', async t => {
    for (const [config, output] of [
      [{ OpenStdin: true, StdinOnce: true }, 'before\ngot this\n'],
      [{ OpenStdin: true, Tty: true }, 'before\r\nthis\r\ngot this\r\n'],
    ] as const) {
      const id = await create('echo before; read x; echo got $x', config)
      await start(id)
      const attached = await attach(id, 'logs=1&stream=1&stdin=1&stdout=1&stderr=1')
      t.equal(attached.status, 200)
      t.strictSame(attached.headers, [['Content-Type', 'application/vnd.docker.raw-stream']])
      // A terminal writes what is typed as it comes.
      await once(attached.socket, 'readable')
      const first = String(attached.socket.read())
      attached.socket.write('this\n')
      t.equal(`${first}${(await readToEnd(attached.socket)).toString('latin1')}`, output)
    }
  })

  t.test('before the start it waits, as at every version', async t => {
    // The two streams of a container come by pipes of their own, in no order but that of time.
    const id = await create('cat; sleep 0.2; echo over >&2', { OpenStdin: true, StdinOnce: true })
    const attached = await attach(id, 'stream=1&stdin=1&stdout=1&stderr=1', '1.5')
    attached.socket.end('typed\n')
    await start(id)
    t.equal((await readToEnd(attached.socket)).toString('latin1'), 'typed\nover\n')
  })
})

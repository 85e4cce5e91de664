/** Attach to a container that does not run, as clients up to API 1.23 do before they start it. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, hijack, readToEnd } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'

/** What a container has written is there at once, and one that does not run writes nothing more; generous for busy machines (milliseconds). */
const AT_ONCE_MS = 60_000

t.test('attach to a container that does not run', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const { socket } = proxy
  const create = async (command: readonly string[], config: Record<string, unknown> = {}) => {
    const json = { Image: 'busybox', Cmd: command, HostConfig: { NetworkMode: 'none' }, ...config }
    const created = await call(socket, { method: 'POST', path: '/v1.20/containers/create', json })
    return created.json<{ Id: string }>().Id
  }
  const start = (id: string, json?: unknown) =>
    call(socket, {
      method: 'POST',
      path: `/v1.20/containers/${id}/start`,
      ...(json !== undefined && { json }),
    })
  const wait = async (id: string) => {
    const ended = await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/wait` })
    return ended.json<{ StatusCode: number }>().StatusCode
  }
  const attach = (id: string, query: string, headers: Record<string, string> = {}) =>
    hijack(socket, { path: `/v1.20/containers/${id}/attach?${query}`, headers })

  t.test('nothing typed is lost, the output arrives, half-close is kept', async t => {
    for (const body of [undefined, { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }]) {
      const id = await create(['sh', '-c', 'echo begin; cat; echo end >&2'], {
        OpenStdin: true,
        StdinOnce: true,
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
      })
      const attached = await attach(id, 'stream=1&stdin=1&stdout=1&stderr=1')
      t.equal(attached.status, 200)
      attached.socket.write('typed before start\n')
      attached.socket.end()
      t.equal((await start(id, body)).status, 204)
      const streams = (await readToEnd(attached.socket)).toString('latin1')
      t.match(streams, /begin\n[\s\S]*typed before start\n/)
      t.match(streams, /end\n/)
      t.equal(await wait(id), 0)
    }
  })

  t.test('a start by someone else is heard of, too', async t => {
    const id = await create(['cat'], {
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      AttachStdout: true,
    })
    const attached = await attach(id, 'stream=1&stdin=1&stdout=1')
    attached.socket.write('hello')
    await call(daemon.socket, { method: 'POST', path: `/v1.44/containers/${id}/start` })
    attached.socket.end()
    t.match((await readToEnd(attached.socket)).toString('latin1'), /hello$/)
  })

  t.test('where no stream is asked for, what there is comes, and then the end', async t => {
    const id = await create(['echo', 'written'])
    const queries = { 'stdout=1': '', 'logs=1&stdout=1': '\x01\0\0\0\0\0\0\x08written\n', '': '' }
    for (const headers of [{}, { connection: 'Upgrade', upgrade: 'tcp' }]) {
      const before = await attach(id, 'logs=1&stdout=1', headers)
      t.equal((await readToEnd(before.socket)).toString('latin1'), '')
    }
    await start(id)
    await wait(id)
    for (const headers of [{}, { connection: 'Upgrade', upgrade: 'tcp' }]) {
      for (const [query, output] of Object.entries(queries)) {
        const asked = Date.now()
        const attached = await attach(id, query, headers)
        t.equal((await readToEnd(attached.socket)).toString('latin1'), output)
        t.ok(Date.now() - asked < AT_ONCE_MS)
      }
    }
  })

  t.test('a container that ran and is started again is waited for', async t => {
    const id = await create(['sh', '-c', 'echo run >> /runs; cat /runs'])
    await start(id)
    await wait(id)
    for (const body of [undefined, { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }]) {
      const attached = await attach(id, 'stream=1&stdout=1')
      t.equal((await start(id, body)).status, 204)
      t.match((await readToEnd(attached.socket)).toString('latin1'), /run\nrun\n/)
    }
  })
})

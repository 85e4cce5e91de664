/** Lists, removals and facts for clients before API 1.12, made of other calls; a policy has its say in them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'
import { RawClient } from '../support/raw.ts'

t.setTimeout(900_000)

t.test('calls of 2013', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy, run } = await ground(t)
  const get = (path: string) => call(proxy.socket, { path })
  const remove = (path: string) => call(proxy.socket, { method: 'DELETE', path })
  const tag = (repo: string, name: string) =>
    call(daemon.socket, { method: 'POST', path: `/images/busybox/tag?repo=${repo}&tag=${name}` })
  const idsOf = async (path: string) => (await get(path)).json<{ Id: string }[]>().map(({ Id }) => Id)

  await t.test('bounds of a list are short IDs, and may be nothing that exists', async t => {
    const first = await run(['true'])
    const second = await run(['true'])
    t.same(await idsOf(`/v1.9/containers/json?since=${first.slice(0, 12)}`), [second])
    t.same(await idsOf(`/v1.9/containers/ps?before=${second.slice(0, 12)}`), [first])
    t.same(await idsOf('/v1.9/containers/json?before=nosuch'), [])
    t.same(await idsOf('/v1.9/containers/json?all=1&since=nosuch'), [second, first])
    t.same(await idsOf(`/v1.18/containers/json?since=${first.slice(0, 12)}`), [second])
    const limited = encodeURIComponent(`{"id":{"${second}":true}}`)
    const both = `/v1.22/containers/json?since=${first.slice(0, 12)}&filters=${limited}`
    t.same(await idsOf(both), [second])
    t.equal((await get('/v1.18/containers/json?before=nosuch')).status, 404)
    t.equal((await get('/v1.18/containers/json?since=x&filters=x')).status, 400)
    const refused = await get('/v1.10/containers/json?since=nosuch')
    t.match([refused.status, refused.text()], [500, 'Could not find container with name or id nosuch\n'])
  })

  await t.test('before 1.2 a running container is stopped and removed; since, it is not', async t => {
    const id = await run(['sh', '-c', 'trap exit TERM; while :; do sleep 0.1; done'])
    const kept = await remove(`/v1.2/containers/${id}`)
    t.match(
      [kept.status, kept.text()],
      [406, 'Impossible to remove a running container, please stop it first\n'],
    )
    t.equal((await remove(`/v1.1/containers/${id}`)).status, 204)
    t.equal((await get(`/v1.1/containers/${id}/json`)).status, 404)
  })

  await t.test('what was untagged is told by its ID', async t => {
    await tag('a', 't1')
    const [{ Id } = { Id: '' }] = (await get('/v1.9/images/json?filter=busybox')).json<{ Id: string }[]>()
    t.same((await remove('/v1.9/images/a:t1')).json(), [{ Untagged: Id }])
    await tag('a', 't1')
    t.same((await remove('/v1.6/images/a:t1')).json(), [{ Untagged: Id.slice(0, 12) }])
    await tag('a', 't1')
    const several = await remove(`/v1.9/images/${Id}`)
    t.match([several.status, several.text()], [409, `Conflict, ${Id} wasn't deleted\n`])
    t.equal((await remove('/v1.9/images/a:t1')).status, 200)
  })

  await t.test('before 1.2 info tells versions, and version tells limits', async t => {
    t.match((await get('/v1.1/info')).json(), { Version: daemon.release, GoVersion: /^go/, Debug: false })
    t.match((await get('/v1.1/version')).json(), { MemoryLimit: Boolean, SwapLimit: Boolean })
    t.notHas((await get('/v1.2/info')).json(), 'GoVersion')
  })

  /** The head of the answer has come. */
  const attach = async (version: string, id: string, query: string) => {
    const client = new RawClient(proxy.socket)
    client.send(`POST /v${version}/containers/${id}/attach?${query} HTTP/1.1\r\nHost: \r\n\r\n`)
    t.match(await client.head(), /^HTTP\/1\.1 200 .*\r\nContent-Type: application\/vnd\.docker\.raw-stream/i)
    return client
  }
  const attached = async (version: string, id: string, query: string) =>
    (await (await attach(version, id, query)).rest()).toString('latin1')
  const OUTPUT = 'stream=1&stdout=1&stderr=1'
  const STREAMS = `logs=1&${OUTPUT}`

  await t.test('an attach that is not possible says so in its stream, which ends', async t => {
    const gone = 'Error: No such container: nosuch\n'
    t.equal(await attached('1.0', 'nosuch', STREAMS), gone)
    const missing = await call(proxy.socket, { method: 'POST', path: '/v1.1/containers/nosuch/attach' })
    t.match([missing.status, missing.text()], [404, 'No such container: nosuch\n'])
    const id = await run(['sleep', '1000'])
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/pause` })
    const raw = await attached('1.5', id, OUTPUT)
    t.match(raw, /^Error: .* is paused.*\n$/)
    for (const version of ['1.6', '1.7', '1.11']) {
      const header = `\x01\0\0\0\0\0\0${String.fromCharCode(raw.length)}`
      t.equal(await attached(version, id, OUTPUT), `${header}${raw}`)
    }
  })

  await t.test('a command that is missing is told by the container, which has started', async t => {
    const create = async (version: string, config = {}) => {
      const json = { Image: 'busybox', Cmd: ['/nosuch'], ...config }
      const made = await call(proxy.socket, { method: 'POST', path: `/v${version}/containers/create`, json })
      return made.json<{ Id: string }>().Id
    }
    const start = (version: string, id: string) =>
      call(proxy.socket, { method: 'POST', path: `/v${version}/containers/${id}/start` })
    const why = 'exec: "/nosuch": stat /nosuch: no such file or directory'
    for (const version of ['1.1', '1.5', '1.7', '1.12']) {
      const id = await create(version)
      const before = version === '1.7' ? await attach(version, id, OUTPUT) : undefined
      t.equal((await start(version, id)).status, 204)
      const waited = await call(proxy.socket, { method: 'POST', path: `/v${version}/containers/${id}/wait` })
      t.match(waited.json(), { StatusCode: 127 })
      const isFramed = version === '1.7' || version === '1.12'
      const told = isFramed ? `\x02\0\0\0\0\0\0${String.fromCharCode(why.length + 1)}${why}\n` : `${why}\n`
      if (before) t.strictSame(await before.rest(), Buffer.from(told, 'latin1'))
      else if (version !== '1.12') t.equal(await attached(version, id, STREAMS), told)
      t.equal(await attached(version, id, 'logs=1&stdout=1&stderr=1'), told)
      t.equal(await attached(version, id, 'logs=1&stdout=1'), '')
    }
    const terminal = await create('1.5', { Tty: true })
    await start('1.5', terminal)
    t.equal(await attached('1.5', terminal, STREAMS), `${why}\r\n`)
    const refused = await start('1.13', await create('1.13'))
    t.match([refused.status >= 400, refused.text()], [true, /no such file or directory/])
  })

  await t.test('up to 1.9 what runs cannot be started', async t => {
    const id = await run(['sleep', '1000'])
    const start = async (version: string) => {
      const path = `/v${version}/containers/${id.slice(0, 12)}/start`
      const { status, text } = await call(proxy.socket, { method: 'POST', path })
      return [status, text()]
    }
    const why = `container ${id.slice(0, 12)}: The container ${id} is already running.\n`
    t.strictSame(await start('1.1'), [500, `Error starting ${why}`])
    t.strictSame(await start('1.9'), [500, `Cannot start ${why}`])
    t.strictSame(await start('1.10'), [204, ''])
  })

  await t.test('a policy denies them under the name of the call', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
    const policy = join(folder, 'policy.yaml')
    writeFileSync(
      policy,
      'rules:\n  - name: facts\n    operations: [SystemVersion, ImageInspect, ContainerInspect]\n    decision: allow\n',
    )
    const guarded = await startProxy(daemon.socket, { policy })
    t.teardown(() => {
      rmSync(folder, { recursive: true })
      return guarded.stop()
    })
    const id = await run(['sleep', '1000'])
    for (const [method, path] of [
      ['GET', '/v1.9/containers/json'],
      ['GET', '/v1.0/containers/ps?since=nosuch'],
      ['GET', '/v1.1/info'],
      ['DELETE', `/v1.1/containers/${id}`],
      ['DELETE', '/v1.1/images/busybox'],
      ['DELETE', '/v1.9/images/busybox'],
    ]) {
      t.equal((await call(guarded.socket, { method: method!, path: path! })).status, 403, `${method} ${path}`)
    }
    t.equal((await call(guarded.socket, { path: '/v1.1/version' })).status, 200)
    const { State } = (await call(daemon.socket, { path: `/containers/${id}/json` })).json<{
      State: { Running: boolean }
    }>()
    t.equal(State.Running, true, 'it was not stopped')
  })
})

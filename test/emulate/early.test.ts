/** Lists, removals and facts for clients before API 1.12, made of other calls; a policy has its say in them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

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

/** Tags that stay where they are, loads that tell by their status, and bodies that were not read. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { tar } from '../daemon/tar.ts'
import { ground, runContainer } from '../support/ground.ts'

t.test('images before API 1.23', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const post = (path: string, more: object = {}) =>
    call(proxy.socket, { method: 'POST', path, ...more }).then(answer => [
      answer.status,
      answer.header('content-type'),
      answer.text(),
    ])
  const idOf = async (name: string) =>
    (await call(daemon.socket, { path: `/images/${name}/json` })).json<{ Id: string }>().Id
  const imported = async (repo: string) => {
    const body = tar([{ name: repo, content: repo }])
    await call(daemon.socket, { method: 'POST', path: `/images/create?fromSrc=-&repo=${repo}`, body })
    return (await idOf(repo)).replace('sha256:', '')
  }
  const one = await imported('one')
  await imported('other')
  const TEXT = 'text/plain; charset=utf-8'

  t.test('a tag is moved only where that is forced, at API 1.16 to 1.21', async t => {
    const retag = (version: string, image = 'other', more = '') =>
      post(`/v${version}/images/${image}/tag?repo=kept&tag=t${more}`)
    const [status] = await post('/v1.18/images/one/tag?repo=kept&tag=t')
    t.equal(status, 201)
    const conflict = (what: string) => [
      409,
      TEXT,
      `Conflict: Tag ${what}, if you want to replace it, please use -f option\n`,
    ]
    t.strictSame(await retag('1.18'), conflict(`t is already set to image ${one}`))
    t.strictSame(await retag('1.16', 'one'), conflict(`t is already set to image ${one}`))
    t.strictSame(await retag('1.21'), conflict(`kept:t is already set to image ${one.slice(0, 12)}`))
    t.equal((await retag('1.21', 'nosuch'))[0], 404)
    t.equal(await idOf('kept:t'), `sha256:${one}`)
    for (const [version, more] of [
      ['1.18', '&force=1'],
      ['1.15', ''],
      ['1.22', ''],
    ] as const) {
      t.equal((await retag(version, 'one'))[0], version === '1.18' ? 409 : 201)
      t.equal((await retag(version, 'other', more))[0], 201, version)
      t.equal(await idOf('kept:t'), await idOf('other'))
      await retag(version, 'one', '&force=1')
    }
  })

  t.test('a load is empty, and an error where the archive is bad', async t => {
    const { body } = await call(daemon.socket, { path: '/images/one/get' })
    await call(daemon.socket, { method: 'DELETE', path: '/images/one' })
    t.strictSame(await post('/v1.22/images/load', { body }), [200, TEXT, ''])
    t.equal(await idOf('one'), `sha256:${one}`)
    const [status, type, text] = await post('/v1.22/images/load', { body: 'no archive' })
    t.strictSame([status, type], [500, TEXT])
    t.match(text, /EOF|archive/)
    t.match(await post('/v1.23/images/load', { body: 'no archive' }), [200, 'application/json', /"error"/])
  })

  t.test('a commit up to API 1.18 passes over a body that it cannot read', async t => {
    const container = await runContainer(daemon.socket, ['sleep', '1000'])
    const commit = (version: string, body: string) =>
      post(`/v${version}/commit?container=${container}&repo=made`, {
        body,
        headers: { 'Content-Type': 'application/json' },
      })
    for (const body of ['{bad', '[1]', '"text"', 'null']) t.match(await commit('1.18', body), [201], body)
    t.match(await commit('1.12', '{"Cmd":["date"]}'), [201])
    const { Config } = (await call(daemon.socket, { path: '/images/made/json' })).json<{
      Config: { Cmd: string[] }
    }>()
    t.strictSame(Config.Cmd, ['date'])
    t.match((await commit('1.19', '{bad'))[0], /[45]00/)
  })

  t.test('a start up to API 1.13 passes over a body that is not declared as JSON', async t => {
    const start = async (version: string, type: string) => {
      const created = await call(daemon.socket, {
        method: 'POST',
        path: '/containers/create',
        json: { Image: 'busybox', Cmd: ['sleep', '1000'], HostConfig: { NetworkMode: 'none' } },
      })
      const { Id } = created.json<{ Id: string }>()
      const body = '{"ReadonlyRootfs":true,"NetworkMode":"none"}'
      const answer = await post(`/v${version}/containers/${Id}/start`, {
        body,
        headers: { 'Content-Type': type },
      })
      const inspected = await call(proxy.socket, { path: `/v${version}/containers/${Id}/json` })
      const { HostConfig } = inspected.json<{ HostConfig: { ReadonlyRootfs?: boolean } }>()
      return [answer[0], HostConfig.ReadonlyRootfs]
    }
    t.strictSame(await start('1.12', 'text/plain'), [204, false])
    t.strictSame(await start('1.12', 'application/json; charset=utf-8'), [204, true])
    t.strictSame(await start('1.14', 'text/plain'), [204, true])
  })
})

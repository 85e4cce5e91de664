/** `docker pull -registry` and `push -registry` of docker up to 0.4.8. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { startRegistry } from '../daemon/registry.ts'
import { ground } from '../support/ground.ts'

t.test('a registry apart from the name', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const registry = await startRegistry(daemon)
  t.teardown(() => registry.stop())
  const url = encodeURIComponent(`http://${registry.address}/v1`)
  const post = (path: string, body = '') => call(proxy.socket, { method: 'POST', path, body })
  const tags = async () =>
    (await call(daemon.socket, { path: '/images/json' }))
      .json<{ RepoTags: string[] }[]>()
      .flatMap(({ RepoTags }) => RepoTags)
      .sort()
  await call(daemon.socket, { method: 'POST', path: '/images/busybox/tag?repo=team/app&tag=1' })
  await call(daemon.socket, { method: 'POST', path: '/images/busybox/tag?repo=team/app&tag=2' })
  const own = `${registry.address}/team/app:1`

  t.test('push sends every tag there, and leaves no name behind', async t => {
    const before = await tags()
    const pushed = await post(`/v1.3/images/team/app/push?registry=${url}`, '{}')
    t.equal(pushed.status, 200)
    t.match(pushed.text(), /"1: digest: sha256:[\s\S]*"2: digest: sha256:/)
    t.same(await tags(), before)
  })

  t.test('pull gives the image the name without the registry', async t => {
    for (const tag of ['1', '2'])
      await call(daemon.socket, { method: 'DELETE', path: `/images/team/app:${tag}` })
    const pulled = await post(`/v1.1/images/create?fromImage=team/app&registry=${url}&tag=1`)
    t.match(pulled.text(), /Status: /)
    t.same(await tags(), ['busybox:latest', 'team/app:1'])
    t.match((await post(`/v1.3/images/create?fromImage=team/app&registry=${url}&tag=`)).text(), /Status: /)
    t.same(await tags(), ['busybox:latest', 'team/app:1', 'team/app:2'], 'all of them without a tag')
  })

  t.test('a name that was there before stays', async t => {
    await call(daemon.socket, {
      method: 'POST',
      path: `/images/busybox/tag?repo=${registry.address}/team/app&tag=1`,
    })
    await post(`/v1.0/images/create?fromImage=team/app&registry=${url}&tag=1`)
    await post(`/v1.3/images/team/app/push?registry=${url}`, '{}')
    t.same(await tags(), [own, 'busybox:latest', 'team/app:1', 'team/app:2'].sort())
    await call(daemon.socket, { method: 'DELETE', path: `/images/${own}` })
  })

  t.test('what cannot be had leaves nothing behind', async t => {
    const before = await tags()
    const missing = await post(`/v1.3/images/create?fromImage=team/none&registry=${url}&tag=1`)
    t.match(missing.text(), /"error":"/)
    const unreachable = encodeURIComponent('https://127.0.0.1:1/v1')
    t.match(
      (await post(`/v1.3/images/team/app/push?registry=${unreachable}`, '{}')).text(),
      /"error":".*refused/,
    )
    const id = 'a'.repeat(64)
    const byId = await post(`/v1.1/images/create?fromImage=${id}&registry=${url}&tag=`)
    t.match([byId.status, byId.text()], [500, /registries do not know images by the IDs/])
    t.same(await tags(), before)
  })

  t.test('an empty one means nothing', async t => {
    const answer = await post(`/v1.3/images/create?fromImage=${registry.address}/team/app&registry=&tag=1`)
    t.match(answer.text(), /Status: /)
    t.ok((await tags()).includes(own))
  })
})

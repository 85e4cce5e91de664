/** A container that was made anew is meant and shown by its old id in whatever names a container. */
import { createInterface } from 'node:readline'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, open } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { until } from '../support/until.ts'

t.test('the old id of a container that was made anew', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t, { network: true })
  const { socket } = proxy
  const ask = (method: string, path: string, json?: unknown) =>
    call(socket, { method, path: `/v1.22${path}`, ...(json !== undefined && { json }) })
  const create = async (name: string, config: object = {}, Cmd = ['sleep', '1000']) => {
    const made = await ask('POST', `/containers/create?name=${name}`, { Image: 'busybox', Cmd, ...config })
    t.equal(made.status, 201, made.text())
    return made.json<{ Id: string }>().Id
  }
  const shown = async (id: string) => (await ask('GET', `/containers/${id}/json`)).json<object>()

  const events = await open(socket, { path: '/v1.22/events' })
  const seen: { status?: string; id?: string }[] = []
  createInterface({ input: events.stream }).on('line', line => seen.push(JSON.parse(line)))

  const before = await create('before')
  const id = await create('db')
  const started = await ask('POST', `/containers/${id}/start`, { CapAdd: ['NET_ADMIN'] })
  t.equal(started.status, 204, started.text())
  const real = (await call(daemon.socket, { path: '/containers/db/json' })).json<{ Id: string }>().Id
  t.not(real, id)
  const after = await create('after')

  await t.test('events show that it was created and started, and nothing else', async t => {
    await until(() => seen.some(event => event.id === after))
    t.match(
      seen.filter(event => event.id === id).map(({ status }) => status),
      ['create', 'start'],
    )
    t.notOk(seen.some(event => event.id === real))
    t.notOk(JSON.stringify(seen).includes('longshore'), JSON.stringify(seen))
    const filters = JSON.stringify({ container: [id.slice(0, 12)] })
    const now = Math.ceil(Date.now() / 1000)
    const past = await ask('GET', `/events?since=1&until=${now}&filters=${filters}`)
    t.match(past.text(), /"status":"start"/)
  })

  await t.test('lists: since, before, filters', async t => {
    const names = async (query: string) =>
      (await ask('GET', `/containers/json?all=1&${query}`))
        .json<{ Names: string[] }[]>()
        .flatMap(one => one.Names)
    for (const known of [id, id.slice(0, 12)]) {
      t.strictSame(await names(`since=${known}`), ['/after'])
      t.strictSame(await names(`before=${known}`), ['/before'])
      for (const form of [[known], { [known]: true }])
        t.strictSame(await names(`filters=${JSON.stringify({ id: form })}`), ['/db'])
    }
    t.strictSame(await names(`since=${before}`), ['/after', '/db'])
  })

  await t.test('links, volumes and namespaces of others', async t => {
    for (const known of [id, id.slice(0, 12)]) {
      const modes = {
        NetworkMode: `container:${known}`,
        IpcMode: `container:${known}`,
        PidMode: `container:${known}`,
      }
      const sharing = await create(`sharing-${known.length}`, {
        HostConfig: { NetworkMode: modes.NetworkMode, VolumesFrom: [`${known}:ro`] },
      })
      t.equal((await ask('POST', `/containers/${sharing}/start`)).status, 204)
      t.match(await shown(sharing), {
        Id: sharing,
        HostConfig: { NetworkMode: `container:${id}`, VolumesFrom: [`${id}:ro`] },
      })
      const linked = await create(`linked-${known.length}`, { HostConfig: { Links: [`${known}:alias`] } }, [
        'env',
      ])
      t.equal((await ask('POST', `/containers/${linked}/start`)).status, 204)
      t.match(await shown(linked), { HostConfig: { Links: [`/db:/linked-${known.length}/alias`] } })
      const late = await create(`late-${known.length}`)
      const start = await ask('POST', `/containers/${late}/start`, { NetworkMode: modes.NetworkMode })
      t.equal(start.status, 204, start.text())
      t.match(await shown(late), { Id: late, HostConfig: { NetworkMode: `container:${id}` } })
    }
  })

  await t.test('commit, exec, networks', async t => {
    t.equal((await ask('POST', `/commit?container=${id}&repo=made`, {})).status, 201)
    const exec = await ask('POST', `/containers/${id}/exec`, { Cmd: ['true'] })
    t.match((await ask('GET', `/exec/${exec.json<{ Id: string }>().Id}/json`)).json(), { ContainerID: id })
    t.equal((await ask('POST', '/networks/create', { Name: 'net' })).status, 201)
    const connected = await ask('POST', '/networks/net/connect', { Container: id })
    t.equal(connected.status, 200, connected.text())
    const { Containers: containers } = (await ask('GET', '/networks/net')).json<{ Containers: object }>()
    t.strictSame(Object.keys(containers), [id])
    t.equal((await ask('POST', '/networks/net/disconnect', { Container: id.slice(0, 12) })).status, 200)
  })

  await t.test('made anew once more for the same HostConfig it stays what it is', async t => {
    await ask('POST', `/containers/${id}/kill`)
    t.equal((await ask('POST', `/containers/${id}/start`, { CapAdd: ['NET_ADMIN'] })).status, 204)
    t.equal((await call(daemon.socket, { path: '/containers/db/json' })).json<{ Id: string }>().Id, real)
    t.equal((await ask('DELETE', `/containers/${id}?force=1`)).status, 204)
    t.equal((await ask('GET', `/containers/${id}/json`)).status, 404)
  })
  const hasEnded = () => seen.some(event => event.id === id && event.status === 'destroy')
  await until(hasEnded)
  t.equal(after.length, 64)
  events.abort()
})

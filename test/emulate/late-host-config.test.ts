/** Start with a HostConfig, as clients up to API 1.23 do it, on a daemon that refuses it. */
import t from 'tap'
import { type Daemon, daemonsUnavailable, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'
import { STRICT } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

interface Inspected {
  readonly Id: string
  readonly Name: string
  readonly State: { readonly Running: boolean; readonly ExitCode: number }
  readonly Config: {
    readonly Image: string
    readonly Labels: Record<string, string> | null
    readonly Hostname: string
  }
  readonly HostConfig: Record<string, unknown>
}

t.test('start with a HostConfig', { skip: daemonsUnavailable() }, async t => {
  const daemon: Daemon = await startDaemon({ release: '28', env: STRICT })
  await busyboxImage(daemon)
  const proxies = [await startProxy(daemon.socket), await startProxy(daemon.socket)]
  const { socket } = proxies[0]!
  t.teardown(async () => {
    for (const proxy of proxies) await proxy.stop()
    await daemon.stop()
  })
  let count = 0
  const create = async (command: readonly string[], config: Record<string, unknown> = {}) => {
    const name = `c${++count}`
    const created = await call(socket, {
      method: 'POST',
      path: `/v1.20/containers/create?name=${name}`,
      json: { Image: 'busybox', Cmd: command, HostConfig: { NetworkMode: 'none' }, ...config },
    })
    if (created.status !== 201) throw new Error(created.text())
    return { id: created.json<{ Id: string }>().Id, name }
  }
  const start = (id: string, json?: unknown, through = socket) =>
    call(through, {
      method: 'POST',
      path: `/v1.20/containers/${id}/start`,
      ...(json !== undefined && { json }),
    })
  const inspect = async (id: string, through = socket, at = '1.20') =>
    (await call(through, { path: `/v${at}/containers/${id}/json` })).json<Inspected>()
  const all = async () =>
    (await call(daemon.socket, { path: '/containers/json?all=1' })).json<{ Id: string; Names: string[] }[]>()

  t.test('what a client before 1.11 said at create, in Config, stays when start binds a volume', async t => {
    const created = await call(socket, {
      method: 'POST',
      path: '/v1.9/containers/create?name=early',
      json: {
        Image: 'busybox',
        Cmd: ['sleep', '1000'],
        PortSpecs: ['8080:80'],
        Dns: ['8.8.8.8'],
        NetworkDisabled: true,
      },
    })
    const { Id } = created.json<{ Id: string }>()
    const path = `/v1.9/containers/${Id}/start`
    const started = await call(socket, { method: 'POST', path, json: { Binds: ['/etc:/host'] } })
    t.equal(started.status, 204, started.text())
    t.match((await inspect('early')).HostConfig, {
      Binds: ['/etc:/host'],
      Dns: ['8.8.8.8'],
      PortBindings: { '80/tcp': [{ HostPort: '8080' }] },
    })
  })

  t.test('a body that says nothing new starts the container as it is', async t => {
    for (const body of [
      undefined,
      {},
      null,
      { Privileged: false, PublishAllPorts: false, Binds: null },
      { NetworkMode: 'none' },
    ]) {
      const { id } = await create(['sleep', '1000'])
      t.equal((await start(id, body)).status, 204)
      t.equal((await inspect(id, daemon.socket, '1.44')).Id, id, 'it is the same container')
      t.equal((await start(id, body)).status, 304, 'and it runs')
    }
  })

  t.test('resources and restart policy are an update', async t => {
    const { id } = await create(['sleep', '1000'])
    t.equal(
      (
        await start(id, {
          NetworkMode: 'none',
          Memory: 64 * 1024 * 1024,
          RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
        })
      ).status,
      204,
    )
    const container = await inspect(id, daemon.socket, '1.44')
    t.equal(container.Id, id)
    t.match(container.HostConfig, {
      Memory: 64 * 1024 * 1024,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
    })
  })

  t.test('anything else makes the container anew; the old id and the name lead to it', async t => {
    const { id, name } = await create(['sh', '-c', 'cat /data/passwd; hostname; sleep 1000'], {
      Volumes: { '/anonymous': {} },
    })
    const started = await start(id, { Binds: ['/etc:/data:ro'], NetworkMode: 'none' })
    t.equal(started.status, 204, started.text())
    t.equal(started.body.length, 0)
    const real = await inspect(name, daemon.socket, '1.44')
    t.not(real.Id, id)
    t.equal(
      (await all()).filter(one => one.Names.some(other => other.startsWith(`/${name}`))).length,
      1,
      'it exists once',
    )
    for (const known of [id, id.slice(0, 12), name]) {
      for (const { socket: through } of proxies) {
        const container = await inspect(known, through)
        t.equal(container.Id, id, `${known} is shown under the id the client knows`)
        t.equal(container.Name, `/${name}`)
        t.equal(container.State.Running, true)
        t.equal(container.Config.Image, 'busybox')
        t.equal(container.Config.Hostname, id.slice(0, 12))
        t.strictSame(Object.keys(container.Config.Labels ?? {}), [], 'no label of ours is shown')
        t.match(container.HostConfig.Binds, ['/etc:/data:ro'])
        t.notOk(JSON.stringify(container).includes(real.Id.slice(0, 64)) && container.Id !== id)
      }
    }
    const listed = (await call(socket, { path: '/v1.20/containers/json' })).json<
      { Id: string; Image: string }[]
    >()
    t.match(
      listed.find(one => one.Id === id),
      { Image: 'busybox' },
    )
    t.equal(
      listed.find(one => one.Id === real.Id),
      undefined,
    )
    const logs = await call(socket, { path: `/v1.20/containers/${id}/logs?stdout=1` })
    t.match(logs.text(), new RegExp(`root:[\\s\\S]*${id.slice(0, 12)}`))
    t.equal((await start(id)).status, 304)
    t.equal((await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/kill` })).status, 204)
    t.equal(
      (await call(socket, { method: 'DELETE', path: `/v1.20/containers/${id.slice(0, 20)}` })).status,
      204,
    )
    t.equal(
      (await call(socket, { path: `/v1.20/containers/${id}/json` })).status,
      404,
      'the id is gone with the container',
    )
  })

  t.test('a container that ran keeps its files, also when it is made anew twice', async t => {
    const { id, name } = await create(['sh', '-c', 'echo run >> /written; cat /written'])
    t.equal((await start(id)).status, 204)
    await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/wait` })
    for (const tmpfs of [{ CapAdd: ['NET_ADMIN'] }, { CapDrop: ['CHOWN'] }]) {
      t.equal((await start(name, { NetworkMode: 'none', ...tmpfs })).status, 204)
      await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/wait` })
    }
    t.equal((await readToEndOfLogs(socket, id)).match(/run/g)?.length, 3)
    t.match(await inspect(id), { Id: id, Name: `/${name}`, Config: { Image: 'busybox' } })
    t.equal(
      (await inspect(name, daemon.socket, '1.44')).HostConfig.CapAdd ?? null,
      null,
      'the HostConfig is the last one given',
    )
  })

  t.test('when it cannot be made anew the client hears why, and the container stands as it was', async t => {
    const { id, name } = await create(['sleep', '1000'])
    for (const body of [
      { Binds: ['relative:path:with:colons'], NetworkMode: 'none' },
      { NetworkMode: 'container:nosuch' },
      {
        Devices: [{ PathOnHost: '/dev/nosuch', PathInContainer: '/dev/x', CgroupPermissions: 'r' }],
        NetworkMode: 'none',
      },
    ]) {
      const failed = await start(id, body)
      t.ok(failed.status >= 400, failed.text())
      t.match(failed.header('Content-Type'), /text\/plain/)
      const container = await inspect(name, daemon.socket, '1.44')
      t.equal(container.Id, id)
      t.equal(container.State.Running, false)
    }
    t.equal(
      (await all()).filter(one => one.Names.some(other => other.startsWith(`/${name}`))).length,
      1,
      'nothing half made is left',
    )
    t.equal((await start(id)).status, 204)
  })

  t.test(
    'two clients at the same time, on one Longshore and on two: one re-creation, both answered',
    async t => {
      for (const second of proxies) {
        const { id, name } = await create(['sleep', '1000'])
        const body = { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }
        const answers = await Promise.all([start(id, body), start(id, body, second.socket)])
        for (const answer of answers)
          t.ok([204, 304].includes(answer.status), `${answer.status} ${answer.text()}`)
        t.equal((await all()).filter(one => one.Names.some(other => other.startsWith(`/${name}`))).length, 1)
        t.equal((await inspect(id)).State.Running, true)
      }
    },
  )

  t.test('what is emulated itself finds a container that was made anew, by its old id', async t => {
    const { id } = await create(['sleep', '1000'])
    t.equal((await start(id, { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] })).status, 204)
    const copied = await call(socket, {
      method: 'POST',
      path: `/v1.20/containers/${id}/copy`,
      json: { Resource: '/etc/passwd' },
    })
    t.equal(copied.status, 200, copied.text())
    t.equal(copied.body.toString('latin1', 0, 6), 'passwd')
  })

  t.test('copy gives the tar of one path', async t => {
    const { id } = await create(['sleep', '1000'])
    const copied = await call(socket, {
      method: 'POST',
      path: `/v1.20/containers/${id}/copy`,
      json: { Resource: '/etc/passwd' },
    })
    t.equal(copied.status, 200, copied.text())
    t.equal(copied.header('Content-Type'), 'application/x-tar')
    t.equal(copied.body.toString('latin1', 0, 6), 'passwd')
    const missing = await call(socket, {
      method: 'POST',
      path: `/v1.20/containers/${id}/copy`,
      json: { Resource: '/nosuch' },
    })
    t.equal(missing.status, 500)
    t.equal(missing.text(), `Could not find the file /nosuch in container ${id}\n`)
  })
})

async function readToEndOfLogs(socket: string, id: string): Promise<string> {
  return (await call(socket, { path: `/v1.20/containers/${id}/logs?stdout=1` })).text()
}

/** The variables of links, which docker 29 does not set: the same that docker 28 does, which is made to count as one that does not. */
import t from 'tap'
import { rules } from '../../rules/index.ts'
import { readLink } from '../../src/api/link.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { IDLE_CHANGE } from '../rules/idle.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

interface Inspected {
  readonly Config: { readonly Env: readonly string[] | null }
}

const TARGET = {
  HostConfig: { NetworkMode: 'bridge' },
  Env: ['PASSWORD=a=b', 'EMPTY='],
  ExposedPorts: { '53/udp': {}, '8081/tcp': {}, '443/tcp': {}, '8080/tcp': {}, '8082/tcp': {}, '53/tcp': {} },
}

t.test('forms of a link', async t => {
  t.strictSame(readLink('db'), { target: 'db', alias: 'db' })
  t.strictSame(readLink('db:my-sql'), { target: 'db', alias: 'my-sql' })
  t.strictSame(readLink('/db:/web/my-sql'), { target: 'db', alias: 'my-sql' })
})

t.test('v1.52-links-env', { skip: daemonsUnavailable() }, async t => {
  const { daemon, run } = await ground(t, { network: true, args: ['--iptables=false'] })
  const everywhere = rules
    .filter(({ id }) => id !== process.env[IDLE_CHANGE])
    .map(change => (change.id === 'v1.52-links-env' ? { ...change, unversioned: '0.0.0' } : change))
  const proxy = await startProxy(daemon.socket, {}, { changes: everywhere })
  t.teardown(() => proxy.stop())
  const target = await run(['sleep', '1000'], TARGET)
  const create = async (socket: string, version: string, name: string, config: object) => {
    const path = `/v${version}/containers/create${name && `?name=${name}`}`
    const json = { Image: 'busybox', Cmd: ['env'], Tty: true, ...config }
    return (await call(socket, { method: 'POST', path, json })).json<{
      Id: string
      Warnings: string[] | null
    }>()
  }
  const environment = async (id: string) =>
    (await call(daemon.socket, { path: `/containers/${id}/json` })).json<Inspected>().Config.Env ?? []
  const ofLinks = (env: readonly string[]) => env.filter(variable => variable.startsWith('MY_DB_')).sort()
  const links = { HostConfig: { Links: [`${target}:my-db`] } }

  const asItWas = await create(daemon.socket, '1.44', 'web', links)
  await call(daemon.socket, { method: 'POST', path: `/containers/${asItWas.Id}/start` })
  await call(daemon.socket, { method: 'POST', path: `/containers/${asItWas.Id}/wait` })
  const printed = (await call(daemon.socket, { path: `/containers/${asItWas.Id}/logs?stdout=1` })).text()
  const expected = ofLinks(printed.split('\r\n'))
  t.equal(expected.length, 32, 'docker 28 sets them')
  await call(daemon.socket, { method: 'DELETE', path: `/containers/${asItWas.Id}` })

  t.test('of a container that is created with links', async t => {
    const { Id } = await create(proxy.socket, '1.20', 'web', links)
    t.strictSame(ofLinks(await environment(Id)), expected)
    await call(daemon.socket, { method: 'DELETE', path: `/containers/${Id}` })
  })

  t.test('of one that is started with links', async t => {
    await create(proxy.socket, '1.12', 'web', {})
    const start = { method: 'POST', path: '/v1.12/containers/web/start', json: links.HostConfig }
    t.equal((await call(proxy.socket, start)).status, 204)
    t.strictSame(ofLinks(await environment('web')), expected)
    await call(daemon.socket, { method: 'DELETE', path: '/containers/web?force=1' })
  })

  t.test('without its own name where it was given none', async t => {
    const { Id } = await create(proxy.socket, '1.20', '', links)
    t.strictSame(
      ofLinks(await environment(Id)),
      expected.filter(variable => !variable.startsWith('MY_DB_NAME=')),
    )
  })

  t.test('what the client says itself counts', async t => {
    const { Id } = await create(proxy.socket, '1.20', '', { ...links, Env: ['MY_DB_ENV_EMPTY=no'] })
    const env = ofLinks(await environment(Id))
    t.strictSame(
      env.filter(variable => variable.startsWith('MY_DB_ENV_EMPTY')),
      ['MY_DB_ENV_EMPTY=no'],
    )
    t.equal(env.length, expected.length - 1)
  })

  t.test('elsewhere than on the default bridge there are none', async t => {
    const NetworkMode = 'none'
    const { Id } = await create(proxy.socket, '1.20', '', {
      HostConfig: { ...links.HostConfig, NetworkMode },
    })
    t.strictSame(ofLinks(await environment(Id)), [])
  })

  t.test('the client is warned of a target that does not run', async t => {
    await create(daemon.socket, '1.44', 'idle', {})
    const { Id, Warnings } = await create(proxy.socket, '1.20', '', { HostConfig: { Links: ['idle:my-db'] } })
    t.match(Warnings, ['The variables of the link to idle are not set, because it has no address now.'])
    t.strictSame(ofLinks(await environment(Id)), [])
  })

  t.test('a body that is not said to be JSON is refused as it is by the daemon', async t => {
    const body = JSON.stringify({ Image: 'busybox', ...links })
    for (const headers of [{}, { 'Content-Type': 'text/plain' }]) {
      const asked = { method: 'POST', path: '/v1.44/containers/create', headers, body }
      const [direct, through] = [await call(daemon.socket, asked), await call(proxy.socket, asked)]
      t.equal(direct.status, 400)
      t.strictSame([through.status, through.text()], [direct.status, direct.text()])
    }
  })
})

/** Lists of networks before API 1.28 tell the containers in each, as one inspect of each does. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'

interface Network {
  readonly Id: string
  readonly Name: string
  readonly Containers: Readonly<Record<string, { readonly Name: string }>>
}

/** Lists while networks come and go: enough that some go between the list and their inspect. */
const LISTS = 30

t.test('networks with their containers', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy, run } = await ground(t, { network: true, args: ['--iptables=false'] })
  const create = async (Name: string) =>
    (
      await call(daemon.socket, { method: 'POST', path: '/v1.44/networks/create', json: { Name } })
    ).json<Network>().Id
  const inside = await create('inside')
  const container = await run(['sleep', '1000'], { HostConfig: { NetworkMode: 'inside' } })
  const list = async (version: string, query = '') =>
    (await call(proxy.socket, { path: `/v${version}/networks${query}` })).json<Network[]>()

  await t.test('before 1.28', async t => {
    const networks = await list('1.27')
    t.strictSame(networks.map(({ Name }) => Name).sort(), ['bridge', 'host', 'inside', 'none'])
    for (const { Name, Containers } of networks)
      t.strictSame(Object.keys(Containers), Name === 'inside' ? [container] : [], Name)
    const inspected = (await call(daemon.socket, { path: `/v1.44/networks/${inside}` })).json<Network>()
    t.strictSame(networks.find(({ Id }) => Id === inside)?.Containers, inspected.Containers)
  })

  await t.test('filters count', async t => {
    const query = `?filters=${encodeURIComponent('{"name":["inside"]}')}`
    t.strictSame(
      (await list('1.21', query)).map(({ Name }) => Name),
      ['inside'],
    )
  })

  await t.test('from 1.28 on it is one call', async t => {
    t.ok((await list('1.28')).every(({ Containers }) => Object.keys(Containers).length === 0))
  })

  await t.test('networks that go meanwhile', async t => {
    let isOver = false
    const churn = (async () => {
      for (let i = 0; !isOver; i++) {
        const id = await create(`brief${i}`)
        await call(daemon.socket, { method: 'DELETE', path: `/v1.44/networks/${id}` })
      }
    })()
    for (let i = 0; i < LISTS; i++) {
      const networks = await list('1.27')
      t.strictSame(Object.keys(networks.find(({ Id }) => Id === inside)!.Containers), [container])
    }
    isOver = true
    await churn
  })
})

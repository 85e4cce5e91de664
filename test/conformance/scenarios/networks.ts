import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const filtered = (byName: Record<string, string[]>) => `/networks?${filters(byName)}`
const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

async function create(side: Side, json: object, ask = true): Promise<void> {
  const request = post('/networks/create', { Name: 'made', ...json })
  const made = ask ? await side.ask(request) : await side.tidy(request)
  if (made.status !== 201) return
  const { Id } = made.json<{ Id: string }>()
  side.own(Id, 'network')
  side.later(() => side.tidy({ method: 'DELETE', path: `/networks/${Id}` }))
  await side.look(`/networks/${Id}`)
}

async function container(side: Side): Promise<void> {
  const made = await side.tidy(post('/containers/create?name=connected', { Image: 'busybox', Cmd: ['true'] }))
  side.own(made.json<{ Id: string }>().Id, 'container')
  side.later(() => side.tidy({ method: 'DELETE', path: '/containers/connected?force=1' }))
}

const subnet = { Subnet: '10.209.0.0/16', Gateway: '10.209.0.1', IPRange: '10.209.1.0/24' }

export const networks = [
  ...calls('NetworkList', {
    all: '/networks',
    'trailing slash': '/networks/',
    'by driver': filtered({ driver: ['bridge'] }),
    'by name': filtered({ name: ['front'] }),
    'by id': world => filtered({ id: [world.networks.front ?? ''] }),
    'by label': filtered({ label: ['tier=front'] }),
    'by scope': filtered({ scope: ['local'] }),
    builtin: filtered({ type: ['builtin'] }),
    custom: filtered({ type: ['custom'] }),
    'no such type': filtered({ type: ['nonsense'] }),
    dangling: filtered({ dangling: ['true'] }),
    'unknown filter': filtered({ nonsense: ['x'] }),
    'no JSON': '/networks?filters=x',
  }),
  ...calls('NetworkInspect', {
    front: '/networks/front',
    inside: '/networks/inside',
    bridge: '/networks/bridge',
    host: '/networks/host',
    none: '/networks/none',
    'by id': world => `/networks/${world.networks.front}`,
    'by digits': world => `/networks/${world.networks.front?.slice(0, 12)}`,
    verbose: '/networks/front?verbose=1',
    'scope local': '/networks/front?scope=local',
    'scope swarm': '/networks/front?scope=swarm',
    'bad verbose': '/networks/front?verbose=x',
    nowhere: '/networks/nowhere',
  }),
  ...plays('NetworkCreate', {
    minimal: side => create(side, {}),
    full: side =>
      create(side, {
        ...{ CheckDuplicate: true, Driver: 'bridge', Internal: true, Attachable: true, EnableIPv6: false },
        ...{ EnableIPv4: true, Options: { 'com.docker.network.driver.mtu': '1300' }, Labels: { a: 'b' } },
        IPAM: { Driver: 'default', Config: [{ ...subnet, AuxiliaryAddresses: { a: '10.209.1.9' } }] },
      }),
    'IP version 6': side =>
      create(side, { EnableIPv6: true, IPAM: { Config: [subnet, { Subnet: 'fd00:209::/64' }] } }),
    'without IP version 4': side => create(side, { EnableIPv4: false, EnableIPv6: true }),
    'gateway that ends in zero': side =>
      create(side, { IPAM: { Config: [{ Subnet: '10.209.0.1/16', Gateway: '10.209.0.0' }] } }),
    'scope and ingress': side => create(side, { Scope: 'local', Ingress: false, ConfigOnly: false }),
    'configuration only': side => create(side, { ConfigOnly: true, IPAM: { Config: [subnet] } }),
    'bad subnet': side => create(side, { IPAM: { Config: [{ Subnet: 'nonsense' }] } }),
    'taken subnet': side => create(side, { IPAM: { Config: [{ Subnet: '10.201.0.0/16' }] } }),
    'range outside the subnet': side =>
      create(side, { IPAM: { Config: [{ Subnet: '10.209.0.0/16', IPRange: '10.1.0.0/24' }] } }),
    'name taken': side => create(side, { Name: 'front' }),
    'name taken, checked': side => create(side, { Name: 'front', CheckDuplicate: true }),
    'name of a builtin': side => create(side, { Name: 'host' }),
    overlay: side => create(side, { Driver: 'overlay' }),
  }),
  ...calls('NetworkCreate', {
    'no name': post('/networks/create', {}),
    'no JSON': { ...post('/networks/create'), body: '{', headers: { 'Content-Type': 'application/json' } },
    'empty body': post('/networks/create'),
  }),
  ...plays('NetworkConnect', {
    'there and back': async side => {
      await container(side)
      const change = (path: string, json: object = {}) =>
        side.ask(post(path, { Container: 'connected', ...json }))
      const options = {
        Links: ['running:r'],
        MacAddress: '02:42:ac:11:00:97',
        DriverOpts: { a: 'b' },
        GwPriority: 5,
      }
      await change('/networks/inside/connect', { EndpointConfig: { Aliases: ['alias'], ...options } })
      await side.look('/containers/connected/json')
      await change('/networks/inside/connect')
      await change('/networks/inside/disconnect')
      await change('/networks/inside/disconnect')
      await change('/networks/inside/disconnect', { Force: true })
    },
  }),
  ...plays('NetworkConnect', {
    'a container that does not run': async side => {
      await container(side)
      const connect = (network: string, EndpointConfig?: object) =>
        side.ask(post(`/networks/${network}/connect`, { Container: 'connected', EndpointConfig }))
      await connect('nowhere')
      await connect('host')
      await connect('inside', { IPAMConfig: { IPv4Address: 'nonsense' } })
      await connect('inside', { IPAMConfig: { IPv4Address: '10.1.2.3' } })
      await connect('inside', { MacAddress: 'nonsense' })
      await side.look('/containers/connected/json')
    },
  }),
  ...calls('NetworkConnect', {
    'no such container': post('/networks/front/connect', { Container: 'nowhere' }),
    'bad address': post('/networks/inside/connect', {
      Container: 'running',
      EndpointConfig: { IPAMConfig: { IPv4Address: 'nonsense' } },
    }),
    'address of an automatic subnet': post('/networks/inside/connect', {
      Container: 'running',
      EndpointConfig: { IPAMConfig: { IPv4Address: '10.1.2.3' } },
    }),
  }),
  ...plays('NetworkDisconnect', {
    'a container that does not run': async side => {
      await container(side)
      await side.ask(post('/networks/nowhere/disconnect', { Container: 'connected' }))
      await side.ask(post('/networks/inside/disconnect', { Container: 'connected' }))
      await side.ask(post('/networks/bridge/disconnect', { Container: 'connected' }))
      await side.look('/containers/connected/json')
    },
  }),
  ...calls('NetworkDisconnect', {
    'no such container': post('/networks/front/disconnect', { Container: 'nowhere' }),
    'not connected': post('/networks/front/disconnect', { Container: 'running' }),
  }),
  ...plays('NetworkDelete', {
    'there and gone': async side => {
      await create(side, {}, false)
      await side.ask({ method: 'DELETE', path: '/networks/made' })
      await side.ask({ method: 'DELETE', path: '/networks/made' })
    },
  }),
  ...calls('NetworkDelete', {
    'in use': { method: 'DELETE', path: '/networks/front' },
    builtin: { method: 'DELETE', path: '/networks/host' },
  }),
  ...plays('NetworkPrune', {
    labelled: async side => {
      await create(side, { Labels: { pruned: 'yes' } }, false)
      await side.ask(post(`/networks/prune?${filters({ label: ['pruned=yes'] })}`))
      await side.ask(post(`/networks/prune?${filters({ label: ['pruned=yes'] })}`))
    },
  }),
  ...calls(
    'NetworkPrune',
    { 'unknown filter': post(`/networks/prune?${filters({ nonsense: ['x'] })}`) },
    { atATime: 1 },
  ),
]

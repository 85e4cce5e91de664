import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const filtered = (byName: Record<string, string[]>) => `/volumes?${filters(byName)}`
const post = (path: string, json?: object) => ({ method: 'POST', path, ...(json ? { json } : {}) })

async function create(side: Side, json: object, ask = true): Promise<void> {
  const request = post('/volumes/create', json)
  const made = ask ? await side.ask(request) : await side.tidy(request)
  if (made.status !== 201) return
  const { Name } = made.json<{ Name: string }>()
  if (Name.length === 64) side.own(Name, 'volume')
  side.later(() => side.tidy({ method: 'DELETE', path: `/volumes/${Name}?force=1` }))
}

export const volumes = [
  ...calls('VolumeList', {
    all: '/volumes',
    dangling: filtered({ dangling: ['true'] }),
    'in use': filtered({ dangling: ['false'] }),
    'by driver': filtered({ driver: ['local'] }),
    'by name': filtered({ name: ['rec'] }),
    'by label': filtered({ label: ['kind=records'] }),
    'by no such driver': filtered({ driver: ['nonsense'] }),
    'unknown filter': filtered({ nonsense: ['x'] }),
    'dangling or what': filtered({ dangling: ['maybe'] }),
    'no JSON': '/volumes?filters=x',
  }),
  ...calls('VolumeInspect', {
    records: '/volumes/records',
    'with options': '/volumes/scratch',
    nowhere: '/volumes/nowhere',
  }),
  ...plays('VolumeCreate', {
    named: side => create(side, { Name: 'made', Driver: 'local', DriverOpts: {}, Labels: { a: 'b' } }),
    'without a name': side => create(side, {}),
    'without a body': async side => {
      const made = await side.ask(post('/volumes/create'))
      if (made.status === 201) side.own(made.json<{ Name: string }>().Name, 'volume')
    },
    'with options': side =>
      create(side, { Name: 'made', DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } }),
    'of a cluster': side =>
      create(side, {
        Name: 'made',
        ClusterVolumeSpec: { AccessMode: { Scope: 'single', Sharing: 'none', MountVolume: {} } },
      }),
  }),
  ...calls('VolumeCreate', {
    'there already': post('/volumes/create', { Name: 'records' }),
    'bad name': post('/volumes/create', { Name: '../x' }),
    'no JSON': { ...post('/volumes/create'), body: '{', headers: { 'Content-Type': 'application/json' } },
  }),
  ...plays('VolumeDelete', {
    'there and gone': async side => {
      await create(side, { Name: 'made' }, false)
      await side.ask({ method: 'DELETE', path: '/volumes/made' })
      await side.ask({ method: 'DELETE', path: '/volumes/made' })
      await side.ask({ method: 'DELETE', path: '/volumes/made?force=1' })
    },
  }),
  ...calls('VolumeDelete', { 'in use': { method: 'DELETE', path: '/volumes/records' } }),
  ...plays('VolumePrune', {
    'labelled, without a name': async side => {
      await create(side, { Labels: { pruned: 'yes' } }, false)
      await side.ask(post(`/volumes/prune?${filters({ label: ['pruned=yes'] })}`))
    },
    'labelled, with a name': async side => {
      await create(side, { Name: 'pruned', Labels: { pruned: 'yes' } }, false)
      await side.ask(post(`/volumes/prune?${filters({ label: ['pruned=yes'] })}`))
      await side.ask(post(`/volumes/prune?${filters({ label: ['pruned=yes'], all: ['true'] })}`))
    },
  }),
  ...calls(
    'VolumePrune',
    { 'unknown filter': post(`/volumes/prune?${filters({ nonsense: ['x'] })}`) },
    { atATime: 1 },
  ),
  ...calls('VolumeUpdate', {
    'not in a swarm': { method: 'PUT', path: '/volumes/records?version=1', json: { Spec: {} } },
    nowhere: { method: 'PUT', path: '/volumes/nowhere?version=1', json: { Spec: {} } },
  }),
]

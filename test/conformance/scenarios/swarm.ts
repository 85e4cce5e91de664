/** The only manager of a swarm. */
import { calls, filters, plays } from '../scenario.ts'
import { serviceSpec } from '../world/swarm.ts'
import { swarmData } from './swarm-data.ts'

const post = (path: string, json: object = {}) => ({ method: 'POST', path, json })
const swarm = { phase: 'swarm' } as const

export const swarmObjects = [
  ...calls('SystemInfo', { 'in a swarm': '/info' }, swarm),
  ...calls('SystemPing', { 'in a swarm': '/_ping' }, swarm),
  ...calls('SwarmInspect', { plain: '/swarm' }, swarm),
  ...calls('SwarmUnlockkey', { 'not locked': '/swarm/unlockkey' }, swarm),
  ...calls(
    'SwarmInit',
    { 'in a swarm already': post('/swarm/init', { ListenAddr: '127.0.0.1:2377' }) },
    swarm,
  ),
  ...calls('SwarmLeave', { 'as the last manager': { method: 'POST', path: '/swarm/leave' } }, swarm),
  ...calls(
    'SwarmUpdate',
    {
      'no version': post('/swarm/update'),
      'old version': post('/swarm/update?version=1', { Name: 'default' }),
    },
    swarm,
  ),
  ...calls(
    'NodeList',
    {
      all: '/nodes',
      'by role': `/nodes?${filters({ role: ['manager'] })}`,
      'unknown filter': `/nodes?${filters({ nonsense: ['x'] })}`,
    },
    swarm,
  ),
  ...calls(
    'NodeInspect',
    { self: '/nodes/self', 'by id': world => `/nodes/${world.swarm?.node}`, nowhere: '/nodes/nowhere' },
    swarm,
  ),
  ...calls(
    'NodeUpdate',
    {
      'old version': world =>
        post(`/nodes/${world.swarm?.node}/update?version=1`, { Role: 'manager', Availability: 'active' }),
      'no version': world => post(`/nodes/${world.swarm?.node}/update`, { Role: 'manager' }),
      'no such role': world => post(`/nodes/${world.swarm?.node}/update?version=1`, { Role: 'x' }),
    },
    swarm,
  ),
  ...plays(
    'NodeUpdate',
    {
      'a label': async side => {
        const path = `/nodes/${side.world.swarm?.node}`
        const { Version } = (await side.tidy({ path })).json<{ Version: { Index: number } }>()
        const spec = (Labels: object) => ({ Role: 'manager', Availability: 'active', Labels })
        await side.ask(post(`${path}/update?version=${Version.Index}`, spec({ made: 'here' })))
        await side.look(path)
        const after = (await side.tidy({ path })).json<{ Version: { Index: number } }>().Version
        await side.tidy(post(`${path}/update?version=${after.Index}`, spec({})))
      },
    },
    swarm,
  ),
  ...plays(
    'SwarmUpdate',
    {
      'a label': async side => {
        const swarm = async () =>
          (await side.tidy({ path: '/swarm' })).json<{ Version: { Index: number }; Spec: object }>()
        const { Version, Spec } = await swarm()
        const json = { ...Spec, Labels: { made: 'here' } }
        await side.ask(post(`/swarm/update?version=${Version.Index}`, json))
        const after = await swarm()
        await side.tidy(post(`/swarm/update?version=${after.Version.Index}`, Spec))
      },
    },
    swarm,
  ),
  ...calls(
    'ServiceUpdate',
    {
      nowhere: post('/services/nowhere/update?version=1', { Name: 'x' }),
      'no version': post('/services/web/update', { Name: 'web' }),
      'version that is no number': post('/services/web/update?version=x', { Name: 'web' }),
      'no JSON': {
        ...{ method: 'POST', path: '/services/web/update?version=1', body: '{' },
        headers: { 'Content-Type': 'application/json' },
      },
      'no Content-Type': { method: 'POST', path: '/services/web/update?version=1', body: '{}' },
    },
    swarm,
  ),
  ...calls(
    'NodeDelete',
    { itself: world => ({ method: 'DELETE', path: `/nodes/${world.swarm?.node}` }) },
    swarm,
  ),
  ...calls(
    'TaskList',
    {
      all: '/tasks',
      'by service': `/tasks?${filters({ service: ['web'] })}`,
      'that should run': `/tasks?${filters({ 'desired-state': ['running'] })}`,
      'unknown filter': `/tasks?${filters({ nonsense: ['x'] })}`,
    },
    swarm,
  ),
  ...calls(
    'TaskInspect',
    { 'by id': world => `/tasks/${world.swarm?.task}`, nowhere: '/tasks/nowhere' },
    swarm,
  ),
  ...calls(
    'ServiceLogs',
    {
      plain: { path: '/services/web/logs?stdout=1&stderr=1', read: 'stdcopy' },
      details: { path: '/services/web/logs?stdout=1&details=1&timestamps=1', read: 'stdcopy' },
      nowhere: '/services/nowhere/logs?stdout=1',
      'no stream chosen': '/services/web/logs',
    },
    swarm,
  ),
  ...calls(
    'TaskLogs',
    { plain: world => ({ path: `/tasks/${world.swarm?.task}/logs?stdout=1`, read: 'stdcopy' }) },
    swarm,
  ),
  ...swarmData('Secret', 'secrets', 'secret'),
  ...swarmData('Config', 'configs', 'config'),
  ...calls(
    'ServiceList',
    {
      all: '/services',
      'with status': '/services?status=true',
      'bad status': '/services?status=x',
      'by mode': `/services?${filters({ mode: ['global'] })}`,
      'by label': `/services?${filters({ label: ['longshore.conformance=web'] })}`,
      'unknown filter': `/services?${filters({ nonsense: ['x'] })}`,
    },
    swarm,
  ),
  ...calls(
    'ServiceInspect',
    {
      web: '/services/web',
      global: '/services/everywhere',
      defaults: '/services/everywhere?insertDefaults=true',
      nowhere: '/services/nowhere',
    },
    swarm,
  ),
  ...plays(
    'ServiceCreate',
    {
      'made, changed, removed': async side => {
        const { secret, config } = side.world.swarm ?? { secret: '', config: '' }
        // No node has this label: nothing starts.
        const spec = serviceSpec('made', { secret, config })
        const template = spec.TaskTemplate as object
        const idle = {
          ...spec,
          TaskTemplate: { ...template, Placement: { Constraints: ['node.labels.no==where'] } },
        }
        const made = await side.ask(post('/services/create', idle))
        const { ID } = made.json<{ ID: string }>()
        side.own(ID, 'service')
        side.later(() => side.tidy({ method: 'DELETE', path: `/services/${ID}` }))
        await side.look(`/services/${ID}`)
        const version = (await side.tidy({ path: `/services/${ID}` })).json<{ Version: { Index: number } }>()
        const update = `/services/${ID}/update?version=${version.Version.Index}`
        await side.ask(post(update, { ...idle, Labels: { changed: 'yes' } }))
        await side.look(`/services/${ID}`)
        await side.ask(post(update, idle))
        await side.ask(post(`/services/${ID}/update`, idle))
        await side.ask({ method: 'DELETE', path: `/services/${ID}` })
        await side.ask({ method: 'DELETE', path: `/services/${ID}` })
      },
    },
    swarm,
  ),
  ...calls(
    'ServiceCreate',
    {
      'name taken': post('/services/create', {
        Name: 'web',
        TaskTemplate: { ContainerSpec: { Image: 'busybox:latest' } },
      }),
      'no image': post('/services/create', { Name: 'made', TaskTemplate: { ContainerSpec: {} } }),
      'no template': post('/services/create', { Name: 'made' }),
    },
    swarm,
  ),
]

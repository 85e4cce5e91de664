/** Past events: what the daemon did while the world was made. It keeps the last 256. */
import { calls, filters, plays } from '../scenario.ts'
import type { World } from '../world/world.ts'

const during = (world: World) => `since=${world.made.since}&until=${world.made.until}`

export const events = [
  ...calls('SystemEvents', {
    'all while the world was made': world => `/events?${during(world)}`,
    'of containers': world => `/events?${during(world)}&${filters({ type: ['container'] })}`,
    'of images': world => `/events?${during(world)}&${filters({ type: ['image'] })}`,
    'of networks': world => `/events?${during(world)}&${filters({ type: ['network'] })}`,
    'of volumes': world => `/events?${during(world)}&${filters({ type: ['volume'] })}`,
    'one kind': world => `/events?${during(world)}&${filters({ event: ['die', 'start'] })}`,
    'one container': world => `/events?${during(world)}&${filters({ container: ['crashed'] })}`,
    'one image': world => `/events?${during(world)}&${filters({ image: ['busybox'] })}`,
    'one label': world => `/events?${during(world)}&${filters({ label: ['tier=front'] })}`,
    'one network': world => `/events?${during(world)}&${filters({ network: ['front'] })}`,
    'of the daemon, of plugins': world =>
      `/events?${during(world)}&${filters({ type: ['daemon', 'plugin'] })}`,
    'filters as a map': world =>
      `/events?${during(world)}&filters=${encodeURIComponent('{"type":{"container":true},"event":{"die":true}}')}`,
    'of one scope': world => `/events?${during(world)}&${filters({ scope: ['local'] })}`,
    'of no scope': world => `/events?${during(world)}&${filters({ scope: ['swarm'] })}`,
    'of a builder': world => `/events?${during(world)}&${filters({ type: ['builder'] })}`,
    'one volume': world => `/events?${during(world)}&${filters({ volume: ['records'] })}`,
    'that begin after they end': '/events?since=2&until=1',
    'filters that are no JSON': '/events?until=1&filters=x',
    'unknown filter': world => `/events?${during(world)}&${filters({ nonsense: ['x'] })}`,
    'no number': '/events?since=yesterday&until=1',
    'since the future': '/events?since=9999999999&until=1',
    'whole seconds': world =>
      `/events?since=${Math.floor(Number(world.made.since))}&until=${world.made.until}`,
  }),
  ...plays('SystemEvents', {
    // Two events in the same breath, of a container which each side makes.
    'as they happen': async side => {
      const scope = filters({ container: ['happening'], event: ['create', 'destroy'] })
      await side.converse(
        { method: 'GET', path: `/events?${scope}` },
        {
          meanwhile: async () => {
            const body = { Image: 'busybox', Cmd: ['true'], Labels: { a: 'b' } }
            const made = await side.tidy({
              method: 'POST',
              path: '/containers/create?name=happening',
              json: body,
            })
            side.own(made.json<{ Id: string }>().Id, 'container')
            await side.tidy({ method: 'DELETE', path: '/containers/happening' })
          },
          until: heard => heard.includes('"destroy"'),
        },
      )
    },
  }),
]

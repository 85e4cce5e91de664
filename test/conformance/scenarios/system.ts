import { calls, filters } from '../scenario.ts'

const auth = (serveraddress: string) => ({
  method: 'POST',
  path: '/auth',
  json: { username: 'jo', password: 'secret', serveraddress },
})

export const system = [
  ...calls('SystemPing', {
    plain: '/_ping',
    unversioned: { path: '/_ping', unversioned: true },
  }),
  ...calls('SystemPingHead', { plain: { method: 'HEAD', path: '/_ping' } }),
  ...calls('SystemVersion', { plain: '/version', 'trailing slash': '/version/' }),
  ...calls('SystemInfo', { plain: '/info' }),
  // Concurrent calls share one result, which each then rewrites for its own version.
  ...calls(
    'SystemDataUsage',
    {
      everything: '/system/df',
      'containers only': '/system/df?type=container',
      'images and volumes': '/system/df?type=image&type=volume',
      'build cache': '/system/df?type=build-cache',
      'unknown type': '/system/df?type=nonsense',
      verbose: '/system/df?verbose=1',
    },
    { atATime: 1 },
  ),
  ...calls('SystemAuth', {
    'a registry that asks for nothing': world => auth(world.registry.address),
    'right password': world => auth(world.lockedRegistry.address),
    'wrong password': world => ({
      ...auth(world.lockedRegistry.address),
      json: { username: 'jo', password: 'wrong', serveraddress: world.lockedRegistry.address },
    }),
    'no registry there': auth('127.0.0.1:1'),
    'no JSON': { method: 'POST', path: '/auth', body: 'x', headers: { 'Content-Type': 'application/json' } },
    'no Content-Type': { method: 'POST', path: '/auth', body: '{}' },
    'empty body': { method: 'POST', path: '/auth' },
  }),
  ...calls('SystemOptions', {
    'a path': { method: 'OPTIONS', path: '/containers/json' },
    'no such path': { method: 'OPTIONS', path: '/nowhere' },
  }),
  // The other ones show what the daemon is doing at the moment.
  ...calls('DebugPprofCmdline', { plain: '/debug/pprof/cmdline' }),
  ...calls('DebugPprofSymbol', { plain: '/debug/pprof/symbol' }),
  ...calls('unknown', {
    'no such path': '/nowhere',
    'root of the version': '',
    'wrong method': { method: 'PUT', path: '/containers/json' },
    'GET of something to POST': '/containers/create',
    'bad filter': `/containers/json?filters=%7B`,
    'no container, no version': { path: '/containers/nowhere/json', unversioned: true },
    'list, no version': { path: '/containers/json', unversioned: true },
    'filters, no version': { path: `/images/json?${filters({ dangling: ['true'] })}`, unversioned: true },
  }),
]

import { calls, type OneCall, plays } from '../scenario.ts'

const names = [
  ...['created', 'unstarted', 'chatty', 'chatty-tty', 'changed', 'silent', 'crashed', 'running', 'linked'],
  ...['full', 'echo', 'echo-tty', 'hosted', 'paused', 'checked', 'nowhere'],
]

function each(path: (name: string) => string, of: readonly string[] = names): Record<string, OneCall> {
  return Object.fromEntries(of.map(name => [name, path(name)]))
}

export const containerInspect = [
  ...calls('ContainerInspect', {
    ...each(name => `/containers/${name}/json`),
    'with sizes': '/containers/changed/json?size=1',
    'size is false': '/containers/full/json?size=false',
    'by id': world => `/containers/${world.containers.full}/json`,
    'by the first digits': world => `/containers/${world.containers.full?.slice(0, 10)}/json`,
    'by a link': '/containers/linked/friend/json',
    'by too few digits': '/containers/-/json',
  }),
  ...calls('ContainerTop', {
    ...each(name => `/containers/${name}/top`, ['running', 'full', 'paused', 'created', 'nowhere']),
    'other columns': '/containers/running/top?ps_args=-o%20pid,args',
    aux: '/containers/running/top?ps_args=aux',
    'without pids': '/containers/running/top?ps_args=-o%20args',
    'bad columns': '/containers/running/top?ps_args=--nonsense',
  }),
  ...calls('ContainerChanges', {
    ...each(name => `/containers/${name}/changes`, ['changed', 'created', 'running', 'nowhere']),
  }),
  // Each export leaves a folder in the container while it lasts, which another one would pack.
  ...calls(
    'ContainerExport',
    {
      'an archive': { path: '/containers/changed/export', read: 'tar' },
      nowhere: '/containers/nowhere/export',
    },
    { atATime: 1 },
  ),
  // The daemon takes two readings, a second apart.
  ...calls(
    'ContainerStats',
    {
      ...each(
        name => `/containers/${name}/stats?stream=false`,
        ['running', 'hosted', 'full', 'created', 'nowhere'],
      ),
      'one shot': '/containers/running/stats?stream=false&one-shot=true',
      'one shot of a stopped one': '/containers/chatty/stats?stream=0&one-shot=1',
    },
    { atATime: 64 },
  ),
  ...plays(
    'ContainerStats',
    {
      'as they come': side =>
        side.converse(
          { method: 'GET', path: '/containers/running/stats' },
          // The first has no reading before it.
          { until: heard => heard.includes('\n') },
        ),
    },
    { turns: ['1.25', '1.41'] },
  ),
]

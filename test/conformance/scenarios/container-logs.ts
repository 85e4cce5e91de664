/** Every combination of what logs can be asked for, with and without a TTY. */
import { calls, filters, type OneCall, plays } from '../scenario.ts'
import { WAIT } from '../world/containers.ts'

/** Every text made of one of each. */
function combinations([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  if (others.length === 0) return first
  return first.flatMap(head => combinations(others).map(tail => `${head}${tail}`))
}

const choices = combinations([
  ['stdout=1', 'stderr=1', 'stdout=1&stderr=1'],
  ['', '&timestamps=1'],
  ['', '&tail=0', '&tail=2', '&tail=all'],
  ['', '&since=1', '&until=1', '&since=1&until=9999999999.5'],
  ['', '&follow=1'],
])

function logs(container: string): Record<string, OneCall> {
  return Object.fromEntries(
    choices.map(query => [
      `${container} ${query}`,
      { path: `/containers/${container}/logs?${query}`, read: container === 'chatty' ? 'stdcopy' : 'text' },
    ]),
  )
}

const of = (container: string, query: string) =>
  ({ path: `/containers/${container}/logs?${query}`, read: 'stdcopy' }) as const

export const containerLogs = [
  ...calls('ContainerLogs', { ...logs('chatty'), ...logs('chatty-tty') }, { turns: ['1.42'] }),
  ...calls('ContainerLogs', {
    'no stream chosen': '/containers/chatty/logs',
    'details with labels': of('full', 'stdout=1&stderr=1&details=1'),
    'details, timestamps': of('chatty', 'stdout=1&details=1&timestamps=1'),
    'tail that is no number': of('chatty', 'stdout=1&tail=x'),
    'negative tail': of('chatty', 'stdout=1&tail=-1'),
    'since long ago': of('chatty', 'stdout=1&since=1'),
    'since the future': of('chatty', 'stdout=1&since=9999999999'),
    'since no number': of('chatty', 'stdout=1&since=yesterday'),
    'until long ago': of('chatty', 'stdout=1&until=1'),
    'until the future': of('chatty', 'stdout=1&until=9999999999.5'),
    'until no number': of('chatty', 'stdout=1&until=tomorrow'),
    'never started': of('created', 'stdout=1&stderr=1'),
    'without a log': of('silent', 'stdout=1'),
    nowhere: of('nowhere', 'stdout=1'),
  }),
  ...plays(
    'ContainerLogs',
    {
      'followed to the end': async side => {
        const Cmd = ['sh', '-c', `echo ready; ${WAIT}`]
        const json = { Image: 'busybox', Cmd, HostConfig: { NetworkMode: 'none' } }
        await side.tidy({ method: 'POST', path: '/containers/create?name=followed', json })
        side.later(() => side.tidy({ method: 'DELETE', path: '/containers/followed?force=1' }))
        await side.tidy({ method: 'POST', path: '/containers/followed/start' })
        let killed = false
        await side.converse(
          { method: 'GET', path: '/containers/followed/logs?stdout=1&follow=1', read: 'text' },
          {
            until: heard => {
              if (!killed && heard.includes('ready')) {
                killed = true
                void side.tidy({ method: 'POST', path: '/containers/followed/kill' })
              }
              return false
            },
          },
        )
      },
    },
    { turns: ['1.24', '1.42'] },
  ),
  ...calls('ServiceLogs', { 'not in a swarm': '/services/web/logs?stdout=1' }),
  ...calls('TaskLogs', { 'not in a swarm': `/tasks/x/logs?stdout=1&${filters({})}` }),
]

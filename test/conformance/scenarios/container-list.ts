import { calls, filters, type OneCall } from '../scenario.ts'

const filtered = (byName: Record<string, string[]>) => `/containers/json?all=1&${filters(byName)}`

const byStatus: Record<string, OneCall> = Object.fromEntries(
  ['created', 'running', 'paused', 'exited', 'restarting', 'removing', 'dead', 'nonsense'].map(status => [
    `status ${status}`,
    filtered({ status: [status] }),
  ]),
)

export const containerList = [
  ...calls('ContainerList', {
    running: '/containers/json',
    all: '/containers/json?all=1',
    'with sizes': '/containers/json?all=1&size=1',
    limited: '/containers/json?limit=3',
    'limit of nothing': '/containers/json?limit=0',
    'limit that is no number': '/containers/json?limit=x',
    'since and before': '/containers/json?since=created&before=running',
    'since one that is not there': '/containers/json?since=nowhere',
    'word for true': '/containers/json?all=True&size=no',
    ...byStatus,
    'by id': world => filtered({ id: [world.containers.running ?? ''] }),
    'by name': filtered({ name: ['full'] }),
    'by name with a slash': filtered({ name: ['^/full$'] }),
    'by label': filtered({ label: ['tier=front'] }),
    'by two labels': filtered({ label: ['tier', 'longshore.conformance=full'] }),
    'by exit code': filtered({ exited: ['3', '137'] }),
    'by exit code that is none': filtered({ exited: ['x'] }),
    'by ancestor': filtered({ ancestor: ['full:1'] }),
    'by ancestor that is not there': filtered({ ancestor: ['nowhere'] }),
    'by volume': filtered({ volume: ['records'] }),
    'by network': filtered({ network: ['front'] }),
    'by published port': filtered({ publish: ['18080'] }),
    'by exposed port': filtered({ expose: ['53/udp'] }),
    'by health': filtered({ health: ['healthy', 'starting'] }),
    'by no health': filtered({ health: ['none'] }),
    'by isolation': filtered({ isolation: ['default'] }),
    'by task': filtered({ 'is-task': ['false'] }),
    'before and since as filters': filtered({ before: ['running'], since: ['created'] }),
    'unknown filter': filtered({ nonsense: ['x'] }),
    'filters as a map': '/containers/json?all=1&filters=%7B%22status%22%3A%7B%22paused%22%3Atrue%7D%7D',
    'filters that are no JSON': '/containers/json?filters=x',
    'filters of the wrong type': '/containers/json?filters=%7B%22status%22%3A1%7D',
  }),
]

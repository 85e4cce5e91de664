import t from 'tap'
import rules from '../../rules/v1.14.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

t.test('v1.14-logs-timestamps-format: stamps in brackets, and nothing else', async t => {
  const frame = stepsOf(rules, 'v1.14-logs-timestamps-format', 'ContainerLogs').frame!
  const stamped = contextFor('1.13', '1.41', 'stdout=1&timestamps=1')
  const rows: readonly (readonly [now: string, before: string])[] = [
    ['2014-08-20T21:11:18.123456789Z out\n', '[Aug 20 21:11:18.123] out\n'],
    ['2015-01-02T03:04:05Z \n', '[Jan  2 03:04:05.000] \n'],
    ['2015-01-02T03:04:05.5Z 2015-01-02T03:04:05.5Z x', '[Jan  2 03:04:05.500] 2015-01-02T03:04:05.5Z x'],
    ['no stamp', 'no stamp'],
    ['2015-13-02T03:04:05Z no month', '2015-13-02T03:04:05Z no month'],
    ['', ''],
  ]
  for (const [now, before] of rows) {
    const given = { stream: 1, payload: Buffer.from(now) }
    t.equal(frame(given, stamped).payload.toString(), before, now)
  }
  const plain = { stream: 2, payload: Buffer.from('2015-01-02T03:04:05Z x') }
  t.equal(frame(plain, contextFor('1.13', '1.41', 'stdout=1')), plain, 'a log that holds stamps of its own')
})

for (const operation of ['ContainerStop', 'ContainerRestart']) {
  checkQueries(t, rules, 'v1.14-stop-negative-timeout', operation, [
    ['', 't=10'],
    ['t=-1', 't=10'],
    ['t=abc', 't=10'],
    ['t=0', 't=0'],
    ['t=30', 't=30'],
  ])
}

const running = {
  status: 409,
  message:
    'You cannot remove a running container 0123. Stop the container before attempting removal or force remove',
}
const runningNow = {
  status: 409,
  message:
    'cannot remove container "a": container is running: stop the container before removing or force remove',
}
const busy = { status: 409, message: 'removal of container a is already in progress' }
const impossible = {
  status: 406,
  message: 'Impossible to remove a running container, please stop it first or use -f',
}
const change = ['v1.14-delete-running-status', 'ContainerDelete', 'error'] as const
checkRows(
  t,
  rules,
  change,
  [
    [running, impossible],
    [runningNow, impossible],
    [busy, SAME],
  ],
  { client: '1.13' },
)
checkRows(
  t,
  rules,
  change,
  [
    [running, { ...running, status: 500 }],
    [busy, SAME],
  ],
  { client: '1.16' },
)

import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.25.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.24', '1.41')

t.test('v1.25-autoremove: removal is up to the client', async t => {
  const { request } = stepsOf(rules, 'v1.25-autoremove', 'ContainerCreate')
  t.strictSame(request!({ Image: 'a', HostConfig: { AutoRemove: true, Memory: 0 } }, context), {
    Image: 'a',
    HostConfig: { AutoRemove: false, Memory: 0 },
  })
  for (const untouched of [
    undefined,
    null,
    { Image: 'a' },
    { HostConfig: null },
    { HostConfig: { AutoRemove: false } },
  ]) {
    t.equal(request!(untouched, context), untouched)
  }
})

t.test('v1.25-state-removing: a container being removed is dead', async t => {
  const inspect = stepsOf(rules, 'v1.25-state-removing', 'ContainerInspect').response!
  t.strictSame(inspect({ State: { Status: 'removing', Dead: true } }, context), {
    State: { Status: 'dead', Dead: true },
  })
  const running = { State: { Status: 'running' } }
  t.equal(inspect(running, context), running)
  const list = stepsOf(rules, 'v1.25-state-removing', 'ContainerList').response!
  t.strictSame(list([{ State: 'removing', Status: 'Removal In Progress' }, { State: 'exited' }], context), [
    { State: 'dead', Status: 'Removal In Progress' },
    { State: 'exited' },
  ])
})

t.test('v1.25-restart-policy-validation: every policy gets one that restarts in the same cases', async t => {
  const create = stepsOf(rules, 'v1.25-restart-policy-validation', 'ContainerCreate').request!
  const update = stepsOf(rules, 'v1.25-restart-policy-validation', 'ContainerUpdate').request!
  const cases = [
    [
      { Name: 'always', MaximumRetryCount: 5 },
      { Name: 'always', MaximumRetryCount: 0 },
    ],
    [
      { Name: '', MaximumRetryCount: 5 },
      { Name: '', MaximumRetryCount: 0 },
    ],
    [{ MaximumRetryCount: 5 }, { MaximumRetryCount: 0 }],
    [{ Name: 'sometimes' }, { Name: 'no', MaximumRetryCount: 0 }],
    [
      { Name: 'on-failure', MaximumRetryCount: -5 },
      { Name: 'no', MaximumRetryCount: 0 },
    ],
    [
      { Name: 'on-failure', MaximumRetryCount: 3 },
      { Name: 'on-failure', MaximumRetryCount: 3 },
    ],
    [{ Name: 'unless-stopped' }, { Name: 'unless-stopped' }],
    [
      { Name: 7, MaximumRetryCount: 'x' },
      { Name: 7, MaximumRetryCount: 'x' },
    ],
  ] as const
  for (const [sent, expected] of cases) {
    t.strictSame(create({ HostConfig: { RestartPolicy: sent } }, context), {
      HostConfig: { RestartPolicy: expected },
    })
    t.strictSame(update({ RestartPolicy: sent }, context), { RestartPolicy: expected })
  }
})

t.test(
  'v1.25-restart-policy-validation: what goes out passes the validation of docker 1.13 to 29',
  async t => {
    const update = stepsOf(rules, 'v1.25-restart-policy-validation', 'ContainerUpdate').request!
    const known = ['', 'no', 'always', 'on-failure', 'unless-stopped']
    const policies = fc.record({
      Name: fc.constantFrom(...known, 'x', 'ALWAYS'),
      MaximumRetryCount: fc.integer(),
    })
    fc.assert(
      fc.property(policies, policy => {
        const { RestartPolicy } = update({ RestartPolicy: policy }, context) as {
          RestartPolicy: typeof policy
        }
        const { Name, MaximumRetryCount } = RestartPolicy
        return (
          known.includes(Name) && (Name === 'on-failure' ? MaximumRetryCount >= 0 : MaximumRetryCount === 0)
        )
      }),
    )
    t.pass()
  },
)

t.test('v1.25-stats-omitempty: a stopped container has every member', async t => {
  const { message } = stepsOf(rules, 'v1.25-stats-omitempty', 'ContainerStats')
  const throttling_data = { periods: 0, throttled_periods: 0, throttled_time: 0 }
  const stopped = { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }
  t.strictSame(
    message!(
      {
        cpu_stats: { cpu_usage: stopped, throttling_data },
        precpu_stats: { cpu_usage: stopped, throttling_data },
        memory_stats: {},
      },
      context,
    ),
    {
      cpu_stats: { cpu_usage: { ...stopped, percpu_usage: [] }, throttling_data, system_cpu_usage: 0 },
      precpu_stats: { cpu_usage: { ...stopped, percpu_usage: [] }, throttling_data, system_cpu_usage: 0 },
      memory_stats: { usage: 0, max_usage: 0, failcnt: 0, limit: 0, stats: {} },
    },
  )
})

t.test('v1.25-stats-omitempty: counters of cgroup v2 get the names they had on v1', async t => {
  const { message } = stepsOf(rules, 'v1.25-stats-omitempty', 'ContainerStats')
  const v2 = {
    anon: 1,
    file: 2,
    file_mapped: 3,
    inactive_file: 4,
    inactive_anon: 5,
    active_file: 6,
    active_anon: 7,
  }
  t.strictSame(message!({ memory_stats: { usage: 9, limit: 99, stats: v2 } }, context), {
    memory_stats: {
      usage: 9,
      max_usage: 9,
      failcnt: 0,
      limit: 99,
      stats: {
        ...v2,
        cache: 2,
        rss: 1,
        mapped_file: 3,
        total_cache: 2,
        total_rss: 1,
        total_mapped_file: 3,
        total_inactive_file: 4,
        total_inactive_anon: 5,
        total_active_file: 6,
        total_active_anon: 7,
      },
    },
  })
})

t.test('v1.25-delete-in-progress: whoever deletes second succeeds too', async t => {
  const { error } = stepsOf(rules, 'v1.25-delete-in-progress', 'ContainerDelete')
  const busy = { status: 409, message: 'removal of container x is already in progress' }
  t.strictSame(error!(busy, context), { status: 204, message: '' })
  const running = { status: 409, message: 'cannot remove container "x": container is running' }
  t.equal(error!(running, context), running)
})

t.test('v1.25-pull-errors-early: the error comes in the stream', async t => {
  const { error } = stepsOf(rules, 'v1.25-pull-errors-early', 'ImageCreate')
  const refused = { status: 500, message: 'dial tcp: "refused"' }
  const inStream = '{"errorDetail":{"message":"dial tcp: \\"refused\\""},"error":"dial tcp: \\"refused\\""}'
  t.strictSame(error!(refused, contextFor('1.24', '1.41', 'fromImage=a/b&tag=1')), {
    status: 200,
    message: `{"status":"Pulling repository a/b"}\r\n${inStream}\r\n`,
  })
  t.strictSame(error!(refused, contextFor('1.9', '1.41', 'fromSrc=http://x/y')), {
    status: 200,
    message: `{"status":"Downloading from http://x/y"}${inStream}`,
  })
})

t.test('v1.25-pull-errors-early: some errors stay what they are', async t => {
  const { error } = stepsOf(rules, 'v1.25-pull-errors-early', 'ImageCreate')
  const cases = [
    ['1.24', 'fromImage=A', 400, 'invalid reference format'],
    ['1.24', 'fromImage=a', 401, 'unauthorized'],
    [
      '1.21',
      'fromImage=a',
      404,
      "pull access denied for a, repository does not exist or may require 'docker login'",
    ],
    ['1.24', 'fromSrc=-', 500, 'invalid tar header'],
    ['1.24', '', 500, 'anything'],
  ] as const
  for (const [client, query, status, message] of cases) {
    const answer = { status, message }
    t.equal(error!(answer, contextFor(client, '1.41', query)), answer, message)
  }
})

t.test('v1.25-service-networks: networks are found in the spec', async t => {
  const inspect = stepsOf(rules, 'v1.25-service-networks', 'ServiceInspect').response!
  const list = stepsOf(rules, 'v1.25-service-networks', 'ServiceList').response!
  const Networks = [{ Target: 'n1', Aliases: ['web'] }]
  const spec = { Name: 's', TaskTemplate: { Networks } }
  t.strictSame(inspect({ Spec: spec, PreviousSpec: spec }, context), {
    Spec: { ...spec, Networks },
    PreviousSpec: { ...spec, Networks },
  })
  t.strictSame(list([{ Spec: spec }], context), [{ Spec: { ...spec, Networks } }])
  const old = { Spec: { Networks, TaskTemplate: {} } }
  t.equal(inspect(old, context), old)
})

t.test('v1.25-swarm-content-type: a body is declared as JSON', async t => {
  for (const operation of ['ServiceCreate', 'SwarmInit', 'ConfigUpdate']) {
    const { requestHeaders } = stepsOf(rules, 'v1.25-swarm-content-type', operation)
    const declared = { 'content-type': 'application/json', 'content-length': '2' }
    t.strictSame(requestHeaders!({ 'content-type': 'text/plain', 'content-length': '2' }, context), declared)
    t.strictSame(requestHeaders!({ 'content-length': '2' }, context), {
      'content-length': '2',
      'content-type': 'application/json',
    })
    t.strictSame(
      requestHeaders!({ 'transfer-encoding': 'chunked' }, context)['content-type'],
      'application/json',
    )
    for (const untouched of [
      {},
      { 'content-length': '0' },
      declared,
      { 'content-type': 'application/json; charset=utf-8' },
    ]) {
      t.equal(requestHeaders!(untouched, context), untouched)
    }
  }
})

t.test('v1.25-info-security-options: names alone', async t => {
  const { response } = stepsOf(rules, 'v1.25-info-security-options', 'SystemInfo')
  const options = ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns', 'selinux']
  t.strictSame(response!({ SecurityOptions: options, ServerVersion: '28.5.2+dfsg4' }, context), {
    SecurityOptions: ['apparmor', 'seccomp', 'cgroupns', 'selinux'],
    ServerVersion: '28.5.2+dfsg4',
  })
  t.strictSame(response!({ SecurityOptions: null, ServerVersion: '20.10.24+dfsg1' }, context), {
    SecurityOptions: null,
    ServerVersion: '20.10.24+dfsg1',
    ExecutionDriver: '<not supported>',
  })
})

t.test('v1.25-network-gateway-cidr: the prefix of a gateway is left out', async t => {
  const { request } = stepsOf(rules, 'v1.25-network-gateway-cidr', 'NetworkCreate')
  const network = (...gateways: string[]) => ({
    Name: 'n',
    IPAM: { Config: gateways.map(Gateway => ({ Gateway })) },
  })
  t.strictSame(
    request!(network('172.18.0.1/16', 'fd00::1/64', '10.0.0.1'), context),
    network('172.18.0.1', 'fd00::1', '10.0.0.1'),
  )
  const plain = network('10.0.0.1')
  t.equal(request!(plain, context), plain)
})

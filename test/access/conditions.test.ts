/** Conditions see the body as the daemon decodes it, and whatever has no value counts as denied. */
import fc from 'fast-check'
import t from 'tap'
import { allowWhen, callOf, policy } from './calls.ts'

const create = 'POST /containers/create'

t.test('a body has every field of its struct', async t => {
  const safe = allowWhen('!body.HostConfig.Privileged && body.HostConfig.Binds.all(b, b.startsWith("/srv/"))')
  const judge = (body: unknown) => safe.judge(callOf(create, body)).decision
  t.equal(judge({}), 'allow')
  t.equal(judge({ HostConfig: null }), 'allow')
  t.equal(judge({ HostConfig: { Binds: null, Privileged: null } }), 'allow')
  t.equal(judge({ HostConfig: { Binds: ['/srv/a:/a'] } }), 'allow')
  t.equal(judge({ HostConfig: { Binds: ['/srv/a:/a', '/etc:/b'] } }), 'deny')
  t.equal(judge({ HostConfig: { Privileged: true } }), 'deny')
})

t.test('keys in any case, twice, or escaped are the one the daemon reads', async t => {
  const safe = allowWhen('!body.HostConfig.Privileged')
  for (const body of [
    '{"hostconfig":{"PRIVILEGED":true}}',
    '{"HostConfig":{"\\u0050rivileged":true}}',
    '{"HostConfig":{},"hostCONFIG":{"privileged":true}}',
    '{"HostConfig":{"Privileged":false,"privileged":true}}',
    '{"HostConfig":{"Privileged":true},"HostConfig":{"Memory":5}}',
    '{"HostConfig":{"Privi\\u006ceged":true,"x":1}}',
  ])
    t.equal(safe.judge(callOf(create, body)).decision, 'deny', body)
})

t.test('a condition without a value denies, also for warn and for deny', async t => {
  for (const decision of ['allow', 'warn', 'deny']) {
    const rules = (when: string) =>
      policy(`
rules:
  - { name: broken, operations: ContainerCreate, decision: ${decision}, when: ${JSON.stringify(when)} }
  - { name: rest, operations: "*", decision: allow }
`)
    const calls: [when: string, body: unknown][] = [
      ['body.NoSuchField == 1', {}],
      ['body.HostConfig.Binds.all(b, b.startsWith("/"))', { HostConfig: { Binds: 5 } }],
      ['body.Image', {}],
      ['query.platform == "linux"', {}],
      ['body.Labels.constructor == "x"', {}],
      ['identity.tls.commonName == "ci"', {}],
      ['!privileged.privileged', { HostConfig: { Privileged: 'false' } }],
      ['mounts.all(m, m.readOnly)', { HostConfig: { Binds: { a: 'b' } } }],
      ['mounts.size() == 0', { HostConfig: [] }],
    ]
    for (const [when, body] of calls) {
      const verdict = rules(when).judge(callOf(create, body))
      t.match(verdict, { decision: 'deny', rule: 'broken', message: /cannot judge/ }, `${decision}: ${when}`)
      t.notMatch(verdict.message, /\n/)
    }
  }
})

t.test('what else a condition sees', async t => {
  const holds = (when: string, line: string, body?: unknown, caller = {}) =>
    allowWhen(when).judge(callOf(line, body, caller)).decision === 'allow'
  t.ok(holds('query.t == "a"', 'POST /build?t=a&t=b'), 'the first value')
  t.ok(holds('queryAll.t == ["a", "b"]', 'POST /build?t=a&t=b'))
  t.ok(holds('!("remote" in query)', 'POST /build'))
  t.ok(holds('params.name == "x" && operation == "ContainerStop"', 'POST /containers/x/stop'))
  t.ok(holds('client == "1.20"', 'GET /v1.20/info'))
  t.ok(holds('body.HostConfig.Memory <= 1073741824', create, { HostConfig: { Memory: 5 } }))
  t.ok(
    holds('body.HostConfig.Memory == 9007199254740993', create, '{"HostConfig":{"Memory":9007199254740993}}'),
  )
  t.ok(holds('body.Labels["constructor"] == "x"', create, { Labels: { constructor: 'x' } }))
  t.ok(holds('!has(identity.tls) && identity.listener == "main"', 'GET /info'))
  t.ok(
    holds('identity.unix.uid == 5', 'GET /info', undefined, {
      identity: { listener: 'x', unix: { uid: 5, gid: 1, pid: 2 } },
    }),
  )
})

t.test('needsBody: only where a rule looks at it', async t => {
  const { operation } = callOf(create)
  const { operation: stop } = callOf('POST /containers/x/stop')
  const { operation: build } = callOf('POST /build')
  t.ok(allowWhen('!body.Tty').needsBody(operation))
  t.ok(allowWhen('mounts.size() == 0').needsBody(operation))
  t.notOk(allowWhen('query.name == "x"').needsBody(operation))
  t.notOk(allowWhen('!privileged.any').needsBody(stop), 'takes none')
  t.notOk(allowWhen('!privileged.any').needsBody(build), 'takes no JSON')
  t.ok(policy('rules: [{ name: r, operations: "*", images: a, decision: allow }]').needsBody(operation))
})

t.test('a policy judges all spellings of a body alike', async t => {
  const bodies = fc.record(
    {
      Image: fc.constantFrom('busybox', 'evil'),
      Tty: fc.boolean(),
      Labels: fc.dictionary(fc.constantFrom('team', 'Team'), fc.constantFrom('blue', 'red')),
      HostConfig: fc.record(
        {
          Privileged: fc.boolean(),
          NetworkMode: fc.constantFrom('host', 'none'),
          Binds: fc.array(fc.constantFrom('/etc:/etc', 'v:/v', '/srv/../etc:/e')),
          CapAdd: fc.array(fc.constantFrom('ALL', 'CHOWN')),
          Devices: fc.array(fc.record({ PathOnHost: fc.constantFrom('/dev/sda', '/dev/null') })),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  const careful = policy(`
rules:
  - { name: doors, operations: ContainerCreate, decision: deny, when: privileged.any || body.Tty }
  - { name: blue, operations: ContainerCreate, decision: allow, labels: "team=blue", images: busybox }
`)
  fc.assert(
    fc.property(bodies, fc.infiniteStream(fc.boolean()), (body, coins) => {
      const respelled = respell(body, coins, false) as object
      const judged = callOf(create, body)
      const other = callOf(create, respelled)
      t.strictSame(careful.judge(other), careful.judge(judged))
      // What is sent is what was judged.
      t.strictSame(JSON.parse(JSON.stringify(other.body)), JSON.parse(JSON.stringify(judged.body)))
    }),
  )
})

/** Keys of structs in some other case; those of Labels are the user's. */
function respell(value: unknown, coins: Iterator<boolean>, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map(item => respell(item, coins, false))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const letters = Array.from(key, letter =>
        coins.next().value ? letter.toUpperCase() : letter.toLowerCase(),
      )
      return [isMap ? key : letters.join(''), respell(member, coins, key === 'Labels')]
    }),
  )
}

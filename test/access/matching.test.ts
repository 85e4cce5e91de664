/** Which rule a call meets: operations, who, versions, names, images, labels; the first one decides. */
import t from 'tap'
import type { Identity } from '../../src/access/identity.ts'
import { callOf, objectNamed, policy } from './calls.ts'

const decide = (rule: string, line: string, body?: unknown, caller = {}) =>
  policy(`rules: [{ name: r, decision: allow, ${rule} }]`).judge(callOf(line, body, caller)).decision

t.test('the first rule that matches decides, and no rule means no', async t => {
  const ordered = policy(`
rules:
  - { name: no-info, operations: SystemInfo, decision: deny, message: not for you }
  - { name: trial, operations: [VolumeList], decision: warn }
  - { name: reading, operations: read, decision: allow }
`)
  t.strictSame(ordered.judge(callOf('GET /info')), {
    decision: 'deny',
    rule: 'no-info',
    message: 'not for you',
  })
  t.strictSame(ordered.judge(callOf('GET /volumes')), {
    decision: 'warn',
    rule: 'trial',
    message: 'access denied: VolumeList is refused by the rule trial',
  })
  t.strictSame(ordered.judge(callOf('GET /containers/json')), { decision: 'allow', rule: 'reading' })
  t.strictSame(ordered.judge(callOf('POST /containers/prune')), {
    decision: 'deny',
    rule: undefined,
    message: 'access denied: no rule of the policy allows ContainerPrune',
  })
  t.strictSame(ordered.explain(callOf('GET /version')).considered, [
    { rule: 'no-info', outcome: 'operations' },
    { rule: 'trial', outcome: 'operations' },
    { rule: 'reading', outcome: 'matched' },
  ])
})

t.test('operations: operationIds, groups, globs', async t => {
  const cases: [operations: string, line: string, decision: string][] = [
    ['ContainerList', 'GET /containers/json', 'allow'],
    ['ContainerList', 'GET /containers/x/json', 'deny'],
    ['Container*', 'POST /containers/create', 'allow'],
    ['containers', 'POST /containers/x/exec', 'deny'],
    ['exec', 'POST /containers/x/exec', 'allow'],
    ['exec', 'POST /exec/x/start', 'allow'],
    ['containers.read', 'GET /containers/x/logs', 'allow'],
    ['containers.read', 'POST /containers/x/stop', 'deny'],
    ['containers.write', 'POST /containers/x/stop', 'allow'],
    ['read', 'GET /containers/x/attach/ws', 'deny'],
    ['read', 'GET /containers/x/archive?path=/', 'deny'],
    ['read', 'GET /swarm', 'deny'],
    ['read', 'GET /swarm/unlockkey', 'deny'],
    ['read', 'GET /debug/vars', 'deny'],
    ['build', 'POST /session', 'allow'],
    ['build', 'POST /grpc', 'allow'],
    ['images', 'POST /commit', 'allow'],
    ['"*"', 'DELETE /volumes/x', 'allow'],
  ]
  for (const [operations, line, decision] of cases)
    t.equal(decide(`operations: ${operations}`, line), decision, `${operations}: ${line}`)
})

t.test('who: every part has to fit, one of its values', async t => {
  const ci: Identity = {
    listener: 'ci',
    tls: { commonName: 'ci-7', subjectAltNames: ['DNS:ci.example', 'URI:spiffe://example/ci'] },
    unix: { uid: 1000, gid: 100, pid: 5, containerId: 'abc' },
    address: '::ffff:10.1.2.3',
  }
  const nobody: Identity = { listener: 'main' }
  const cases: [who: string, ofCi: string, ofNobody: string][] = [
    ['listener: c*', 'allow', 'deny'],
    ['listener: [a, main]', 'deny', 'allow'],
    ['cn: "ci-?"', 'allow', 'deny'],
    ['cn: "*"', 'allow', 'deny'],
    ['san: "URI:spiffe://example/*"', 'allow', 'deny'],
    ['san: "DNS:spiffe://example/*"', 'deny', 'deny'],
    ['uid: [0, 1000]', 'allow', 'deny'],
    ['uid: 0', 'deny', 'deny'],
    ['gid: 100', 'allow', 'deny'],
    ['container: a*', 'allow', 'deny'],
    ['address: 10.0.0.0/8', 'allow', 'deny'],
    ['address: 10.1.2.4', 'deny', 'deny'],
    ['listener: ci, uid: 5', 'deny', 'deny'],
  ]
  for (const [who, ofCi, ofNobody] of cases) {
    const rule = `operations: ping, who: { ${who} }`
    t.equal(decide(rule, 'GET /_ping', undefined, { identity: ci }), ofCi, `ci: ${who}`)
    t.equal(decide(rule, 'GET /_ping', undefined, { identity: nobody }), ofNobody, `nobody: ${who}`)
  }
})

t.test('versions', async t => {
  const cases: [versions: string, client: string, decision: string][] = [
    ['"<1.24"', '1.5', 'allow'],
    ['"<1.24"', '1.24', 'deny'],
    ['1.24..1.40', '1.40', 'allow'],
    ['1.24..1.40', '1.41', 'deny'],
    ['1.40', '1.40', 'allow'],
    ['[1.5, ">=1.44"]', '1.44', 'allow'],
    ['">=1.5"', '1.44', 'allow'],
  ]
  for (const [versions, client, decision] of cases)
    t.equal(
      decide(`operations: read, versions: ${versions}`, `GET /v${client}/info`),
      decision,
      `${client} in ${versions}`,
    )
})

t.test('names are those of the object, whatever the client calls it', async t => {
  const rule = 'operations: "*", names: "web-*"'
  const web = objectNamed('web-1')
  t.equal(decide(rule, 'POST /containers/0123abc/stop', undefined, { object: web }), 'allow')
  t.equal(decide(rule, 'POST /containers/web-1/stop', undefined, { object: objectNamed('db') }), 'deny')
  t.equal(decide(rule, 'POST /containers/web-9/stop', undefined, { object: null }), 'allow', 'is not there')
  t.equal(decide(rule, 'POST /containers/create?name=web-2', {}), 'allow')
  t.equal(decide(rule, 'POST /containers/create?name=db', {}), 'deny')
  t.equal(decide(rule, 'POST /networks/create', { name: 'web-net' }), 'allow')
  t.equal(decide(rule, 'GET /info'), 'deny', 'about no object')
  t.equal(decide(rule, 'POST /containers/x/rename?name=db', undefined, { object: web }), 'deny', 'half a fit')
  t.equal(decide(rule, 'POST /containers/x/rename?name=web-2', undefined, { object: web }), 'allow')
  const renaming = policy(
    'rules: [{ name: no-db, operations: "*", names: db, decision: deny }, { name: all, operations: "*", decision: allow }]',
  )
  t.equal(renaming.judge(callOf('POST /containers/web/rename?name=db')).decision, 'deny')
  t.equal(renaming.judge(callOf('POST /containers/db/rename?name=web')).decision, 'deny')
  t.equal(renaming.judge(callOf('POST /containers/web/rename?name=www')).decision, 'allow')
})

t.test('an object that was not looked up is denied', async t => {
  const named = policy('rules: [{ name: r, operations: "*", names: "*", decision: allow }]')
  const { object, ...call } = callOf('POST /containers/web/stop')
  t.ok(object)
  t.match(named.judge(call), { decision: 'deny', rule: 'r', message: /not looked up/ })
  t.ok(named.needsObject(call.operation))
  t.notOk(named.needsObject(callOf('POST /containers/create').operation))
  t.notOk(policy('rules: [{ name: r, operations: "*", decision: allow }]').needsObject(call.operation))
})

t.test('images under all their spellings', async t => {
  const create = (images: string, Image: string) =>
    decide(`operations: ContainerCreate, images: ${images}`, 'POST /containers/create', { Image })
  for (const spelling of [
    'busybox',
    'busybox:latest',
    'library/busybox',
    'docker.io/library/busybox:latest',
    'index.docker.io/busybox',
  ]) {
    t.equal(create('busybox:latest', spelling), 'allow', spelling)
    t.equal(create('docker.io/library/*', spelling), 'allow', spelling)
  }
  t.equal(create('busybox:latest', 'busybox:1'), 'deny')
  t.equal(create('registry.example:5000/*', 'registry.example:5000/team/app'), 'allow')
  t.equal(create('registry.example/*', 'registry.example.evil/app'), 'deny')
  t.equal(create('busybox', 'busybox@sha256:00'), 'allow')
  t.equal(create('busybox', 'evil/busybox'), 'deny')
  t.equal(create('"*"', 'cafe'), 'allow')
  t.match(
    policy('rules: [{ name: r, operations: "*", images: "c*", decision: allow }]').judge(
      callOf('POST /containers/create', { Image: 'cafe' }),
    ),
    { decision: 'deny', message: /cafe may be the ID of any image/ },
  )
  const pull = (query: string) =>
    decide('operations: ImageCreate, images: "busybox:1.*"', `POST /images/create?${query}`)
  t.equal(pull('fromImage=busybox&tag=1.36'), 'allow')
  t.equal(pull('fromImage=busybox'), 'deny')
  const build = (query: string) => decide('operations: ImageBuild, images: "team/*"', `POST /build?${query}`)
  t.equal(build('t=team/a&t=team/b'), 'allow')
  t.equal(build('t=team/a&t=prod/b'), 'deny')
  t.equal(build(''), 'deny')
})

t.test('labels of what is made and of what is there', async t => {
  const rule = 'operations: "*", labels: "team=blue*"'
  t.equal(decide(rule, 'POST /containers/create', { Labels: { team: 'blue-1' } }), 'allow')
  t.equal(decide(rule, 'POST /containers/create', { labels: { team: 'red' } }), 'deny')
  t.equal(decide(rule, 'POST /containers/create', {}), 'deny')
  const object = (team: string) => ({ object: objectNamed('x', { team }) })
  t.equal(decide(rule, 'DELETE /containers/x', undefined, object('blue')), 'allow')
  t.equal(decide(rule, 'DELETE /containers/x', undefined, object('red')), 'deny')
  t.equal(
    decide('operations: "*", labels: team', 'DELETE /volumes/x', undefined, object('anything')),
    'allow',
  )
  t.equal(
    decide(rule, 'POST /services/x/update?version=1', { Labels: {} }, object('blue')),
    'deny',
    'an update that takes the label away',
  )
})

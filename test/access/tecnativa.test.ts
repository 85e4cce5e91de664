/** Tecnativa's variables: what its haproxy lets through, operation by operation. */
import t from 'tap'
import { policyFromTecnativa } from '../../src/access/tecnativa.ts'
import { callOf } from './calls.ts'

const allowed = (env: Record<string, string>, ...lines: string[]) => {
  const policy = policyFromTecnativa(env)
  return lines.filter(line => policy.judge(callOf(line)).decision === 'allow')
}

t.test('without variables: ping, version and events', async t => {
  const open = ['GET /_ping', 'HEAD /_ping', 'GET /version', 'GET /events']
  t.strictSame(
    allowed({}, ...open, 'GET /containers/json', 'GET /info', 'POST /auth', 'GET /debug/vars'),
    open,
  )
  t.strictSame(allowed({ EVENTS: '0', PING: '0', VERSION: '0' }, ...open), [])
  t.strictSame(allowed({ EVENTS: '' }, 'GET /events'), ['GET /events'])
})

t.test('sections, read-only and with POST', async t => {
  const sections: Record<string, [reading: string[], writing: string[]]> = {
    AUTH: [[], ['POST /auth']],
    BUILD: [[], ['POST /build', 'POST /build/prune']],
    COMMIT: [[], ['POST /commit?container=x']],
    CONFIGS: [['GET /configs'], ['POST /configs/create']],
    CONTAINERS: [
      ['GET /containers/json', 'GET /containers/x/logs', 'HEAD /containers/x/archive?path=/'],
      [
        'POST /containers/create',
        'POST /containers/x/exec',
        'DELETE /containers/x',
        'GET /containers/x/attach/ws',
      ],
    ],
    DISTRIBUTION: [['GET /distribution/x/json'], []],
    EXEC: [['GET /exec/x/json'], ['POST /exec/x/start']],
    GRPC: [[], ['POST /grpc']],
    IMAGES: [['GET /images/json'], ['POST /images/create?fromImage=x', 'DELETE /images/x']],
    INFO: [['GET /info'], []],
    NETWORKS: [['GET /networks'], ['POST /networks/create', 'DELETE /networks/x']],
    NODES: [['GET /nodes'], ['DELETE /nodes/x']],
    PLUGINS: [['GET /plugins'], ['POST /plugins/x/enable']],
    SECRETS: [['GET /secrets'], ['POST /secrets/create']],
    SERVICES: [['GET /services'], ['POST /services/create']],
    SESSION: [[], ['POST /session']],
    SWARM: [['GET /swarm', 'GET /swarm/unlockkey'], ['POST /swarm/init']],
    SYSTEM: [['GET /system/df'], []],
    TASKS: [['GET /tasks'], []],
    VOLUMES: [['GET /volumes'], ['POST /volumes/create', 'PUT /volumes/x?version=1', 'POST /volumes/prune']],
  }
  const everything = Object.values(sections).flat(2)
  for (const [variable, [reading, writing]] of Object.entries(sections)) {
    t.strictSame(allowed({ [variable]: '1' }, ...everything), reading, variable)
    t.strictSame(
      new Set(allowed({ [variable]: '1', POST: '1' }, ...everything)),
      new Set([...reading, ...writing]),
      `${variable} and POST`,
    )
  }
  t.strictSame(allowed({ POST: '1' }, ...everything), [])
})

t.test('single calls: with POST, without CONTAINERS', async t => {
  const calls = ['start', 'stop', 'restart', 'kill', 'pause'].map(verb => `POST /containers/x/${verb}`)
  const verbs = (env: Record<string, string>) => allowed(env, ...calls).map(line => line.split('/').at(-1))
  t.strictSame(verbs({ POST: '1', ALLOW_START: '1' }), ['start'])
  t.strictSame(verbs({ POST: '1', ALLOW_STOP: '1' }), ['stop'])
  t.strictSame(verbs({ POST: '1', ALLOW_RESTARTS: '1' }), ['stop', 'restart', 'kill'])
  t.strictSame(verbs({ ALLOW_START: '1', ALLOW_STOP: '1', ALLOW_RESTARTS: '1' }), [])
})

t.test('the verdict names the variable; what is no number is refused', async t => {
  t.strictSame(policyFromTecnativa({ CONTAINERS: '1' }).judge(callOf('GET /containers/json')), {
    decision: 'allow',
    rule: 'CONTAINERS',
  })
  t.throws(() => policyFromTecnativa({ CONTAINERS: 'true' }), {
    name: 'ConfigError',
    message: 'CONTAINERS: must be 0 or 1, not "true".',
  })
})

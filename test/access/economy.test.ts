/** What judging a call costs, counted and not timed: `npm run bench` has the time. */
import t from 'tap'
import type { Identity } from '../../src/access/identity.ts'
import { createPolicy, type Rule } from '../../src/access/judge.ts'
import { createVisibility } from '../../src/access/visibility.ts'
import { callOf, policy } from './calls.ts'

const RULES = 100
const open = createVisibility([], [])
const allow: Rule = {
  name: 'last',
  operations: new Set(['ContainerList', 'ContainerCreate']),
  decision: 'allow',
}

/** Rules whose conditions count how often they are asked, and never hold. */
function counting(operation: string, readsIdentity = false) {
  const counted = { asked: 0 }
  const holds = () => {
    counted.asked++
    return false
  }
  const rules = Array.from({ length: RULES }, (_, index): Rule => {
    const when = { text: '', readsBody: false, readsIdentity, holds }
    return { name: `rule-${index}`, operations: new Set([operation]), decision: 'deny', when }
  })
  return { counted, policy: createPolicy([...rules, allow], open) }
}

const listed = (path = '/containers/json', identity: Identity = { listener: 'main' }) =>
  callOf(`GET ${path}`, undefined, { identity })
const process = (pid: number): Identity => ({ listener: 'main', unix: { uid: 0, gid: 0, pid } })

t.test('rules about other operations are not looked at', async t => {
  const { counted, policy } = counting('ContainerCreate')
  t.equal(policy.judge(listed()).rule, 'last')
  t.equal(counted.asked, 0)
})

t.test('the same question is asked once, whoever of a listener asks it', async t => {
  const { counted, policy } = counting('ContainerList')
  for (const pid of [1, 1, 2]) t.equal(policy.judge(listed(undefined, process(pid))).rule, 'last')
  t.equal(counted.asked, RULES)
})

t.test('another question is another', async t => {
  const { counted, policy } = counting('ContainerList')
  const others = [
    listed(),
    listed('/containers/json?all=1'),
    listed('/v1.24/containers/json'),
    listed(undefined, { listener: 'other' }),
    listed(undefined, { listener: 'main', address: '10.0.0.1' }),
    listed(undefined, { listener: 'main', tls: { commonName: 'ci', subjectAltNames: [] } }),
    listed(undefined, { listener: 'main', unix: { uid: 1, gid: 0, pid: 1 } }),
    listed(undefined, { listener: 'main', unix: { uid: 0, gid: 1, pid: 1 } }),
    listed(undefined, { listener: 'main', unix: { uid: 0, gid: 0, pid: 1, containerId: 'c' } }),
  ]
  for (const call of others) policy.judge(call)
  t.equal(counted.asked, others.length * RULES)
})

t.test('two processes are two where a condition looks at who asks', async t => {
  const { counted, policy } = counting('ContainerList', true)
  for (const pid of [1, 2, 2]) policy.judge(listed(undefined, process(pid)))
  t.equal(counted.asked, 2 * RULES)
})

t.test('what has a body is judged each time', async t => {
  const { counted, policy } = counting('ContainerCreate')
  for (const Image of ['a', 'a']) policy.judge(callOf('POST /containers/create', { Image }))
  t.equal(counted.asked, 2 * RULES)
})

t.test('what conditions see is worked out once for all of them', async t => {
  const looksAt = (rules: number) => {
    const many = Array.from({ length: rules }, (_, index) => ({
      name: `rule-${index}`,
      operations: ['*'],
      decision: 'deny',
      when: `privileged.privileged || mounts.exists(m, m.source == "/etc/${index}") || body.HostConfig.Init`,
    }))
    let looks = 0
    const body = {
      Image: 'busybox',
      get HostConfig() {
        looks++
        return { Binds: ['/srv/a:/a'] }
      },
    }
    policy(JSON.stringify({ rules: many })).judge({ ...callOf('POST /containers/create', {}), body })
    return looks
  }
  t.not(looksAt(1), 0)
  t.equal(looksAt(RULES), looksAt(1))
})

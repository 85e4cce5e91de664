import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.23.ts'
import type { JsonValue } from '../../src/translate/json.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.22', '1.41')

checkQueries(t, rules, 'v1.23-image-load', 'ImageLoad', [
  ['', 'quiet=1'],
  ['quiet=0', 'quiet=1'],
])

t.test('v1.23-network-delete-status: an empty answer', async t => {
  const { status, responseHeaders } = stepsOf(rules, 'v1.23-network-delete-status', 'NetworkDelete')
  t.equal(status!(204, context), 200)
  t.strictSame(responseHeaders!({ date: 'd' }, context), { date: 'd', 'content-length': '0' })
})

const option = (value: string) => ({ 'com.docker.network.enable_ipv6': value })
checkRows(
  t,
  rules,
  ['v1.23-network-ipv6-option', 'NetworkCreate', 'request'],
  [
    [
      { Name: 'n', Options: { ...option('true'), a: 'b' } },
      { Name: 'n', EnableIPv6: true, Options: { a: 'b' } },
    ],
    [{ Options: option('false') }, SAME],
    [{ Options: null }, SAME],
    [{ Name: 'n' }, SAME],
  ],
)

checkQueries(t, rules, 'v1.23-ps-filter-unknown', 'ContainerList', [
  ['filters={"nosuch":["x"],"name":["a"]}', 'filters={"name":["a"]}'],
  ['all=1&filters={"nosuch":["x"]}', 'all=1'],
  ['filters={"status":["exited"]}', 'filters={"status":["exited"]}'],
  ['', ''],
])

const joined = 'v1.23-hostname-domainname'
checkRows(
  t,
  rules,
  [joined, 'ContainerCreate', 'request'],
  [
    [
      { Hostname: 'a', Domainname: 'b.c' },
      { Hostname: 'a.b.c', Domainname: '' },
    ],
    [{ Hostname: 'a', Domainname: '' }, SAME],
    [{ Domainname: 'b.c' }, SAME],
    [{ Hostname: 'a'.repeat(60), Domainname: 'b.c.d' }, SAME],
  ],
)
checkRows(
  t,
  rules,
  [joined, 'ContainerInspect', 'response'],
  [
    [{ Config: { Hostname: 'a.b.c', Domainname: '' } }, { Config: { Hostname: 'a', Domainname: 'b.c' } }],
    [{ Config: { Hostname: '0123456789ab', Domainname: '' } }, SAME],
    [{ Config: { Hostname: 'a.b', Domainname: 'c' } }, SAME],
    [{ Config: null }, SAME],
  ],
)

t.test(`${joined}: both are shown as they were sent`, async t => {
  const { request } = stepsOf(rules, joined, 'ContainerCreate')
  const { response } = stepsOf(rules, joined, 'ContainerInspect')
  const label = fc.stringMatching(/^[a-z]{1,12}$/)
  fc.assert(
    fc.property(label, fc.array(label, { minLength: 1, maxLength: 3 }), (Hostname, labels) => {
      const sent = { Hostname, Domainname: labels.join('.') }
      const stored = request!(sent, context) as JsonValue
      return JSON.stringify(response!({ Config: stored }, context)) === JSON.stringify({ Config: sent })
    }),
  )
  t.pass()
})

checkRows(
  t,
  rules,
  ['v1.23-info-init-fields', 'SystemInfo', 'response'],
  [[{ ID: 'i' }, { ID: 'i', InitPath: '', InitSha1: '' }]],
)

checkRows(
  t,
  rules,
  ['v1.19-auth-204', 'SystemAuth', 'response'],
  [
    [{ Status: 'Login Succeeded', IdentityToken: '' }, { Status: 'Login Succeeded' }],
    [{ Status: 'Login Succeeded' }, SAME],
  ],
)

import t from 'tap'
import rules from '../../rules/v1.39.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.38', '1.40')

t.test('v1.39-info-unknown: what is not known is called so', async t => {
  const { response } = stepsOf(rules, 'v1.39-info-unknown', 'SystemInfo')
  t.strictSame(response!({ KernelVersion: '', OperatingSystem: '', Name: '' }, context), {
    KernelVersion: '<unknown>',
    OperatingSystem: '<unknown>',
    Name: '',
  })
  const known = { KernelVersion: '6.1', OperatingSystem: 'Debian' }
  t.equal(response!(known, context), known)
})

t.test('v1.39-swarm-init-addrpool: address pools are ignored', async t => {
  const { request } = stepsOf(rules, 'v1.39-swarm-init-addrpool', 'SwarmInit')
  t.strictSame(
    request!({ ListenAddr: '0.0.0.0', DefaultAddrPool: ['10.9.0.0/16'], SubnetSize: 24 }, context),
    { ListenAddr: '0.0.0.0' },
  )
})

t.test('v1.39-ping-builder-version: no advice to use BuildKit', async t => {
  for (const operation of ['SystemPing', 'SystemPingHead']) {
    const { responseHeaders } = stepsOf(rules, 'v1.39-ping-builder-version', operation)
    t.strictSame(responseHeaders!({ 'api-version': '1.51', 'builder-version': '2' }, context), {
      'api-version': '1.51',
    })
    const silent = { 'api-version': '1.41' }
    t.equal(responseHeaders!(silent, context), silent)
  }
})

import t from 'tap'
import rules from '../../rules/v1.28.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.27', '1.40')

t.test('v1.28-attach-ws-frames: text frames', async t => {
  t.equal(stepsOf(rules, 'v1.28-attach-ws-frames', 'ContainerAttachWebsocket').websocketOpcode, 1)
})

t.test('v1.28-network-list-containers: every network has Containers', async t => {
  const { response } = stepsOf(rules, 'v1.28-network-list-containers', 'NetworkList')
  const Containers = { c1: { Name: 'a' } }
  t.strictSame(response!([{ Name: 'bridge' }, { Name: 'n', Containers }], context), [
    { Name: 'bridge', Containers: {} },
    { Name: 'n', Containers },
  ])
})

t.test('v1.28-stdcopy-systemerr: an error of the log is on stderr', async t => {
  const payload = Buffer.from('Error grabbing logs: unexpected EOF\n')
  for (const operation of ['ContainerLogs', 'ServiceLogs', 'TaskLogs']) {
    const { frame } = stepsOf(rules, 'v1.28-stdcopy-systemerr', operation)
    t.strictSame(frame!({ stream: 3, payload }, context), { stream: 2, payload })
    const ordinary = { stream: 1, payload }
    t.equal(frame!(ordinary, context), ordinary)
  }
})

import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.27.ts'
import { type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { contextFor, stepsOf } from './steps.ts'

const { message } = stepsOf(rules, 'v1.27-percpu-usage', 'ContainerStats')
const context = contextFor('1.26', '1.40')

t.test('v1.27-percpu-usage: cgroup v2 gets one element for each CPU', async t => {
  t.strictSame(
    message!(
      {
        cpu_stats: { cpu_usage: { total_usage: 10 }, online_cpus: 4 },
        precpu_stats: { cpu_usage: { total_usage: 0 } },
      },
      context,
    ),
    {
      cpu_stats: { cpu_usage: { total_usage: 10, percpu_usage: [4, 2, 2, 2] }, online_cpus: 4 },
      precpu_stats: { cpu_usage: { total_usage: 0 } },
    },
  )
})

t.test('v1.27-percpu-usage: what cgroup v1 tells stays, and so does what cannot be read', async t => {
  for (const cpu of [
    { cpu_usage: { total_usage: 3, percpu_usage: [1, 2, 0, 0] }, online_cpus: 2 },
    { cpu_usage: { total_usage: 3 }, online_cpus: 0 },
    { cpu_usage: { total_usage: 3 }, online_cpus: 1e9 },
    { cpu_usage: { total_usage: 3 }, online_cpus: '2' },
    { cpu_usage: null, online_cpus: 2 },
  ]) {
    const stats = { cpu_stats: cpu }
    t.equal(message!(stats, context), stats)
  }
})

t.test('v1.27-percpu-usage: the shares add up to the total, to the digit', async t => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.integer({ min: 1, max: 256 }), (total, online_cpus) => {
      const total_usage: JsonValue = total < 2n ** 53n ? Number(total) : new LosslessNumber(String(total))
      const stats = { cpu_stats: { cpu_usage: { total_usage }, online_cpus } }
      const answer = message!(stats, context) as { cpu_stats: { cpu_usage: { percpu_usage: unknown[] } } }
      const shares = answer.cpu_stats.cpu_usage.percpu_usage.map(share => BigInt(String(share)))
      return shares.length === online_cpus && shares.reduce((sum, share) => sum + share, 0n) === total
    }),
  )
  t.pass()
})

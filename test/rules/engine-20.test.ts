import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/engine-20.ts'
import { contextFor, stepsOf } from './steps.ts'

const MiB = 1024 * 1024
const context = contextFor('1.40', '1.40')

t.test('v1.41-memory-minimum-6mb: limits that only the old daemon took are raised', async t => {
  const create = stepsOf(rules, 'v1.41-memory-minimum-6mb', 'ContainerCreate').request!
  const update = stepsOf(rules, 'v1.41-memory-minimum-6mb', 'ContainerUpdate').request!
  const cases = [
    [{ Memory: 5 * MiB }, { Memory: 6 * MiB }],
    [
      { Memory: 5 * MiB, MemorySwap: 5 * MiB },
      { Memory: 6 * MiB, MemorySwap: 6 * MiB },
    ],
    [
      { Memory: 4 * MiB, MemorySwap: -1, MemoryReservation: 4 * MiB, KernelMemory: 5 * MiB },
      { Memory: 6 * MiB, MemorySwap: -1, MemoryReservation: 6 * MiB, KernelMemory: 6 * MiB },
    ],
    [
      { Memory: 8 * MiB, MemorySwap: 1 },
      { Memory: 8 * MiB, MemorySwap: 1 },
    ],
    [{ Memory: 4 * MiB - 1 }, { Memory: 4 * MiB - 1 }],
    [{ Memory: 0 }, { Memory: 0 }],
    [{ Memory: '5000000' }, { Memory: '5000000' }],
  ] as const
  for (const [sent, expected] of cases) {
    t.strictSame(update(sent, context), expected)
    t.strictSame(create({ HostConfig: sent }, context), { HostConfig: expected })
    t.strictSame(create(sent, context), expected)
  }
})

t.test('v1.41-memory-minimum-6mb: so are those of a build', async t => {
  const query = stepsOf(rules, 'v1.41-memory-minimum-6mb', 'ImageBuild').query!
  const cases = [
    [`memory=${5 * MiB}&memswap=${5 * MiB}`, `memory=${6 * MiB}&memswap=${6 * MiB}`],
    [`memory=${5 * MiB}&memswap=-1`, `memory=${6 * MiB}&memswap=-1`],
    [`memory=${5 * MiB}`, `memory=${6 * MiB}`],
    ['memory=0&memswap=0', 'memory=0&memswap=0'],
    ['memory=much', 'memory=much'],
    ['t=a', 't=a'],
  ] as const
  for (const [sent, expected] of cases)
    t.equal(query(new URLSearchParams(sent), context).toString(), expected)
})

t.test('v1.41-memory-minimum-6mb: what 19.03 took, 20.10 takes', async t => {
  const update = stepsOf(rules, 'v1.41-memory-minimum-6mb', 'ContainerUpdate').request!
  const limits = fc
    .record({
      Memory: fc.integer({ min: 4 * MiB, max: 9 * MiB }),
      above: fc.integer({ min: 0, max: 9 * MiB }),
    })
    .map(({ Memory, above }) => ({ Memory, MemorySwap: Memory + above }))
  fc.assert(
    fc.property(limits, sent => {
      const { Memory, MemorySwap } = update(sent, context) as typeof sent
      return (
        Memory >= 6 * MiB && Memory >= sent.Memory && MemorySwap >= Memory && MemorySwap >= sent.MemorySwap
      )
    }),
  )
  t.pass()
})

t.test('v1.40-capabilities-exact-list: the exact set is what is added to nothing', async t => {
  const { request } = stepsOf(rules, 'v1.40-capabilities-exact-list', 'ContainerCreate')
  const withList = (Capabilities: string[] | null) => ({
    Image: 'a',
    HostConfig: { Capabilities, Privileged: false },
  })
  for (const list of [[], ['CAP_NET_RAW', 'CAP_CHOWN']]) {
    t.strictSame(request!(withList(list), context), {
      Image: 'a',
      HostConfig: { Privileged: false, CapAdd: list, CapDrop: ['ALL'] },
    })
  }
  const ignored = { Image: 'a', HostConfig: { Privileged: false } }
  t.strictSame(request!(withList(null), context), ignored)
  t.strictSame(request!(withList(['CAP_CHOWN']), contextFor('1.39', '1.40')), ignored)
  t.equal(request!(ignored, context), ignored)
})

t.test('v1.40-capabilities-exact-list: what 19.03 refused is refused in its words', async t => {
  const { request } = stepsOf(rules, 'v1.40-capabilities-exact-list', 'ContainerCreate')
  const cases = [
    [{ Capabilities: [], CapAdd: ['CHOWN'] }, 'conflicting options: Capabilities and CapAdd'],
    [{ Capabilities: [], CapDrop: ['CHOWN'] }, 'conflicting options: Capabilities and CapDrop'],
    [{ Capabilities: ['all'] }, 'invalid Capabilities: unknown capability: "all"'],
  ] as const
  for (const [HostConfig, message] of cases) {
    t.throws(() => request!({ HostConfig }, context), { code: 'untranslatable', httpStatus: 400, message })
  }
})

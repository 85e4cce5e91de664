/** The exceptions of the differential suite: each is of something that there is, and excepts nothing besides. */
import t from 'tap'
import { rules } from '../../rules/index.ts'
import { exceptionFor, exceptionsOf, expectationsFor, unusedExceptions, wideExceptions } from './excepting.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { SCENARIOS } from './scenarios/index.ts'

const place = { operation: 'SystemPing', scenario: 'plain', version: '1.24', release: '28.5.2' } as const
const advice = { path: 'ask GET /_ping:.headers.builder-version', direct: '"2"', through: '(absent)' }

t.test(
  'every exception has a name of its own, scenarios to occur in, and a change when it is for the better',
  async t => {
    t.equal(new Set(EXCEPTIONS.map(({ name }) => name)).size, EXCEPTIONS.length)
    for (const { name, better, operations, scenarios } of EXCEPTIONS) {
      if (better)
        t.ok(
          rules.some(({ id }) => id === better),
          `${better} is a change`,
        )
      for (const operation of operations) {
        const there = SCENARIOS.filter(scenario => scenario.operation === operation).map(({ name }) => name)
        t.ok(there.length > 0, `${name}: ${operation} has scenarios`)
      }
      const there = SCENARIOS.filter(scenario => operations.includes(scenario.operation)).map(
        ({ name }) => name,
      )
      for (const scenario of scenarios ?? [])
        t.ok(there.includes(scenario), `${name}: ${scenario} is a scenario`)
    }
  },
)

t.test(
  'an exception is of one member with certain values, on certain daemons, at certain versions',
  async t => {
    t.equal(exceptionFor(advice, place)?.better, 'v1.39-ping-builder-version')
    t.notOk(exceptionFor({ ...advice, direct: '"1"' }, place))
    t.notOk(exceptionFor({ ...advice, through: '"1"' }, place))
    t.notOk(exceptionFor({ ...advice, path: 'ask GET /_ping:.headers.swarm' }, place))
    t.notOk(exceptionFor(advice, { ...place, version: '1.42' }))
    t.notOk(exceptionFor(advice, { ...place, release: '20.10.24' }))
    t.notOk(exceptionFor(advice, { ...place, operation: 'SystemInfo' }))
  },
)

t.test('what engines do differently is excepted where the other one is behind Longshore', async t => {
  const here = { operation: 'ContainerCreate', scenario: 'full', version: '1.40', release: '28.5.2' } as const
  const path = 'look GET /containers/made/json:.body.json.Config.OnBuild'
  const triggers = { path, direct: 'null', through: '(absent)' }
  t.ok(exceptionFor(triggers, { ...here, behind: '29.7.2' }))
  t.ok(exceptionFor(triggers, { ...here, release: '20.10.24', behind: '29.7.2' }))
  t.notOk(exceptionFor(triggers, here))
  t.notOk(exceptionFor(triggers, { ...here, release: '20.10.24', behind: '28.5.2' }))
})

t.test('two values of one exception have to belong together', async t => {
  const event = {
    operation: 'SystemEvents',
    scenario: 'of images',
    version: '1.51',
    release: '29.7.2',
  } as const
  const rounded = {
    path: 'ask GET /events:.body.stream.0.timeNano',
    direct: '1795675303371462400',
    through: '1795675303371462348',
  }
  t.equal(exceptionFor(rounded, event)?.name, 'nanoseconds of events, rounded')
  t.notOk(exceptionFor({ ...rounded, through: '1795675303371463000' }, event))
  t.notOk(exceptionFor({ ...rounded, direct: rounded.through }, event))
})

t.test('what becomes of a value is compared with the daemon’s own', async t => {
  const old = { operation: 'ImageCommit', scenario: 'plain', version: '1.21', release: '20.10.24' } as const
  const [ids, ...others] = expectationsFor(old)
  const id = '0'.repeat(64)
  t.equal(ids?.better, 'v1.22-image-ids-sha256')
  t.strictSame(others, [])
  t.equal(ids?.becomes(`sha256:${id}`), id)
  t.equal(ids?.becomes('sha256:digest of something'), 'sha256:digest of something')
  t.strictSame(expectationsFor({ ...old, version: '1.22' }), [])
})

t.test('nothing is compared with an error, but what was asked otherwise is', async t => {
  const old = {
    operation: 'ContainerList',
    scenario: 'unknown filter',
    version: '1.22',
    release: '20.10.24',
  } as const
  const there = { path: 'ask GET /containers/json:.status', direct: '"400"', through: '"200"' }
  const body = { path: 'ask GET /containers/json:.body.json', direct: '(absent)', through: '[]' }
  const elsewhere = { ...body, path: 'look GET /containers/made/json:.body.json' }
  const names = (found: Parameters<typeof exceptionsOf>[0]) =>
    exceptionsOf(found, old).map(exception => exception?.better)
  const better = 'v1.23-ps-filter-unknown'
  t.strictSame(names([there, body, elsewhere]), [better, better, undefined])
  t.strictSame(names([{ ...there, through: '"204"' }, body]), [undefined, undefined])
})

t.test('an exception that does not occur where it could is found', async t => {
  const cell = { ...place, equal: true, excepted: false }
  const names = (cells: Parameters<typeof unusedExceptions>[1]) =>
    unusedExceptions(place.release, cells).map(({ name }) => name)
  t.strictSame(names([cell]), ['Builder-Version of ping'])
  t.strictSame(names([{ ...cell, exceptions: ['Builder-Version of ping'] }]), [])
  t.strictSame(names([{ ...cell, version: '1.51' }]), [])
})

t.test('an exception for versions at which it does not occur is found', async t => {
  const cell = { ...place, equal: false, excepted: true, exceptions: ['Builder-Version of ping'] }
  const names = (cells: Parameters<typeof wideExceptions>[1]) =>
    wideExceptions(place.release, cells).map(({ name }) => name)
  t.strictSame(names([cell, { ...cell, version: '1.41' }]), [])
  t.strictSame(names([cell, { ...place, version: '1.41', equal: true, excepted: false }]), [
    'Builder-Version of ping',
  ])
})

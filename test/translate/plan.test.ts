/** Which changes a call passes, in which order, and what an empty plan costs. */
import t from 'tap'
import { operations } from '../../src/api/operations.ts'
import { change, engine, type StepContext, version } from '../../src/translate/change.ts'
import { createTranslator, type PlanKey } from '../../src/translate/plan.ts'

const operation = operations.find(one => one.name === 'ContainerInspect')!
const say = (word: string) => ({
  request: (body: unknown) => [...(body as string[]), `${word} up`],
  response: (body: unknown) => [...(body as string[]), `${word} down`],
})
const changes = [
  version('1.40', [
    change({
      id: 'b',
      summary: '',
      operations: { ContainerInspect: say('1.40') as never },
      loss: 'something',
    }),
  ]),
  version('1.30', [change({ id: 'a', summary: '', operations: { ContainerInspect: say('1.30') as never } })]),
  version('1.45', [
    change({ id: 'c', summary: '', unversioned: '29.0.0', operations: { '*': say('1.45') as never } }),
  ]),
  engine('29.0.0', '1.52', [
    change({ id: 'e', summary: '', operations: { ContainerInspect: { atLeast: '1.44' } } }),
  ]),
  version('1.20', [change({ id: 'other', summary: '', operations: { ImageInspect: say('no') as never } })]),
].flat()
const translator = createTranslator(changes)
const plan = (key: Partial<PlanKey>) =>
  translator.planFor({ operation, client: '1.24', target: '1.44', newest: '1.51', release: '28.5.2', ...key })
const ids = (key: Partial<PlanKey>) => plan(key).changes.map(one => one.id)

t.test('changes between client and target apply', async t => {
  t.strictSame(ids({}), ['a', 'b'])
  t.strictSame(ids({ client: '1.30' }), ['b'])
  t.strictSame(ids({ client: '1.40', target: '1.40' }), [])
  t.strictSame(ids({ target: '1.51' }), ['a', 'b', 'c'])
})

t.test(
  'an engine brings its changes along at every version, whatever a distribution appends to its release',
  async t => {
    t.strictSame(ids({ client: '1.44', release: '29.0.0' }), ['c', 'e'])
    t.strictSame(ids({ client: '1.44', release: '29.3.1+dfsg1-2' }), ['c', 'e'])
    t.strictSame(ids({ client: '1.44', release: '28.5.2+dfsg4' }), [])
    t.strictSame(
      ids({ client: '1.44', release: 'dev' }),
      ['c', 'e'],
      'an unreadable release counts as the newest',
    )
    t.strictSame(
      ids({ client: '1.52', newest: '1.52', target: '1.52', release: '29.0.0' }),
      [],
      'but not to clients that know them',
    )
  },
)

t.test('requests climb, responses descend', async t => {
  const context = {} as StepContext
  const { request, response } = plan({ target: '1.51' })
  t.strictSame(request!([], context), ['1.30 up', '1.40 up', '1.45 up'])
  t.strictSame(response!([], context), ['1.45 down', '1.40 down', '1.30 down'])
  t.strictSame(plan({}).losses, ['something'])
})

t.test('a change or a younger operation raises the target, never above what the daemon speaks', async t => {
  t.equal(plan({ client: '1.40', target: '1.40', release: '29.0.0' }).target, '1.44')
  t.equal(plan({ client: '1.24', target: '1.24', newest: '1.41', release: '29.0.0' }).target, '1.41')
  const distribution = operations.find(one => one.name === 'DistributionInspect')!
  t.equal(plan({ operation: distribution, client: '1.24', target: '1.24' }).target, '1.30')
})

t.test('an empty plan has no steps, and a plan is compiled once', async t => {
  t.strictSame(Object.keys(plan({ client: '1.51', target: '1.51' })), ['target', 'changes', 'losses'])
  t.equal(plan({}), plan({}))
})

t.test('an answer is left unread where each of its steps says without which texts it may be', async t => {
  const response = (onlyWith?: readonly string[]) => ({
    operations: { ContainerInspect: { response: <T>(body: T) => body, ...(onlyWith && { onlyWith }) } },
  })
  const planOf = (...texts: readonly (readonly string[] | undefined)[]) =>
    createTranslator(
      version(
        '1.40',
        texts.map((onlyWith, index) => change({ id: `${index}`, summary: '', ...response(onlyWith) })),
      ),
    ).planFor({ operation, client: '1.24', target: '1.44', newest: '1.51', release: '28.5.2' })
  t.strictSame(planOf(['"a"'], ['"b"']).onlyWith, ['"a"', '"b"'])
  t.equal(planOf(['"a"'], undefined).onlyWith, undefined)
  t.equal(planOf().onlyWith, undefined)
})

/** What holds of every change from 1.25 to 1.41, and of those of docker 17 to 20.10. */
import fc from 'fast-check'
import t from 'tap'
import engine17 from '../../rules/engine-17.ts'
import engine19 from '../../rules/engine-19.ts'
import engine20 from '../../rules/engine-20.ts'
import v125 from '../../rules/v1.25.ts'
import v127 from '../../rules/v1.27.ts'
import v128 from '../../rules/v1.28.ts'
import v130 from '../../rules/v1.30.ts'
import v131 from '../../rules/v1.31.ts'
import v132 from '../../rules/v1.32.ts'
import v134 from '../../rules/v1.34.ts'
import v136 from '../../rules/v1.36.ts'
import v137 from '../../rules/v1.37.ts'
import v139 from '../../rules/v1.39.ts'
import v140 from '../../rules/v1.40.ts'
import v141 from '../../rules/v1.41.ts'
import { operations } from '../../src/api/operations.ts'
import type { JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { contextFor } from './steps.ts'

const versions = [v125, v127, v128, v130, v131, v132, v134, v136, v137, v139, v140, v141]
const changes = [...versions, engine17, engine19, engine20].flat()
const steps = changes.flatMap(({ id, operations }) =>
  Object.entries(operations).map(([operation, step]) => ({ name: `${id} ${operation}`, ...step })),
)

t.test('every change is listed once, and one without steps says why', async t => {
  t.equal(new Set(changes.map(({ id }) => id)).size, changes.length)
  for (const { id, operations, status = 'implemented', reason } of changes) {
    const isEmpty = Object.keys(operations).length === 0
    t.equal(isEmpty, status !== 'implemented', id)
    t.equal(isEmpty, reason !== undefined, id)
  }
})

t.test('every change names operations that there are', async t => {
  const known = new Set(operations.map(({ name }) => name))
  for (const { id, operations } of changes) {
    for (const operation of Object.keys(operations)) t.ok(known.has(operation), `${id} ${operation}`)
  }
})

/** Trees of the members that the steps look for, with anything in them. */
const members = [
  ...[
    'HostConfig',
    'Mounts',
    'BindOptions',
    'NonRecursive',
    'RestartPolicy',
    'Name',
    'MaximumRetryCount',
    'IpcMode',
  ],
  ...[
    'AutoRemove',
    'Memory',
    'MemorySwap',
    'Capabilities',
    'CapAdd',
    'PidsLimit',
    'State',
    'Status',
    'Spec',
    'Networks',
  ],
  ...[
    'TaskTemplate',
    'ContainerSpec',
    'Privileges',
    'Configs',
    'Resources',
    'Limits',
    'Mode',
    'IPAM',
    'Config',
    'Gateway',
  ],
  ...[
    'SecurityOptions',
    'ServerVersion',
    'KernelVersion',
    'Templating',
    'cpu_stats',
    'cpu_usage',
    'online_cpus',
  ],
  ...['percpu_usage', 'total_usage', 'memory_stats', 'stats', 'usage', 'file', 'aux', 'id'],
]
const trees = fc.letrec<{ tree: JsonValue }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<JsonValue>(
      null,
      true,
      '',
      'removing',
      'always',
      'x/1',
      '20.10.24',
      'name=a,b=c',
      0,
      -1,
      5_000_000,
      2,
    ),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...members), tie('tree'), { maxKeys: 8, noNullPrototype: true }),
  ),
})).tree

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

t.test(
  'no step of a body modifies it or stumbles, and a second time there is nothing left to do',
  async t => {
    const context = contextFor('1.12', '1.41')
    for (const { name, ...step } of steps) {
      for (const kind of ['request', 'response', 'message'] as const) {
        const convert = step[kind] as
          | ((value: JsonValue, c: typeof context) => JsonValue | undefined)
          | undefined
        if (convert === undefined) continue
        fc.assert(
          fc.property(trees, tree => {
            let once: JsonValue | undefined
            try {
              once = convert(frozen(tree), context)
            } catch (error) {
              return error instanceof UntranslatableError
            }
            return once === undefined || convert(frozen(once), context) === once
          }),
        )
        t.pass(`${name} ${kind}`)
      }
    }
  },
)

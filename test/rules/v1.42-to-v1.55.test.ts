/** What holds of every change from 1.42 to 1.55, and of those of docker 23 to 29. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import engine23 from '../../rules/engine-23.ts'
import engine24 from '../../rules/engine-24.ts'
import engine25 from '../../rules/engine-25.ts'
import engine26 from '../../rules/engine-26.ts'
import engine27 from '../../rules/engine-27.ts'
import engine29 from '../../rules/engine-29.ts'
import v142 from '../../rules/v1.42.ts'
import v143 from '../../rules/v1.43.ts'
import v144 from '../../rules/v1.44.ts'
import v145 from '../../rules/v1.45.ts'
import v146 from '../../rules/v1.46.ts'
import v147 from '../../rules/v1.47.ts'
import v148 from '../../rules/v1.48.ts'
import v149 from '../../rules/v1.49.ts'
import v150 from '../../rules/v1.50.ts'
import v151 from '../../rules/v1.51.ts'
import v152 from '../../rules/v1.52.ts'
import v153 from '../../rules/v1.53.ts'
import v154 from '../../rules/v1.54.ts'
import v155 from '../../rules/v1.55.ts'
import { operations } from '../../src/api/operations.ts'
import type { JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { deepFreeze } from './step-table.ts'
import { contextFor } from './steps.ts'

const changes = [
  ...[engine23, engine24, engine25, engine26, engine27, engine29],
  ...[v142, v143, v144, v145, v146, v147, v148, v149, v150, v151, v152, v153, v154, v155],
].flat()

t.test('every change is listed once, and one without steps says why', async t => {
  t.equal(new Set(changes.map(({ id }) => id)).size, changes.length)
  for (const { id, operations, status = 'implemented', reason } of changes) {
    const isEmpty = Object.keys(operations).length === 0
    t.equal(isEmpty, status !== 'implemented', id)
    t.equal(isEmpty, reason !== undefined, id)
  }
})

t.test('every change names operations that there are, and changes what they have', async t => {
  for (const { id, operations: steps } of changes) {
    for (const [name, { request, message, response }] of Object.entries(steps)) {
      const operation = operations.find(({ name: known }) => known === name)
      t.ok(operation, `${id} ${name}`)
      if (request !== undefined) t.equal(operation?.request, 'json', `${id} ${name}`)
      if (response !== undefined) t.equal(operation?.response, 'json', `${id} ${name}`)
      if (message !== undefined) t.equal(operation?.response, 'json-stream', `${id} ${name}`)
    }
  }
})

/** The members that the steps look for, a level a line. */
const MEMBERS = [
  'HostConfig NetworkingConfig NetworkSettings IPAM TaskTemplate Images Volumes BuildCache Config RegistryConfig Type Action Actor',
  'Mounts Binds PortBindings RestartPolicy EndpointsConfig Networks ContainerSpec Resources Sysctls Dns CapAdd NetworkMode State',
  'MacAddress default bridge n IPAMConfig DriverOpts Labels Ports Subnet Gateway AuxiliaryAddresses ExposedPorts Cmd Entrypoint',
  'BindOptions ReadOnly ReadOnlyNonRecursive CreateMountpoint Source Target Size RepoTags RepoDigests Name MaximumRetryCount IP',
  'ImageUsage ContainerUsage Items TotalSize Storage RootFS Snapshot ID Id progressDetail current total errorDetail message status aux',
].flatMap(line => line.split(' '))

const SCALARS: readonly JsonValue[] = [
  ...[null, true, false, 0, 1, -1, 2_000_000, ''],
  ...[
    'bind',
    'tmpfs',
    'n',
    'default',
    'host',
    '/a',
    '/a:/b:ro',
    '172.30.0.1/16',
    '80-81/tcp',
    'image',
    'container',
    'create',
  ],
]

const trees = fc.letrec<{ tree: JsonValue }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...SCALARS),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...MEMBERS, 'net.ipv4.conf.eth0.x', '8000-8001/tcp'), tie('tree'), {
      maxKeys: 8,
      noNullPrototype: true,
    }),
  ),
})).tree

t.test('no step of a body stumbles or touches it, and one that changes nothing gives it back', async t => {
  const context = contextFor('1.18', '1.51')
  for (const { id, operations } of changes) {
    for (const [name, steps] of Object.entries(operations)) {
      for (const part of ['request', 'response', 'message'] as const) {
        const step = steps[part] as ((value: JsonValue, context: object) => JsonValue | undefined) | undefined
        if (step === undefined) continue
        fc.assert(
          fc.property(trees, tree => {
            try {
              const result = step(deepFreeze(tree), context)
              return result === tree || !isDeepStrictEqual(result, tree)
            } catch (error) {
              return error instanceof UntranslatableError
            }
          }),
        )
        t.pass(`${id} ${name} ${part}`)
      }
    }
  }
})

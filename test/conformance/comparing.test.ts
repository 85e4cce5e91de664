/** What the differential suite would overlook, it would call equal: its reading, normalising and comparing has tests too. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import { readBody, type Tree } from './body.ts'
import { differences } from './compare.ts'
import {
  onlyTagged,
  withoutContainer,
  withoutEmptyAddress,
  withReadOnlyMounts,
} from './exceptions/becoming.ts'
import {
  anyOrder,
  idsInAnyOrder,
  lastWords,
  normalise,
  number,
  pathStatWithoutTime,
  time,
} from './normalise.ts'
import { asRanges, versionTest } from './versions.ts'
import { MOVES_WITH_THE_CLOCK, VOLATILE } from './volatile.ts'

const differ = (left: Tree, right: Tree) => [...differences(left, right)]
const json = (text: string) => readBody(Buffer.from(text), 'guess')

t.test('integers beyond 2^53 differ in their last digit', async t => {
  const found = differ(json('{"timeNano":1795567110772912191}'), json('{"timeNano":1795567110772912192}'))
  t.strictSame(found, [
    { path: 'json.timeNano', direct: '1795567110772912191', through: '1795567110772912192' },
  ])
})

t.test('every member that differs is found', async t => {
  const [left, right] = [json('{"a":1,"b":[1,2],"c":0}'), json('{"a":2,"b":[1],"d":0}')]
  t.strictSame(
    differ(left, right).map(({ path }) => path),
    ['json.a', 'json.b.1', 'json.c', 'json.d'],
  )
})

t.test('absent, null, empty and zero are four things', async t => {
  const bodies = [
    '{}',
    '{"a":null}',
    '{"a":[]}',
    '{"a":{}}',
    '{"a":0}',
    '{"a":""}',
    '{"a":"0"}',
    '{"a":false}',
  ].map(json)
  for (const [i, left] of bodies.entries())
    for (const [j, right] of bodies.entries())
      t.equal(differ(left, right).length === 0, i === j, `${i} and ${j}`)
})

t.test('what separates the values of a stream is compared, and so is a missing last line feed', async t => {
  t.not(differ(json('{"a":1}\n{"b":2}\n'), json('{"a":1}\r\n{"b":2}\r\n')).length, 0)
  t.not(differ(json('{"a":1}\n'), json('{"a":1}')).length, 0)
  t.strictSame(differ(json('{"a":1,"b":"}{"}\n'), json('{"b":"}{","a":1}\n')), [])
})

t.test('any JSON value is equal to itself, and differs from any other', async () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const [a, b] = [JSON.stringify(left), JSON.stringify(right)]
      const equal = isDeepStrictEqual(JSON.parse(a), JSON.parse(b))
      return (differ(json(a), json(b)).length === 0) === equal && differ(json(a), json(a)).length === 0
    }),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), fc.string(), (object, key) => {
      const other = { ...object, [key]: Object.hasOwn(object, key) ? null : 1 }
      return differ(json(JSON.stringify(object)), json(JSON.stringify(other))).length > 0
    }),
  )
})

t.test('placeholders keep types, zero times and zero numbers apart', async t => {
  t.equal(time('2026-11-25T00:42:06.89Z'), '<time>')
  t.equal(time('0001-01-01T00:00:00Z'), '0001-01-01T00:00:00Z')
  t.equal(time('yesterday'), 'yesterday')
  const [zero, one, half] = [json('0'), json('1'), json('0.5')].map(tree => (tree as { json: never }).json)
  t.equal(number('zero is different')(zero as never), zero)
  t.equal(number('zero is different')(one as never), '<whole number>')
  t.equal(number('zero is no different')(half as never), '<fraction>')
  t.equal(number('zero is different')('1'), '1')
})

t.test('no rule drops a member', async t => {
  const members = [
    'Id',
    'Created',
    'Status',
    'Mounts',
    'Ports',
    'MinAPIVersion',
    'SystemTime',
    'read',
    'message',
  ]
  const tree = json(JSON.stringify(Object.fromEntries(members.map(name => [name, `${name} of something`]))))
  t.strictSame(normalise(tree, 'look GET /x:', VOLATILE, new Map()), tree)
  for (const { name, reason } of VOLATILE) t.ok(name && reason)
  t.notMatch('ask GET /containers/json:.body.json.0.State', MOVES_WITH_THE_CLOCK)
})

t.test('ranges of versions come back as they were written', async () => {
  const all = Array.from({ length: 28 }, (_, i): ApiVersion => `1.${24 + i}`)
  fc.assert(
    fc.property(fc.subarray(all, { minLength: 1 }), chosen => {
      const test = versionTest(asRanges(chosen, all))
      return all.every(version => test(version, '1.51') === chosen.includes(version))
    }),
  )
})

t.test('of layers side by side the last words are kept, and every word that is of none', async t => {
  const told = [{ id: 'b', status: 'Waiting' }, { status: 'go' }, { id: 'a', status: 'Done' }]
  const heard = lastWords([...told, { id: 'b', status: 'Done' }])
  t.strictSame(heard, lastWords([{ status: 'go' }, { id: 'b', status: 'Done' }, { id: 'a', status: 'Done' }]))
  t.notSame(heard, lastWords(told))
})

t.test('what becomes of an answer is all that becomes of it', async t => {
  const container = { HostConfig: { Binds: ['v:/v:ro', '/a:/b'], Memory: '1' }, Mounts: [] }
  t.equal(withReadOnlyMounts(container), container)
  const bound = {
    HostConfig: { Binds: ['v:/v:ro', '/a:/b:ro'] },
    Mounts: [{ Destination: '/b', Mode: 'ro' }],
  }
  const BindOptions = { CreateMountpoint: true, ReadOnlyNonRecursive: true }
  t.strictSame(withReadOnlyMounts(bound), {
    HostConfig: {
      Binds: ['v:/v:ro'],
      Mounts: [{ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true, BindOptions }],
    },
    Mounts: [{ Destination: '/b', Mode: '' }],
  })
  const image = { Config: { Cmd: ['b'] }, ContainerConfig: { Cmd: ['a'] } }
  t.equal(withoutContainer(image), image)
  t.strictSame(withoutContainer({ Container: 'c', ...image }), {
    ...image,
    Container: '',
    ContainerConfig: { Hostname: '', Image: '', Cmd: ['b'] },
  })
  t.strictSame(withoutEmptyAddress({ IP: '', PrivatePort: '80' }), { PrivatePort: '80' })
  t.strictSame(withoutEmptyAddress({ IP: '::' }), { IP: '::' })
  const listed = [{ RepoTags: ['a:1', 'b:1'], RepoDigests: ['a@x'] }, { RepoTags: ['b:2'] }]
  t.strictSame(onlyTagged('b:1')(listed), [{ RepoTags: ['b:1'], RepoDigests: null }])
})

t.test('a list in no order is the same in any, in whatever order its members have theirs', async t => {
  const lists = [
    '[{"a":"1","b":{"c":"2","d":"3"}},{"a":"4"}]',
    '[{"a":"4"},{"b":{"d":"3","c":"2"},"a":"1"}]',
    '[{"a":"4"},{"b":{"d":"3","c":"9"},"a":"1"}]',
  ]
  const [one, same, other] = lists.map(list => anyOrder(JSON.parse(list)))
  t.strictSame(one, same)
  t.notSame(one, other)
  const [id, placeholder] = ['0'.repeat(64), '<containers: full>']
  t.equal(idsInAnyOrder(`in use - [${placeholder}, ${id}]`), `in use - [${id}, ${placeholder}]`)
  t.equal(idsInAnyOrder('in use - [b, a]'), 'in use - [b, a]')
})

t.test('of what is told of a path all but the time is compared', async t => {
  const stat = (size: number, mtime: string) =>
    Buffer.from(JSON.stringify({ name: 'a', size, mode: 420, mtime, linkTarget: '' })).toString('base64')
  const read = (size: number, mtime: string) => pathStatWithoutTime(stat(size, mtime))
  t.equal(read(1, '2026-11-26T06:41:45.02Z'), read(1, '2026-11-26T06:41:50Z'))
  t.not(read(1, '2026-11-26T06:41:45.02Z'), read(2, '2026-11-26T06:41:45.02Z'))
})

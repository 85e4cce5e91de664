/** What was seen is allowed, and nothing else. */
import t from 'tap'
import { learnPolicy } from '../../src/access/learn.ts'
import { callOf, policy } from './calls.ts'

const record = (listener: string, operation: string | undefined, outcome = 'complete') =>
  `${JSON.stringify({ schema: 1, listener, operation, outcome })}\n`

t.test('the smallest policy for each listener', async t => {
  const text = learnPolicy(
    record('ci: 1', 'ContainerList') +
      record('ci: 1', 'ContainerList') +
      record('ci: 1', 'ImageCreate', 'client-left') +
      record('main', 'SystemPing') +
      record('main', 'ContainerCreate', 'refused') +
      record('main', undefined, 'refused'),
  )
  t.match(text, '- ContainerList # 2')
  const learned = policy(text)
  const allows = (listener: string, line: string) =>
    learned.judge(callOf(line, undefined, { identity: { listener } })).decision === 'allow'
  t.ok(allows('ci: 1', 'GET /containers/json'))
  t.ok(allows('ci: 1', 'POST /images/create?fromImage=x'))
  t.notOk(allows('ci: 1', 'GET /_ping'))
  t.ok(allows('main', 'GET /_ping'))
  t.notOk(allows('main', 'POST /containers/create'))
  t.notOk(allows('other', 'GET /_ping'))
})

t.test('what an emulation made of a call is allowed, too', async t => {
  const line = (operation: string, ...sent: string[]) =>
    `${JSON.stringify({
      ...{ schema: 2, listener: 'main', operation, outcome: 'complete' },
      sent: sent.map(one => ({ method: one.split(' ')[0], path: one.split(' ')[1] })),
    })}\n`
  const text = learnPolicy(
    line(
      'ContainerCopy',
      'HEAD /v1.44/containers/x/archive?path=%2Fa',
      'GET /v1.44/containers/x/archive?path=%2Fa',
    ) +
      line('ImageInsert', 'GET /v1.44/images/a%2Fb/json', 'POST /v1.44/build?rm=1') +
      line(
        'ContainerStart',
        ...[
          'GET /v1.44/containers/x/json',
          'POST /v1.44/containers/create?name=x',
          'POST /v1.44/containers/y/start',
        ],
        'DELETE /v1.44/containers/x?force=1',
      ),
  )
  const operations = Array.from(text.matchAll(/^ {6}- (\w+)/gm), ([, name]) => name)
  t.strictSame(operations, [
    ...['ContainerArchive', 'ContainerCopy', 'ContainerCreate', 'ContainerStart'],
    ...['ImageBuild', 'ImageInsert', 'ImageInspect'],
  ])
})

t.test('nothing seen, nothing allowed', async t => {
  t.strictSame(policy(learnPolicy('\n')).rules, [])
})

t.test('what is no audit log', async t => {
  t.throws(() => learnPolicy(`${record('a', 'SystemPing')}{`), { message: /^line 2 is not JSON/ })
  t.throws(() => learnPolicy('{"a":1}'), { message: /^line 1 is no audit record/ })
  t.throws(() => learnPolicy('null'), { message: /^line 1 is no audit record/ })
})

/** Bodies that were passed over, calls that went on without their client, and what is made of several calls: API 1.14 to 1.23. */
import t from 'tap'
import v1_14 from '../../rules/v1.14.ts'
import v1_18 from '../../rules/v1.18.ts'
import v1_19 from '../../rules/v1.19.ts'
import v1_22 from '../../rules/v1.22.ts'
import v1_23 from '../../rules/v1.23.ts'
import type { ApiVersion } from '../../src/api/version.ts'
import type { KeyedChange } from '../../src/translate/change.ts'
import { stepsOf } from './steps.ts'

t.test('a start that is not declared as JSON has no body', async t => {
  const text = stepsOf(v1_14, 'v1.14-start-content-type', 'ContainerStart').requestText!
  const body = Buffer.from('{"Binds":[]}')
  t.equal(text(body, { 'content-type': 'application/json; charset=utf-8' }), body)
  for (const headers of [{}, { 'content-type': 'plain/text' }]) t.equal(text(body, headers).length, 0)
})

t.test('a commit whose body is no JSON object has none', async t => {
  const text = stepsOf(v1_19, 'v1.19-commit-undecodable-body', 'ImageCommit').requestText!
  const body = Buffer.from('{"Cmd":["a"],"Cmd":["b"]}')
  t.equal(text(body, {}), body)
  for (const other of ['{bad', '[1]', '"text"', 'null', ''])
    t.equal(text(Buffer.from(other), {}).length, 0, other)
})

const GOING_ON: readonly (readonly [readonly KeyedChange[], id: string, operation: string, ApiVersion])[] = [
  [v1_18, 'v1.18-build-cancel-on-disconnect', 'ImageBuild', '1.18'],
  [v1_22, 'v1.22-pull-push-cancel', 'ImageCreate', '1.22'],
  [v1_22, 'v1.22-pull-push-cancel', 'ImagePush', '1.22'],
]
for (const [rules, id, operation, since] of GOING_ON) {
  t.test(`${id}: ${operation}`, async t => {
    t.equal(stepsOf(rules, id, operation).outlivesClient, true)
    t.equal(rules.find(change => change.id === id)?.since, since)
  })
}

t.test('tags and loads are emulations', async t => {
  t.equal(stepsOf(v1_22, 'v1.22-tag-force', 'ImageTag').emulate, 'image-tag')
  const { emulate, responseHeaders } = stepsOf(v1_23, 'v1.23-image-load', 'ImageLoad')
  t.equal(emulate, 'image-load')
  t.match(responseHeaders?.({}, {} as never), { 'content-type': 'text/plain; charset=utf-8' })
})

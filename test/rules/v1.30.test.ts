import t from 'tap'
import rules from '../../rules/v1.30.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.29', '1.40')

t.test('v1.30-wait-headers: no condition goes out, and the body is waited for', async t => {
  const { query, response } = stepsOf(rules, 'v1.30-wait-headers', 'ContainerWait')
  t.equal(query!(new URLSearchParams('condition=removed'), context).toString(), '')
  const body = { Error: null, StatusCode: 3 }
  t.equal(response!(body, context), body)
})

t.test('v1.30-build-aux: the image ID is told as text alone', async t => {
  const { message } = stepsOf(rules, 'v1.30-build-aux', 'ImageBuild')
  t.equal(message!({ aux: { ID: 'sha256:c1f7677ee90c' } }, context), undefined)
  t.equal(message!({ id: 'moby.image.id', aux: { ID: 'sha256:c1f7677ee90c' } }, context), undefined)
  for (const kept of [
    { stream: 'Successfully built c1f7677ee90c\n' },
    { id: 'moby.buildkit.trace', aux: 'CkQK' },
    'x',
    null,
  ]) {
    t.equal(message!(kept, context), kept)
  }
})

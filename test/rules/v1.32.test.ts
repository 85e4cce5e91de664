import t from 'tap'
import rules from '../../rules/v1.32.ts'
import { contextFor, stepsOf } from './steps.ts'

t.test('a platform is ignored', async t => {
  const cases = [
    ['v1.32-image-create-platform', 'ImageCreate', 'fromImage=a'],
    ['v1.32-build-platform', 'ImageBuild', 't=a&q=1'],
  ] as const
  for (const [id, operation, others] of cases) {
    const { query } = stepsOf(rules, id, operation)
    const answer = query!(new URLSearchParams(`${others}&platform=linux/arm64`), contextFor('1.31', '1.40'))
    t.equal(answer.toString(), others, id)
  }
})

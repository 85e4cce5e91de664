import t from 'tap'
import rules from '../../rules/v1.13.ts'
import { checkQueries } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const context = contextFor('1.12', '1.41')

t.test('what is done already is done', async t => {
  const start = stepsOf(rules, 'v1.13-start-304', 'ContainerStart').status!
  const stop = stepsOf(rules, 'v1.13-stop-304', 'ContainerStop').status!
  for (const status of [start, stop]) {
    t.equal(status(304, context), 204)
    t.equal(status(204, context), 204)
  }
})

checkQueries(t, rules, 'v1.13-commit-pause', 'ImageCommit', [
  ['container=a', 'container=a&pause=0'],
  ['pause=', 'pause=0'],
  ['pause=1', 'pause=1'],
  ['pause=false', 'pause=false'],
])

import t from 'tap'
import rules from '../../rules/v1.37.ts'
import { contextFor, stepsOf } from './steps.ts'

t.test('v1.37-templating: a template is refused in the daemon’s words', async t => {
  for (const [operation, kind] of [
    ['SecretCreate', 'secret'],
    ['ConfigCreate', 'config'],
  ] as const) {
    const { request } = stepsOf(rules, 'v1.37-templating', operation)
    const context = contextFor('1.36', '1.40')
    t.throws(() => request!({ Name: 'a', Templating: { Name: 'golang' } }, context), {
      code: 'untranslatable',
      httpStatus: 400,
      message: `${kind} templating is not supported on the specified API version: 1.36`,
    })
    for (const plain of [{ Name: 'a', Data: 'eA==' }, { Name: 'a', Templating: null }, undefined]) {
      t.equal(request!(plain, context), plain)
    }
  }
})

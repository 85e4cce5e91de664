/** What would happen to a call: requests climb the changes, responses descend them. */
import t from 'tap'
import type { Explain } from '../../src/cli/explain.ts'
import { change, engine, version } from '../../src/translate/change.ts'
import { runLine } from './running.ts'

const changes = [
  ...version('1.5', [
    change({
      id: 'v1.5-both',
      summary: 'Both ways',
      operations: { ContainerList: { query: query => query, response: body => body } },
      loss: 'something',
    }),
  ]),
  ...version('1.19', [
    change({
      id: 'v1.19-answer',
      summary: 'Only the answer',
      operations: { '*': { error: error => error }, ContainerList: { responseHeaders: headers => headers } },
    }),
  ]),
  ...engine('29.0.0', '1.52', [
    change({
      id: 'engine-29-least',
      summary: 'Spoken to higher',
      operations: { ContainerList: { atLeast: '1.48' } },
    }),
  ]),
]

const asked: unknown[] = []
const explain: Explain = (...question) => {
  asked.push(question)
  return { operation: 'ContainerList', from: '1.1', to: '1.48', engine: '29.0.0', changes }
}

t.test('passes on what was asked', async t => {
  await runLine('explain get /v1.1/containers/json', { explain })
  await runLine('explain GET /containers/json --from 1.01 --to 1.44 --engine 20.10.24+dfsg1', { explain })
  t.strictSame(asked.splice(0), [
    ['GET', '/v1.1/containers/json', undefined, undefined, undefined],
    ['GET', '/containers/json', '1.1', '1.44', '20.10.24+dfsg1'],
  ])
})

t.test('--json: both ways in the order a call takes them', async t => {
  const { stdout } = await runLine('explain GET /containers/json --json', { explain })
  const explained = JSON.parse(stdout)
  t.match(explained, { operation: 'ContainerList', from: '1.1', to: '1.48', engine: '29.0.0' })
  const passes = (way: { id: string; parts: string[] }[]) => way.map(({ id, parts }) => [id, ...parts])
  t.strictSame(passes(explained.request), [
    ['v1.5-both', 'query'],
    ['engine-29-least', 'version spoken to the daemon'],
  ])
  t.strictSame(passes(explained.response), [
    ['v1.19-answer', 'header fields', 'errors'],
    ['v1.5-both', 'body'],
  ])
  t.strictSame(explained.losses, [{ id: 'v1.5-both', loss: 'something' }])
})

t.test('as text', async t => {
  const { stdout } = await runLine('explain GET /containers/json', { explain })
  t.equal(
    stdout,
    `ContainerList: a client of API 1.1, the daemon spoken to at 1.48, engine 29.0.0

Request, 1.1 to 1.48:
  v1.5-both        API 1.5        query
      Both ways
  engine-29-least  engine 29.0.0  version spoken to the daemon
      Spoken to higher

Response, 1.48 to 1.1:
  v1.19-answer  API 1.19  header fields, errors
      Only the answer
  v1.5-both     API 1.5   body
      Both ways

Losses:
  v1.5-both: something
`,
  )
})

t.test('a call that nothing happens to', async t => {
  const { stdout } = await runLine('explain GET /info', {
    explain: () => ({ operation: 'SystemInfo', from: '1.44', to: '1.44', changes: [] }),
  })
  t.equal(
    stdout,
    `SystemInfo: a client of API 1.44, the daemon spoken to at 1.44

Request, 1.44 to 1.44: passes unchanged.

Response, 1.44 to 1.44: passes unchanged.
`,
  )
})

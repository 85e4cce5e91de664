/** The list of changes, for people and for programs. */
import t from 'tap'
import { change, engine, type KeyedChange, version } from '../../src/translate/change.ts'
import { runLine } from './running.ts'

const changes: readonly KeyedChange[] = [
  ...version('1.5', [
    change({
      id: 'v1.5-container-list-ports',
      summary: 'Ports are objects; before, one line of text',
      operations: { ContainerList: { response: body => body } },
      loss: 'The type of a port that is not published',
    }),
  ]),
  ...engine('29.0.0', '1.52', [
    change({
      id: 'engine-29-gone',
      summary: 'Something is gone',
      operations: { ImageList: {}, ImageInspect: {} },
      status: 'impossible',
      reason: 'the daemon does not keep it',
    }),
  ]),
]

t.test('--json: by version or by engine, always with loss and status', async t => {
  const { code, stdout } = await runLine('changes --json', { changes })
  t.equal(code, 0)
  t.strictSame(JSON.parse(stdout), [
    {
      id: 'v1.5-container-list-ports',
      since: '1.5',
      operations: ['ContainerList'],
      summary: 'Ports are objects; before, one line of text',
      loss: 'The type of a port that is not published',
      status: 'implemented',
    },
    {
      id: 'engine-29-gone',
      engine: '29.0.0',
      operations: ['ImageList', 'ImageInspect'],
      summary: 'Something is gone',
      loss: null,
      status: 'impossible',
      reason: 'the daemon does not keep it',
    },
  ])
})

t.test('as a table', async t => {
  const { stdout } = await runLine('changes', { changes })
  t.equal(
    stdout,
    `CHANGE                     MADE BY        STATUS       OPERATIONS
v1.5-container-list-ports  API 1.5        implemented  ContainerList
    Ports are objects; before, one line of text
    loses: The type of a port that is not published
engine-29-gone             engine 29.0.0  impossible   ImageList, ImageInspect
    Something is gone
    reason: the daemon does not keep it
`,
  )
})

t.test('without changes there is an empty list', async t => {
  t.strictSame(JSON.parse((await runLine('changes --json')).stdout), [])
})

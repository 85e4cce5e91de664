import t from 'tap'
import { differences } from './shape.ts'

const id = '8b3e22c12a42bf43700bc154d434b1f1b473433fba9d344b3007c5c5593ff8dc'

t.test('what a client would miss is told', async t => {
  const cases = [
    [{ Tty: false }, {}, ['Tty: boolean, now absent']],
    [{ Debug: 0 }, { Debug: false }, ['Debug: number, now boolean']],
    [{ Id: id }, { Id: `sha256:${id}` }, ['Id: 64 hex digits, now sha256: and 64 hex digits']],
    [
      { State: { At: '2014-08-20T21:11:18Z' } },
      { State: { At: 'now' } },
      ['State.At: RFC 3339 in UTC, now text'],
    ],
    [[{ Id: id }], [], ['body: elements, now none']],
    [[{ Untagged: 'a' }, { Deleted: id }], [{ Deleted: id }, {}], ['[].Untagged: string, now absent']],
    [
      { Ports: { '80/tcp': [{ HostPort: '1' }] } },
      { Ports: { '81/tcp': [{ HostPort: 1 }] } },
      ['Ports[][].HostPort: string, now number'],
    ],
    [[], null, []],
    [{ Env: ['a'] }, { Env: null }, ['Env: list, now null']],
  ] as const
  for (const [recorded, answered, expected] of cases)
    t.strictSame(differences(recorded, answered), expected, JSON.stringify(answered))
})

t.test('what a client passes over is not', async t => {
  const cases = [
    [{ Id: id }, { Id: id.replaceAll('8', '9'), Labels: {} }],
    [{ Dns: null }, { Dns: [] }],
    [{ Volumes: null }, { Volumes: { '/data': '/x' } }],
    [{ Author: '' }, { Author: 'me' }],
    [{ Volumes: { '/a': 'x' } }, { Volumes: { '/b': 'y' } }],
    [5, 6],
  ] as const
  for (const [recorded, answered] of cases) t.strictSame(differences(recorded, answered), [])
})

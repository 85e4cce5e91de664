import fc from 'fast-check'
import t from 'tap'
import rules from '../../rules/v1.22.ts'
import { LosslessNumber } from '../../src/translate/json.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const hex = '8b3e22c12a42bf43700bc154d434b1f1b473433fba9d344b3007c5c5593ff8dc'
const id = `sha256:${hex}`
const digest = `a@${id}`

const ids = 'v1.22-image-ids-sha256'
checkRows(
  t,
  rules,
  [ids, 'ImageList', 'response'],
  [
    [
      [
        { Id: id, ParentId: id, RepoDigests: [digest] },
        { Id: id, ParentId: '' },
      ],
      [
        { Id: hex, ParentId: hex, RepoDigests: [digest] },
        { Id: hex, ParentId: '' },
      ],
    ],
    [[{ Id: hex }], SAME],
  ],
)
checkRows(
  t,
  rules,
  [ids, 'ImageInspect', 'response'],
  [
    [
      { Id: id, Parent: id, Config: { Image: id }, ContainerConfig: { Image: 'a' }, RepoDigests: [digest] },
      {
        Id: hex,
        Parent: hex,
        Config: { Image: hex },
        ContainerConfig: { Image: 'a' },
        RepoDigests: [digest],
      },
    ],
  ],
)
checkRows(
  t,
  rules,
  [ids, 'ImageHistory', 'response'],
  [
    [
      [{ Id: id }, { Id: '<missing>' }],
      [{ Id: hex }, { Id: '<missing>' }],
    ],
  ],
)
checkRows(
  t,
  rules,
  [ids, 'ImageDelete', 'response'],
  [
    [
      [{ Untagged: 'a:1' }, { Untagged: digest }, { Deleted: id }],
      [{ Untagged: 'a:1' }, { Untagged: digest }, { Deleted: hex }],
    ],
  ],
)
checkRows(t, rules, [ids, 'ImageCommit', 'response'], [[{ Id: id }, { Id: hex }]])
checkRows(
  t,
  rules,
  [ids, 'ContainerInspect', 'response'],
  [
    [
      { Image: id, Config: { Image: 'a', Labels: { l: id } } },
      { Image: hex, Config: { Image: 'a', Labels: { l: id } } },
    ],
  ],
)
checkRows(
  t,
  rules,
  [ids, 'ContainerList', 'response'],
  [
    [
      [
        { Image: id, ImageID: id },
        { Image: digest, ImageID: id },
      ],
      [
        { Image: hex, ImageID: hex },
        { Image: digest, ImageID: hex },
      ],
    ],
  ],
)
checkRows(
  t,
  rules,
  [ids, 'ImageCreate', 'message'],
  [
    [{ status: id }, { status: hex }],
    [{ status: `Digest: ${id}` }, SAME],
  ],
)

const events = 'v1.22-events-shape'
const timeNano = new LosslessNumber('1795450872123456789')
const event = (Type: string, Action: string, ID: string, Attributes: object) => ({
  status: Action,
  id: ID,
  from: 'any',
  Type,
  Action,
  Actor: { ID, Attributes },
  scope: 'local',
  time: 1795450872,
  timeNano,
})
const time = 1795450872
checkRows(
  t,
  rules,
  [events, 'SystemEvents', 'message'],
  [
    [
      event('container', 'start', 'c', { image: 'busybox', name: 'a' }),
      { status: 'start', id: 'c', from: 'busybox', time },
    ],
    [event('container', 'start', 'c', { image: id }), { status: 'start', id: 'c', from: hex, time }],
    [event('image', 'untag', id, { name: id }), { status: 'untag', id: hex, time }],
    [event('image', 'tag', id, { name: 'a:1' }), { status: 'tag', id: 'a:1', time }],
    [event('image', 'pull', 'a:1', { name: 'a' }), { status: 'pull', id: 'a:1', time }],
    [event('network', 'connect', 'n', {}), undefined],
    [event('volume', 'create', 'v', {}), undefined],
    [{ status: 'start', id: 'c', from: 'a', time }, SAME],
  ],
  { client: '1.20' },
)
checkRows(
  t,
  rules,
  [events, 'SystemEvents', 'message'],
  [[event('container', 'die', 'c', { image: 'a' }), { status: 'die', id: 'c', from: 'a', time, timeNano }]],
  { client: '1.21' },
)

checkRows(
  t,
  rules,
  ['v1.22-exec-inspect', 'ExecInspect', 'response'],
  [
    [
      {
        ID: 'e',
        Running: true,
        ExitCode: null,
        ProcessConfig: { tty: false },
        ContainerID: 'c',
        CanRemove: false,
        DetachKeys: '',
        Pid: 5,
      },
      {
        ID: 'e',
        Running: true,
        ExitCode: 0,
        ProcessConfig: { tty: false, privileged: false, user: '' },
        ContainerID: 'c',
        Container: { ID: 'c' },
      },
    ],
    [
      { ExitCode: 3, ProcessConfig: { privileged: true, user: 'jo' }, ContainerID: 'c' },
      {
        ExitCode: 3,
        ProcessConfig: { privileged: true, user: 'jo' },
        ContainerID: 'c',
        Container: { ID: 'c' },
      },
    ],
  ],
)

checkRows(
  t,
  rules,
  ['v1.22-exec-start-content-type', 'ExecStart', 'requestHeaders'],
  [
    [{ 'content-type': 'text/plain' }, { 'content-type': 'application/json' }],
    [{}, { 'content-type': 'application/json' }],
    [{ 'content-type': 'application/json; charset=utf-8' }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.22-lxcconf', 'ContainerCreate', 'request'],
  [
    [
      { LxcConf: [], HostConfig: { LxcConf: [{ Key: 'lxc.utsname', Value: 'a' }], Binds: [] } },
      { HostConfig: { Binds: [] } },
    ],
    [{ HostConfig: {} }, SAME],
  ],
)
checkRows(
  t,
  rules,
  ['v1.22-lxcconf', 'ContainerInspect', 'response'],
  [[{ HostConfig: {} }, { HostConfig: { LxcConf: null }, ExecDriver: 'native-0.2' }]],
)
checkRows(
  t,
  rules,
  ['v1.22-lxcconf', 'SystemInfo', 'response'],
  [[{ ExecutionDriver: '<not supported>' }, { ExecutionDriver: 'native-0.2' }]],
)

checkRows(
  t,
  rules,
  ['v1.22-push-aux', 'ImagePush', 'message'],
  [
    [{ progressDetail: {}, aux: { Tag: 'a', Digest: id, Size: 1 } }, undefined],
    [{ status: 'Pushed' }, SAME],
  ],
)

t.test('v1.22-build-quiet: the only line tells the ID as the last one did', async t => {
  const message = stepsOf(rules, 'v1.22-build-quiet', 'ImageBuild').message!
  const quiet = contextFor('1.21', '1.41', 'q=1')
  t.strictSame(message({ stream: `${id}\n` }, quiet), { stream: 'Successfully built 8b3e22c12a42\n' })
  for (const kept of [{ stream: 'Step 1/2 : FROM a\n' }, { error: 'x' }, 'x'])
    t.equal(message(kept, quiet), kept)
  const output = { stream: `${id}\n` }
  t.equal(message(output, contextFor('1.21', '1.41', 'q=0')), output, 'a build may print what it likes')
})

checkQueries(t, rules, 'v1.22-network-filters', 'NetworkList', [
  ['filters={"name":["a.b"],"label":["x"]}', 'filters={"name":["^a\\\\.b$"]}'],
  ['filters={"id":{"0a":true,"0b":false}}', 'filters={"id":["^0a"]}'],
  ['filters={"type":["custom"]}', ''],
  ['filters=x', 'filters=x'],
  ['', ''],
])

t.test('v1.22-network-filters: a name finds itself, whatever is in it', async t => {
  const { query } = stepsOf(rules, 'v1.22-network-filters', 'NetworkList')
  const name = fc.string({ minLength: 1 }).filter(text => !text.includes('\n'))
  fc.assert(
    fc.property(name, name, (asked, other) => {
      const sent = new URLSearchParams({ filters: JSON.stringify({ name: [asked] }) })
      const filters = JSON.parse(query!(sent, contextFor('1.21', '1.41')).get('filters')!) as {
        name: [string]
      }
      const pattern = new RegExp(filters.name[0])
      return pattern.test(asked) && (pattern.test(other) ? asked === other : asked !== other)
    }),
  )
  t.pass()
})

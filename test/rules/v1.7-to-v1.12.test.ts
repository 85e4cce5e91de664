import t from 'tap'
import v1_7 from '../../rules/v1.7.ts'
import v1_8 from '../../rules/v1.8.ts'
import v1_9 from '../../rules/v1.9.ts'
import v1_10 from '../../rules/v1.10.ts'
import v1_11 from '../../rules/v1.11.ts'
import v1_12 from '../../rules/v1.12.ts'
import { encodeStdcopyFrame } from '../../src/translate/stdcopy.ts'
import { checkQueries, checkRefusals, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

const id = '0123456789ab'.repeat(6).slice(0, 64)
const short = id.slice(0, 12)
const client = (version: `${number}.${number}`, params = {}) => ({ client: version, params })

checkRows(
  t,
  v1_7,
  ['v1.7-image-list-repotags', 'ImageList', 'response'],
  [
    [
      [
        { Id: id, ParentId: '', RepoTags: ['localhost:5000/a:b', 'c:d'], Size: 1 },
        { Id: 'x', RepoTags: ['<none>:<none>'] },
      ],
      [
        { Repository: 'localhost:5000/a', Tag: 'b', Id: id, Size: 1 },
        { Repository: 'c', Tag: 'd', Id: id, Size: 1 },
        { Id: 'x' },
      ],
    ],
  ],
  client('1.6'),
)
t.test('a filter leaves no image without a name', async t => {
  const { response } = stepsOf(v1_7, 'v1.7-image-list-repotags', 'ImageList')
  const images = [{ Id: id, RepoTags: ['<none>:<none>'] }]
  t.strictSame(response!(images, contextFor('1.6', '1.51', 'filter=a')), [])
})
for (const operation of ['ContainerCreate', 'ImageCommit'])
  checkRows(t, v1_7, ['v1.7-full-ids', operation, 'response'], [[{ Id: id }, { Id: short }]])
checkRows(
  t,
  v1_7,
  ['v1.7-full-ids', 'ImageHistory', 'response'],
  [
    [
      [{ Id: id }, { Id: '<missing>' }],
      [{ Id: short }, { Id: '<missing>' }],
    ],
  ],
)
checkRows(
  t,
  v1_7,
  ['v1.7-full-ids', 'ImageDelete', 'response'],
  [
    [
      [{ Untagged: id }, { Deleted: id }],
      [{ Untagged: short }, { Deleted: short }],
    ],
  ],
)
checkRows(
  t,
  v1_7,
  ['v1.7-full-ids', 'SystemEvents', 'message'],
  [
    [
      { id, time: 1 },
      { id: short, time: 1 },
    ],
  ],
)
const bindings = (HostIp: string, HostPort: string) => ({ HostIp, HostPort })
checkRows(
  t,
  v1_7,
  ['v1.6-networksettings-ports', 'ContainerInspect', 'response'],
  [
    [
      {
        NetworkSettings: {
          PortMapping: null,
          Ports: {
            '80/tcp': [bindings('0.0.0.0', '49153'), bindings('::', '49153')],
            '53/udp': [bindings('0.0.0.0', '49154')],
            '81/tcp': null,
          },
        },
      },
      {
        NetworkSettings: {
          PortMapping: { Tcp: { 80: '49153' }, Udp: { 53: '49154' } },
          Ports: {
            '80/tcp': [bindings('0.0.0.0', '49153')],
            '53/udp': [bindings('0.0.0.0', '49154')],
            '81/tcp': null,
          },
        },
      },
    ],
    [{ NetworkSettings: { Ports: null } }, { NetworkSettings: { Ports: null, PortMapping: null } }],
  ],
)

const notRunning = { status: 500, message: `Container ${id} is not running` }
checkRows(
  t,
  v1_8,
  ['v1.8-top-not-running', 'ContainerTop', 'error'],
  [[notRunning, { status: 200, message: '{"Titles":["PID","TTY","TIME","CMD"],"Processes":null}' }]],
)
for (const operation of ['ImageHistory', 'ImageTag']) {
  checkRows(
    t,
    v1_8,
    ['v1.8-image-missing-status', operation, 'error'],
    [
      [
        { status: 404, message: 'No such image: a' },
        { status: 500, message: 'Image does not exist: a' },
      ],
      [{ status: 500, message: 'b' }, SAME],
    ],
    client('1.7', { name: 'a' }),
  )
}
checkRows(t, v1_8, ['v1.8-inspect-sysinitpath', 'ContainerInspect', 'response'], [[{}, { SysInitPath: '' }]])
const jobError: [unknown, unknown][] = [
  [
    { status: 404, message: 'a' },
    { status: 404, message: 'create: a' },
  ],
  [{ status: 500, message: 'unexpected EOF' }, SAME],
]
checkRows(t, v1_8, ['v1.7-job-error-prefix', 'ContainerCreate', 'error'], jobError, client('1.7'))
checkRows(
  t,
  v1_8,
  ['v1.7-job-error-prefix', 'ContainerCreate', 'error'],
  [[{ status: 404, message: 'a' }, SAME]],
  client('1.6'),
)

checkRows(
  t,
  v1_9,
  ['v1.9-info-bools', 'SystemInfo', 'response'],
  [
    [
      { Debug: 0, MemoryLimit: 1 },
      { Debug: false, MemoryLimit: true },
    ],
    [{ Debug: true }, SAME],
  ],
)
checkRows(
  t,
  v1_9,
  ['v1.9-info-lxcversion', 'SystemInfo', 'response'],
  [[{ ExecutionDriver: 'native-0.2' }, { LXCVersion: '' }]],
)
checkQueries(
  t,
  v1_9,
  'v1.9-bool-params',
  'ContainerList',
  [['all=True&size=&limit=2', 'all=1&size=0&limit=2']],
  {
    client: '1.8',
  },
)
checkQueries(t, v1_9, 'v1.9-bool-params', 'ContainerDelete', [['v=tRUE', 'v=1']], { client: '1.2' })
checkRefusals(
  t,
  v1_9,
  ['v1.9-bool-params', 'ContainerList', 'query'],
  [[new URLSearchParams('all=x'), 'Bad parameter']],
  { client: '1.8' },
)
checkRefusals(
  t,
  v1_9,
  ['v1.9-bool-params', 'ContainerList', 'query'],
  [[new URLSearchParams('all=t'), 'Bad parameter']],
  { client: '1.2' },
)
checkQueries(t, v1_9, 'v1.9-list-limit-zero', 'ContainerList', [
  ['limit=0', 'filters={"id":["^$"]}'],
  ['limit=-1', ''],
  ['limit=-2', 'all=1'],
  ['limit=abc', ''],
  ['limit=2', 'limit=2'],
])
checkQueries(t, v1_9, 'v1.9-kill-signal-name', 'ContainerKill', [
  ['signal=9', 'signal=9'],
  ['signal=0', ''],
  ['signal=', ''],
  ['', ''],
])
checkRefusals(
  t,
  v1_9,
  ['v1.9-kill-signal-name', 'ContainerKill', 'query'],
  [[new URLSearchParams('signal=HUP'), 'strconv.ParseInt: parsing "HUP": invalid syntax', 500]],
)
checkRows(
  t,
  v1_9,
  ['v1.9-empty-values', 'ContainerList', 'response'],
  [
    [
      [{ Ports: [] }, { SizeRw: 1 }],
      [
        { Ports: null, SizeRw: 0, SizeRootFs: 0 },
        { SizeRw: 1, SizeRootFs: 0 },
      ],
    ],
  ],
  client('1.8'),
)
checkRows(
  t,
  v1_9,
  ['v1.9-empty-values', 'ContainerChanges', 'response'],
  [
    [[], null],
    [[{ Kind: 1 }], SAME],
  ],
)
checkRows(
  t,
  v1_9,
  ['v1.9-copy-not-found', 'ContainerCopy', 'error'],
  [
    [
      { status: 404, message: '' },
      { status: 404, message: 'No such container: a' },
    ],
    [{ status: 500, message: 'b' }, SAME],
  ],
  client('1.8', { name: 'a' }),
)

checkRows(
  t,
  v1_10,
  ['v1.10-list-status-exit', 'ContainerList', 'response'],
  [
    [
      ['Exited (-1) 2 days ago', '', 'Up 5 minutes (healthy)', 'Up 1 second', 'Dead'].map(Status => ({
        Status,
      })),
      ['Exit -1', 'Exit 0', 'Up 5 minutes', 'Up 1 second', 'Exit 0'].map(Status => ({ Status })),
    ],
  ],
)
const inUse = {
  status: 409,
  message: `Conflict. The container name "/a" is already in use by container "${id}". You have to remove it.`,
}
const assigned = `Conflict, The name /a is already assigned to ${short}. You have to delete (or rename) that container to be able to assign /a to a container again.`
const conflict: [string, string, 'error'] = ['v1.10-create-name-conflict', 'ContainerCreate', 'error']
checkRows(t, v1_12, conflict, [[inUse, { status: 500, message: assigned }]], client('1.9'))
checkRows(t, v1_12, conflict, [[inUse, { status: 409, message: assigned }]], client('1.6'))
const bare = assigned.replaceAll('/a', 'a')
checkRows(t, v1_12, conflict, [[inUse, { status: 409, message: bare }]], client('1.10'))
checkQueries(t, v1_10, 'v1.10-container-delete-force', 'ContainerDelete', [['force=1&v=1', 'v=1']])
checkRows(
  t,
  v1_10,
  ['v1.10-container-delete-force', 'ContainerDelete', 'error'],
  [
    [
      { status: 406, message: 'Impossible to remove a running container, please stop it first or use -f' },
      { status: 406, message: 'Impossible to remove a running container, please stop it first' },
    ],
  ],
)

checkRows(
  t,
  v1_11,
  ['v1.11-state-ghost', 'ContainerInspect', 'response'],
  [[{ State: { Running: true } }, { State: { Running: true, Ghost: false } }]],
)
checkQueries(t, v1_11, 'v1.11-events-until', 'SystemEvents', [['since=1&until=2', 'since=1']])
checkRows(
  t,
  v1_11,
  ['v1.10-create-dns-volumesfrom', 'ContainerCreate', 'request'],
  [
    [
      { VolumesFrom: 'a, b:ro', Dns: ['8.8.8.8'] },
      { Dns: ['8.8.8.8'], VolumesFrom: ['a', 'b:ro'] },
    ],
    [{ VolumesFrom: '' }, { VolumesFrom: [] }],
    [{ VolumesFrom: ['a'] }, SAME],
  ],
)
checkRows(
  t,
  v1_11,
  ['v1.10-create-dns-volumesfrom', 'ContainerInspect', 'response'],
  [
    [
      { Config: {}, HostConfig: { Dns: ['8.8.8.8'], VolumesFrom: ['a', 'b'] } },
      {
        Config: { Dns: ['8.8.8.8'], VolumesFrom: 'a,b' },
        HostConfig: { Dns: ['8.8.8.8'], VolumesFrom: ['a', 'b'] },
      },
    ],
    [{ Config: {} }, { Config: { Dns: null, VolumesFrom: '' } }],
  ],
)

t.test('the status of an error is that of its words', async t => {
  const { error } = stepsOf(v1_12, 'v1.0-error-status-from-text', '*')
  const said = (version: `${number}.${number}`, status: number, message: string, name = 'a') =>
    error!({ status, message }, { ...contextFor(version, '1.51'), params: { name } })
  t.strictSame(said('1.7', 404, 'cannot kill container: a: No such container: a'), {
    status: 404,
    message: 'No such container: a',
  })
  t.strictSame(said('1.7', 404, 'No such image: a:latest'), { status: 404, message: 'No such image: a' })
  t.strictSame(said('1.7', 404, 'No such image: a:latest', 'a:latest').message, 'No such image: a:latest')
  t.equal(said('1.6', 404, 'oh: No such file').status, 500, 'not at its beginning')
  t.equal(said('1.7', 404, 'oh: No such file').status, 404)
  t.equal(said('1.7', 400, 'no command specified').status, 500)
  t.equal(said('1.7', 400, 'Bad parameter').status, 400)
  t.strictSame(said('1.2', 409, 'conflict: in use'), { status: 409, message: 'Conflict: in use' })
  t.equal(said('1.1', 409, 'conflict: in use').status, 500)
  t.equal(said('1.2', 406, 'Impossible to remove').status, 406)
  t.equal(said('1.1', 406, 'Impossible to remove').status, 500)
  t.equal(said('1.3', 500, 'Wrong login/password, please try again').status, 401)
  t.equal(said('1.2', 401, 'Wrong login/password, please try again').status, 500)
  t.strictSame(said('1.7', 404, ''), { status: 404, message: '' }, 'one without words keeps its own')
  t.equal(said('1.7', 400, 'invalid JSON: got EOF while reading request body').message, 'EOF')
})
const statusChange = 'v1.0-error-status-from-text'
checkRows(
  t,
  v1_12,
  [statusChange, 'ContainerCreate', 'error'],
  [
    [
      { status: 404, message: 'No such image: localhost:5000/a:b' },
      { status: 404, message: 'No such image: localhost:5000/a (tag: b)' },
    ],
    [
      { status: 404, message: 'No such container: a' },
      { status: 500, message: 'Container a not found. Impossible to mount its volumes' },
    ],
    [
      { status: 500, message: 'no command specified' },
      { status: 500, message: 'No command specified' },
    ],
  ],
  client('1.11'),
)
checkRows(
  t,
  v1_12,
  [statusChange, 'ContainerCreate', 'error'],
  [
    [
      { status: 404, message: 'No such image: a (tag: b)' },
      { status: 404, message: 'No such image: a' },
    ],
  ],
  client('1.4'),
)
checkRows(
  t,
  v1_12,
  [statusChange, 'ContainerStart', 'error'],
  [
    [{ status: 404, message: 'No such container: a' }, SAME],
    [
      { status: 404, message: 'No such container: b' },
      { status: 500, message: 'Could not find entity for b' },
    ],
    [
      { status: 500, message: 'port in use' },
      { status: 500, message: 'Cannot start container a: port in use' },
    ],
    [{ status: 304, message: '' }, SAME],
  ],
  client('1.11', { name: 'a' }),
)
checkRows(
  t,
  v1_12,
  [statusChange, 'ImageHistory', 'error'],
  [
    [
      { status: 404, message: 'No such image: a' },
      { status: 404, message: 'No such id: a' },
    ],
  ],
  client('1.8'),
)
checkQueries(t, v1_12, 'v1.0-image-tag', 'ImageTag', [['repo=a&tag=b', 'repo=a&tag=b']])
checkRefusals(
  t,
  v1_12,
  ['v1.0-image-tag', 'ImageTag', 'query'],
  [[new URLSearchParams('tag=b'), "Repository name can't be empty", 500]],
  client('1.11'),
)
const resize: [string, string, 'error'] = ['v1.10-resize-not-running', 'ContainerResize', 'error']
checkRows(t, v1_12, resize, [[notRunning, { status: 200, message: '' }]], client('1.10'))
checkRows(
  t,
  v1_12,
  resize,
  [
    [notRunning, { status: 500, message: 'ptyMaster does not have Fd() method' }],
    [{ status: 404, message: 'No such container: a' }, SAME],
  ],
  client('1.9'),
)
checkRows(
  t,
  v1_12,
  ['v1.12-container-inspect-camelcase', 'ContainerInspect', 'response'],
  [
    [
      { Id: id, Name: '/a' },
      { ID: id, Name: '/a' },
    ],
  ],
)
checkRows(
  t,
  v1_12,
  ['v1.12-image-inspect-camelcase', 'ImageInspect', 'response'],
  [
    [
      {
        Id: id,
        Parent: '',
        Created: '2013-03-23T22:24:18Z',
        Config: { Cmd: ['sh'] },
        RepoTags: ['a:b'],
        Size: 1,
      },
      {
        id,
        created: '2013-03-23T22:24:18Z',
        container_config: { Cmd: ['sh'] },
        config: { Cmd: ['sh'] },
        Size: 1,
      },
    ],
    [
      { Id: id, Parent: 'x', Container: 'c', ContainerConfig: { Env: [] }, Config: null, Os: 'linux' },
      {
        id,
        parent: 'x',
        created: '0001-01-01T00:00:00Z',
        container: 'c',
        container_config: { Env: [] },
        os: 'linux',
      },
    ],
  ],
)
checkRows(
  t,
  v1_12,
  ['v1.12-search-is-trusted', 'ImageSearch', 'response'],
  [[[{ name: 'a', is_trusted: false, is_automated: false }], [{ name: 'a', is_trusted: false }]]],
)
const published = { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 49_153, Type: 'tcp' }
checkRows(
  t,
  v1_12,
  ['v1.12-list-ports-unpublished', 'ContainerList', 'response'],
  [
    [
      [{ Ports: [published, { ...published, IP: '::' }, { PrivatePort: 81, Type: 'tcp' }] }],
      [{ Ports: [published, { PrivatePort: 0, PublicPort: 81, Type: 'tcp', IP: '' }] }],
    ],
  ],
)
checkQueries(t, v1_12, 'v1.0-container-list-params', 'ContainerList', [
  ['limit=abc', ''],
  ['limit=2', 'limit=2'],
])
t.test('sizes of nothing are told when they are asked for', async t => {
  const { response } = stepsOf(v1_12, 'v1.3-container-list-size', 'ContainerList')
  t.strictSame(response!([{}], contextFor('1.11', '1.51', 'size=1')), [{ SizeRw: 0, SizeRootFs: 0 }])
  t.strictSame(response!([{}], contextFor('1.11', '1.51')), [{}])
})
checkQueries(t, v1_12, 'v1.12-image-list-filters', 'ImageList', [['filters={}&all=1', 'all=1']])
checkQueries(t, v1_12, 'v1.4-events-vocabulary', 'SystemEvents', [
  ['since=abc&until=2', 'until=2'],
  ['since=-62167219200', 'since=0'],
])
checkRows(
  t,
  v1_12,
  ['v1.4-events-vocabulary', 'SystemEvents', 'message'],
  [
    [{ status: 'start', id }, SAME],
    [{ status: 'exec_create: sh', id }, undefined],
  ],
)

t.test('v1.6-stdcopy-large-frames: no frame of an attach is larger than 32 KiB', async t => {
  const { writeFrame } = stepsOf(v1_8, 'v1.6-stdcopy-large-frames', 'ContainerAttach')
  const frame = (length: number) => ({ stream: 2, payload: Buffer.alloc(length, 'x') })
  for (const [length, ...cut] of [
    [0, 0],
    [1, 1],
    [32768, 32768],
    [32769, 32768, 1],
    [70000, 32768, 32768, 4464],
  ]) {
    const pieces = cut.map(piece => encodeStdcopyFrame(frame(piece)))
    t.strictSame(writeFrame!(frame(length!)), Buffer.concat(pieces))
  }
})

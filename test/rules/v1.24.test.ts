import t from 'tap'
import rules from '../../rules/v1.24.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'
import { contextFor, stepsOf } from './steps.ts'

checkRows(
  t,
  rules,
  ['v1.24-start-body-length', 'ContainerStart', 'request'],
  [
    [undefined, SAME],
    [null, undefined],
    [{}, undefined],
    [{ HostConfig: {} }, undefined],
    [{ HostConfig: null }, undefined],
    [{ Binds: null }, SAME],
    [{ HostConfig: { Privileged: true } }, SAME],
    ['x', SAME],
  ],
)

t.test('v1.24-content-type-empty-body: a type goes where its body is', async t => {
  const { requestHeaders } = stepsOf(rules, 'v1.24-content-type-empty-body', '*')
  const context = contextFor('1.23', '1.41')
  const typed = { 'content-type': 'text/plain', 'content-length': '0' }
  t.strictSame(requestHeaders!(typed, context), { 'content-length': '0' })
  t.strictSame(requestHeaders!({ 'content-type': 'text/plain' }, context), {})
  t.equal(requestHeaders!(typed, { ...context, operation: 'ExecStart' }), typed)
  for (const kept of [
    { 'content-type': 'application/json', 'content-length': '0' },
    { 'content-type': 'application/tar', 'transfer-encoding': 'chunked' },
    { 'content-type': 'application/x-tar', 'content-length': '10240' },
    { 'content-length': '0' },
  ])
    t.equal(requestHeaders!(kept, context), kept)
})

checkQueries(t, rules, 'v1.24-list-since-before', 'ContainerList', [
  ['since=a', 'filters={"since":["a"]}&all=1'],
  ['all=0&before=b&since=a', 'all=1&filters={"since":["a"],"before":["b"]}'],
  ['since=a&filters={"label":["l"]}', 'filters={"label":["l"],"since":["a"]}&all=1'],
  ['since=a&filters=bad', 'since=a&filters=bad'],
  ['since=&before=', 'since=&before='],
  ['all=1', 'all=1'],
])
checkRows(
  t,
  rules,
  ['v1.24-list-since-before', 'ContainerList', 'error'],
  [
    [
      { status: 500, message: 'no such container a' },
      { status: 404, message: 'no such container a' },
    ],
    [{ status: 500, message: 'disk is full' }, SAME],
    [{ status: 404, message: 'No such container: a' }, SAME],
  ],
)

const logging = (Config: object) => ({ HostConfig: { LogConfig: { Type: 'syslog', Config } } })
checkRows(
  t,
  rules,
  ['v1.24-log-tag-options', 'ContainerCreate', 'request'],
  [
    [logging({ 'syslog-tag': 'a', 'syslog-address': 'u' }), logging({ 'syslog-address': 'u', tag: 'a' })],
    [logging({ 'gelf-tag': 'a', tag: 'b' }), logging({ tag: 'b' })],
    [logging({ tag: 'b' }), SAME],
    [{ HostConfig: { LogConfig: { Config: null } } }, SAME],
  ],
)

const security = (...SecurityOpt: unknown[]) => ({ HostConfig: { SecurityOpt } })
checkRows(
  t,
  rules,
  ['v1.24-securityopt-colon', 'ContainerCreate', 'request'],
  [
    [security('seccomp:{"a":"x=y"}', 'label:type:a=b'), security('seccomp={"a":"x=y"}', 'label=type:a=b')],
    [security('label:disable', 'seccomp=unconfined', 'apparmor:p', 'other:a=b', 5), SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.24-windows-qos', 'ContainerCreate', 'request'],
  [
    [
      { HostConfig: { BlkioIOps: 5, BlkioBps: 6, SandboxSize: 7 } },
      { HostConfig: { IOMaximumIOps: 5, IOMaximumBandwidth: 6, StorageOpt: { size: '7' } } },
    ],
    [{ HostConfig: { BlkioIOps: 0, BlkioBps: 0, SandboxSize: 0 } }, { HostConfig: {} }],
    [{ HostConfig: {} }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.24-search-limit', 'ImageSearch', 'response'],
  [
    [[{ name: 'a' }], [{ name: 'a', is_automated: false, is_trusted: false }]],
    [[{ is_automated: true, is_trusted: true }], SAME],
    [null, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.24-events-until', 'SystemEvents', 'error'],
  [
    [
      { status: 400, message: 'since time (5) cannot be after until time (4)' },
      { status: 200, message: '' },
    ],
    [
      { status: 400, message: '`since` time (5) cannot be after `until` time (4)' },
      { status: 200, message: '' },
    ],
    [{ status: 400, message: 'since time (%) is no time' }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.24-error-json', '*', 'error'],
  [
    [
      { status: 409, message: 'rpc error: code = AlreadyExists desc = secret x already exists' },
      { status: 409, message: 'secret x already exists' },
    ],
  ],
)

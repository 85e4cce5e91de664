import t from 'tap'
import rules from '../../rules/engine-23.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkRows(
  t,
  rules,
  ['v1.42-inspect-kernelmemory', 'ContainerInspect', 'response'],
  [
    [{ HostConfig: { Memory: 0 } }, { HostConfig: { Memory: 0, KernelMemory: 0, KernelMemoryTCP: 0 } }],
    [{ HostConfig: { KernelMemory: 5, KernelMemoryTCP: 6 } }, SAME],
    [{ HostConfig: null }, SAME],
  ],
  { client: '1.40' },
)
checkRows(
  t,
  rules,
  ['v1.42-inspect-kernelmemory', 'ContainerInspect', 'response'],
  [[{ HostConfig: {} }, { HostConfig: { KernelMemory: 0 } }]],
  { client: '1.39' },
)

checkQueries(t, rules, 'v1.42-wait-invalid-condition', 'ContainerWait', [
  ['condition=never', ''],
  ['condition=removed', 'condition=removed'],
  ['condition=', 'condition='],
  ['', ''],
])

checkRows(
  t,
  rules,
  ['v1.42-seccomp-profile-builtin', 'SystemInfo', 'response'],
  [
    [
      { SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin'] },
      { SecurityOptions: ['name=apparmor', 'name=seccomp,profile=default'] },
    ],
    [{ SecurityOptions: ['name=seccomp,profile=/builtin.json', 'name=other,profile=builtin', 5] }, SAME],
    [{ SecurityOptions: null }, SAME],
  ],
)

const anonymous = { 'com.docker.volume.anonymous': '' }
for (const operation of ['VolumeInspect', 'VolumeCreate']) {
  checkRows(
    t,
    rules,
    ['v1.42-volume-anonymous-label', operation, 'response'],
    [
      [
        { Name: 'a', Labels: anonymous },
        { Name: 'a', Labels: null },
      ],
      [{ Labels: { ...anonymous, x: 'y' } }, { Labels: { x: 'y' } }],
      [{ Labels: {} }, SAME],
      [{ Labels: null }, SAME],
    ],
  )
}
for (const operation of ['VolumeList', 'SystemDataUsage']) {
  checkRows(
    t,
    rules,
    ['v1.42-volume-anonymous-label', operation, 'response'],
    [
      [{ Volumes: [{ Labels: anonymous }] }, { Volumes: [{ Labels: null }] }],
      [{ Volumes: null }, SAME],
    ],
  )
}

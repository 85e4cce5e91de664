import t from 'tap'
import engine27 from '../../rules/engine-27.ts'
import rules from '../../rules/v1.46.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkRows(
  t,
  rules,
  ['v1.46-events-image-create', 'SystemEvents', 'message'],
  [
    [{ Type: 'image', Action: 'create' }, undefined],
    [{ Type: 'image', Action: 'pull' }, SAME],
    [{ Type: 'container', Action: 'create' }, SAME],
    ['text', SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.46-container-list-annotations', 'ContainerList', 'response'],
  [
    [[{ HostConfig: { NetworkMode: 'n', Annotations: {} } }], [{ HostConfig: { NetworkMode: 'n' } }]],
    [[{ HostConfig: { NetworkMode: 'n' } }], SAME],
  ],
)

checkQueries(t, rules, 'v1.46-push-platform', 'ImagePush', [['tag=a&platform=linux/amd64', 'tag=a']])

for (const operation of ['ServiceCreate', 'ServiceUpdate']) {
  checkRows(
    t,
    rules,
    ['v1.46-services-tmpfs-oomscore', operation, 'request'],
    [
      [
        {
          TaskTemplate: {
            ContainerSpec: {
              OomScoreAdj: 5,
              Mounts: [{ Type: 'tmpfs', TmpfsOptions: { Options: [['noexec']], Mode: 1 } }, { Type: 'bind' }],
            },
          },
        },
        {
          TaskTemplate: {
            ContainerSpec: { Mounts: [{ Type: 'tmpfs', TmpfsOptions: { Mode: 1 } }, { Type: 'bind' }] },
          },
        },
      ],
      [{ TaskTemplate: { ContainerSpec: { Image: 'a' } } }, SAME],
    ],
  )
}

checkRows(
  t,
  rules,
  ['v1.46-info-containerd', 'SystemInfo', 'response'],
  [[{ ID: 'a', Containerd: {} }, { ID: 'a' }]],
)

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`
const line = { status: `v1.0: digest: ${digest} size: 527` }
const aux = { progressDetail: {}, aux: { Tag: 'v1.0', Digest: digest, Size: 527 } }
checkRows(
  t,
  engine27,
  ['v1.46-push-aux-messages', 'ImagePush', 'message'],
  [
    [line, [line, aux]],
    [aux, undefined],
    [{ progressDetail: {}, aux: { manifestPushedInsteadOfIndex: true } }, undefined],
    [{ status: 'Pushed', id: 'a' }, SAME],
    [{ errorDetail: { message: 'x' }, error: 'x' }, SAME],
  ],
)

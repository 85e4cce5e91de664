import t from 'tap'
import engine24 from '../../rules/engine-24.ts'
import rules from '../../rules/v1.43.ts'
import { checkRows, type Row, SAME } from './step-table.ts'

const none = { RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] }

const images: readonly Row[] = [
  [
    { Id: 'a', RepoTags: [], RepoDigests: [] },
    { Id: 'a', ...none },
  ],
  [{ RepoTags: null, RepoDigests: [] }, none],
  [{ RepoTags: null, RepoDigests: null }, none],
  [{ RepoTags: [] }, none],
  [
    { RepoTags: ['a:b'], RepoDigests: [] },
    { RepoTags: ['a:b'], RepoDigests: null },
  ],
  [
    { RepoTags: [], RepoDigests: ['a@b'] },
    { RepoTags: null, RepoDigests: ['a@b'] },
  ],
  [{ RepoTags: ['a:b'], RepoDigests: ['a@b'] }, SAME],
  [none, SAME],
  [{ Id: 'a' }, SAME],
  [null, SAME],
]

const inList = (rows: readonly Row[], wrap: (list: unknown[]) => unknown): Row[] =>
  rows.map(([input, output]) => [wrap([input]), output === SAME ? SAME : wrap([output])])

checkRows(
  t,
  rules,
  ['v1.43-images-none-tags', 'ImageList', 'response'],
  inList(images, list => list),
)
checkRows(
  t,
  engine24,
  ['v1.43-df-none-tags', 'SystemDataUsage', 'response'],
  inList(images, Images => ({ Images, LayersSize: 1 })),
)
checkRows(t, engine24, ['v1.43-df-none-tags', 'SystemDataUsage', 'response'], [[{ Images: null }, SAME]])

checkRows(
  t,
  rules,
  ['v1.43-create-annotations', 'ContainerCreate', 'request'],
  [
    [{ HostConfig: { Annotations: { a: 'b' }, Memory: 1 } }, { HostConfig: { Memory: 1 } }],
    [{ HostConfig: null }, SAME],
  ],
)

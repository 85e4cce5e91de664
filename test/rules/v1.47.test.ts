import t from 'tap'
import rules from '../../rules/v1.47.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkQueries(t, rules, 'v1.47-images-manifests', 'ImageList', [['manifests=1&all=1', 'all=1']])

const lists = {
  AllowNondistributableArtifactsCIDRs: [],
  AllowNondistributableArtifactsHostnames: [],
  Mirrors: [],
}
checkRows(
  t,
  rules,
  ['v1.47-info-nondistributable', 'SystemInfo', 'response'],
  [
    [{ RegistryConfig: { Mirrors: null } }, { RegistryConfig: lists }],
    [
      {
        RegistryConfig: {
          AllowNondistributableArtifactsCIDRs: null,
          AllowNondistributableArtifactsHostnames: null,
          Mirrors: ['a'],
        },
      },
      { RegistryConfig: { ...lists, Mirrors: ['a'] } },
    ],
    [{ RegistryConfig: lists }, SAME],
    [{ RegistryConfig: null }, SAME],
  ],
)

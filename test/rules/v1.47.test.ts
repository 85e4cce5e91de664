import t from 'tap'
import rules from '../../rules/v1.47.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkQueries(t, rules, 'v1.47-images-manifests', 'ImageList', [['manifests=1&all=1', 'all=1']])

const none = { AllowNondistributableArtifactsCIDRs: null, AllowNondistributableArtifactsHostnames: null }
checkRows(
  t,
  rules,
  ['v1.47-info-nondistributable', 'SystemInfo', 'response'],
  [
    [{ RegistryConfig: { Mirrors: null } }, { RegistryConfig: { Mirrors: null, ...none } }],
    [{ RegistryConfig: none }, SAME],
    [{ RegistryConfig: { ...none, AllowNondistributableArtifactsCIDRs: ['10.0.0.0/8'] } }, SAME],
    [{ RegistryConfig: null }, SAME],
  ],
)

import t from 'tap'
import rules from '../../rules/v1.49.ts'
import { checkQueries, checkRows, SAME } from './step-table.ts'

checkQueries(t, rules, 'v1.49-image-inspect-platform', 'ImageInspect', [['platform={}', '']])

checkRows(
  t,
  rules,
  ['v1.49-info-commit-expected', 'SystemInfo', 'response'],
  [
    [
      { ContainerdCommit: { ID: 'a' }, RuncCommit: { ID: 'b' }, InitCommit: { ID: '' } },
      {
        ContainerdCommit: { ID: 'a', Expected: 'a' },
        RuncCommit: { ID: 'b', Expected: 'b' },
        InitCommit: { ID: '', Expected: '' },
      },
    ],
    [{ RuncCommit: { ID: 'b', Expected: 'c' } }, SAME],
    [{ RuncCommit: {} }, SAME],
  ],
)

checkRows(
  t,
  rules,
  ['v1.49-info-firewallbackend', 'SystemInfo', 'response'],
  [[{ ID: 'a', FirewallBackend: { Driver: 'iptables' } }, { ID: 'a' }]],
)

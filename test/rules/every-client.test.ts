/** What Longshore tells every client of itself. */
import t from 'tap'
import rules from '../../rules/every-client.ts'
import { checkRows, SAME } from './step-table.ts'

const component = { Name: 'Engine', Details: { ApiVersion: '1.51', MinAPIVersion: '1.24' } }

checkRows(
  t,
  rules,
  ['v1.25-version-minapi', 'SystemVersion', 'response'],
  [
    [
      { ApiVersion: '1.51', MinAPIVersion: '1.24' },
      { ApiVersion: '1.51', MinAPIVersion: '1.0' },
    ],
    [
      { MinAPIVersion: '1.24', Components: [component, { Name: 'containerd', Details: { GitCommit: 'c' } }] },
      {
        MinAPIVersion: '1.0',
        Components: [
          { Name: 'Engine', Details: { ApiVersion: '1.51', MinAPIVersion: '1.0' } },
          { Name: 'containerd', Details: { GitCommit: 'c' } },
        ],
      },
    ],
    // Docker 1.12 and older have no such member.
    [{ ApiVersion: '1.24' }, { ApiVersion: '1.24' }],
    ['no object', SAME],
  ],
)

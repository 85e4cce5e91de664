/** API 1.16 (docker 1.4): moby `api/server/router/build/build_routes.go` at v20.10.24, `api/server/server.go` at v1.3.3 and v1.4.0. */
import { change, version } from '../src/translate/change.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withoutParameters } from './shapes/query.ts'

export default version('1.16', [
  change({
    id: 'v1.16-build-pull',
    summary: 'A build takes `pull`; before, the parameter was ignored',
    operations: { ImageBuild: { query: withoutParameters('pull') } },
  }),
  change({
    id: 'v1.16-exec-inspect',
    summary: 'An exec can be inspected; before, it could not',
    operations: {},
    status: 'not needed',
    reason: 'Clients older than 1.16 do not ask; the shape for 1.16 to 1.21 is v1.22-exec-inspect.',
  }),
  change({
    id: 'v1.16-error-status-case',
    summary:
      'The words of an error that decide its status are found in any case; before, in the one they had',
    unversioned: '1.4.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients of that time look for 404 and 401, which both ways give for the same errors.',
  }),
  change({
    id: 'v1.16-tag-conflict',
    summary: 'Docker 1.4 to 1.9 refused to move a tag; before, and since, it is moved',
    unversioned: '1.4.0',
    operations: {},
    status: 'not needed',
    reason: 'The daemons of today do what those before 1.16 did.',
  }),
  ...notNeeded([
    [
      'v1.16-copy-from-volume',
      'Files in volumes can be copied; before, they were not found',
      'Who asks for such a file wants it.',
    ],
    [
      'v1.16-additive',
      'Info counts CPUs and memory, events have filters; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

/**
 * What API 1.49 (Docker 28.1) changed for clients older than that (moby `api/server/router/image/image_routes.go` and
 * `system_routes.go` at v28.5.2).
 */
import { change, version } from '../src/translate/change.ts'
import { at, inOrder, withCopy, without } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'

const withExpected = withCopy('Expected', 'ID')

export default version('1.49', [
  change({
    id: 'v1.49-image-inspect-platform',
    summary: 'Inspecting an image takes a platform; before, the parameter was ignored',
    operations: { ImageInspect: { query: withoutParameters('platform') } },
  }),
  change({
    id: 'v1.49-info-commit-expected',
    summary: 'Info gives the commits of its tools; before, those it expected too, which were the same',
    operations: {
      SystemInfo: {
        response: inOrder(
          at('ContainerdCommit', withExpected),
          at('RuncCommit', withExpected),
          at('InitCommit', withExpected),
        ),
      },
    },
  }),
  change({
    id: 'v1.49-info-firewallbackend',
    summary: 'Info tells how the firewall is driven; before, it did not',
    operations: { SystemInfo: { response: without('FirewallBackend') } },
  }),
])

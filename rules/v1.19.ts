/** API 1.19 (docker 1.7): moby `api/server/server.go`, `engine/env.go` and `daemon/info.go` at v1.6.2 and v1.7.1. */
import { change, version } from '../src/translate/change.ts'
import { decodeClientJson, isJsonObject } from '../src/translate/json.ts'
import { at, inOrder, type ValueStep } from './shapes/json-edit.ts'
import { strictTypes } from './shapes/loose-json.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { unwrapRegistryConfig } from './shapes/registry-config.ts'

/** Relative weights that Linux takes. */
const FEWEST_SHARES = 2
const MOST_SHARES = 262_144

const clampedShares: ValueStep = shares =>
  typeof shares === 'number' && shares > 0 ? Math.min(Math.max(shares, FEWEST_SHARES), MOST_SHARES) : shares

const asNumber: ValueStep = flag => (typeof flag === 'boolean' ? Number(flag) : flag)

function unlessUnreadable(body: Buffer): Buffer {
  try {
    if (isJsonObject(decodeClientJson(body.toString()))) return body
  } catch {}
  return Buffer.alloc(0)
}

export default version('1.19', [
  change({
    id: 'v1.19-typed-json-decoding',
    summary:
      'Members of a body have one type; before, a list could be a string, a number quoted, a flag 0 or 1',
    unversioned: '1.7.0',
    operations: {
      ContainerCreate: { request: strictTypes },
      ContainerExec: { request: strictTypes },
      ExecStart: { request: strictTypes },
      ImageCommit: { request: strictTypes },
    },
  }),
  change({
    id: 'v1.19-commit-undecodable-body',
    summary: 'A commit with a body that cannot be read is refused; before, it was one without',
    unversioned: '1.7.0',
    operations: { ImageCommit: { requestText: unlessUnreadable } },
  }),
  change({
    id: 'v1.19-exec-cmd-string',
    summary: 'The command of an exec is a list; before, it could be one string',
    unversioned: '1.7.0',
    operations: {},
    status: 'not needed',
    reason: 'A part of v1.19-typed-json-decoding, which converts it.',
  }),
  change({
    id: 'v1.19-cpushares-clamp',
    summary: 'CPU shares that Linux does not take fail the start; before, they became the nearest it takes',
    operations: {
      ContainerCreate: {
        request: inOrder(at('CpuShares', clampedShares), at('HostConfig.CpuShares', clampedShares)),
      },
    },
  }),
  change({
    id: 'v1.19-info-int-to-bool',
    summary: 'Debug, MemoryLimit, SwapLimit and IPv4Forwarding are true or false; before, 1 or 0',
    unversioned: '1.7.0',
    operations: {
      SystemInfo: {
        response: inOrder(
          ...['Debug', 'MemoryLimit', 'SwapLimit', 'IPv4Forwarding'].map(name => at(name, asNumber)),
        ),
      },
    },
  }),
  change({
    id: 'v1.19-x-registry-config',
    summary: 'Credentials of a build are given by server; before, inside `configs`',
    unversioned: '1.7.0',
    operations: { ImageBuild: { requestHeaders: unwrapRegistryConfig } },
  }),
  change({
    id: 'v1.19-build-registry-config-shape',
    summary: 'Credentials of a build are given by server; before, inside `configs`',
    unversioned: '1.7.0',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.19-x-registry-config, which converts it.',
  }),
  change({
    id: 'v1.19-inspect-config-limits',
    summary: 'Limits are shown in HostConfig alone; before, in Config too',
    operations: {},
    status: 'not needed',
    reason: 'Docker 1.8 moved the border to 1.20; v1.20-inspect-config-resources converts it.',
  }),
  change({
    id: 'v1.19-version-mismatch-status',
    summary: 'A client that is too new is refused with 400; before, with 404',
    operations: {},
    status: 'not needed',
    reason: 'A client that is refused shows the text, which has not lost its meaning.',
  }),
  change({
    id: 'v1.19-search-content-type',
    summary: 'Docker 1.7 did not declare search results as JSON; older and newer releases do',
    unversioned: '1.7.0',
    operations: {},
    status: 'not needed',
    reason: 'The daemons of today declare them.',
  }),
  change({
    id: 'v1.19-list-command-raw',
    summary: 'A listed command is never quoted; before, it was when it had quotes in it',
    unversioned: '1.7.0',
    operations: {},
    status: 'not needed',
    reason: 'The quotes were an accident of how the list was written, and clients print them.',
  }),
  ...notNeeded([
    [
      'v1.19-additive',
      'HostConfig has more limits, logs take `since`; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

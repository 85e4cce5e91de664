/** The daemon itself, networks and logins before API 1.24. */
import { LosslessNumber, type Tree } from '../../body.ts'
import type { Exception } from '../../exceptions.ts'
import { ABSENT, upTo } from './up-to.ts'

const asNumber = (flag: Tree): Tree =>
  typeof flag === 'boolean' ? new LosslessNumber(flag ? '1' : '0') : flag

export const system: readonly Exception[] = [
  ...upTo('1.23', [
    {
      name: 'words for a service that is no JSON',
      reason:
        'what is made of several calls is read by Longshore, which says so itself to clients that knew no services',
      operations: ['ServiceUpdate'],
      scenarios: ['no JSON'],
      at: /\.(message|text)$/,
      direct: /unexpected EOF/,
      through: /the body is no JSON/,
    },
    {
      name: 'events that begin after they end',
      better: 'v1.24-events-until',
      reason: 'there were none',
      operations: ['SystemEvents'],
      scenarios: ['that begin after they end', 'since the future'],
      at: /\.status$/,
      direct: /^"400"$/,
      through: /^"200"$/,
      whole: true,
    },
  ]),
  ...upTo('1.22', [
    {
      name: 'init of info',
      better: 'v1.23-info-init-fields',
      reason: 'its path and its hash were always there',
      operations: ['SystemInfo'],
      at: /\.json\.Init(Path|Sha1)$/,
      direct: ABSENT,
      through: /^""$/,
    },
    {
      name: 'token of a login',
      better: 'v1.19-auth-204',
      reason: 'clients of that time have no use for one',
      operations: ['SystemAuth'],
      at: /\.json\.IdentityToken$/,
      direct: /^""$/,
      through: ABSENT,
    },
    {
      name: 'removal of a network',
      better: 'v1.23-network-delete-status',
      reason: 'it was 200, and docker-py 1.x asks for no other',
      operations: ['NetworkDelete'],
      at: /\.status$/,
      direct: /^"204"$/,
      through: /^"200"$/,
    },
  ]),
  ...upTo('1.21', [
    {
      name: 'driver of info',
      better: 'v1.22-lxcconf',
      reason: 'there was one',
      operations: ['SystemInfo'],
      at: /\.json\.ExecutionDriver$/,
      direct: /^"<not supported>"$/,
      through: /^"native-0\.2"$/,
    },
    {
      name: 'networks by what is no name or id',
      better: 'v1.22-network-filters',
      reason: 'there were no other filters',
      operations: ['NetworkList'],
      scenarios: ['by driver', 'by label', 'by scope', 'builtin', 'custom', 'dangling'],
      at: /^ask GET \/networks:\.body\.json\./,
      direct: /./,
      through: /./,
    },
    {
      name: 'filters of networks that do not exist',
      better: 'v1.22-network-filters',
      reason: 'as above',
      operations: ['NetworkList'],
      scenarios: ['no such type', 'unknown filter'],
      at: /\.status$/,
      direct: /^"(400|500)"$/,
      through: /^"200"$/,
      whole: true,
    },
  ]),
  ...upTo('1.18', [
    {
      name: 'truth values of info',
      better: 'v1.19-info-int-to-bool',
      reason: 'they were numbers, and clients of that time read nothing else',
      operations: ['SystemInfo'],
      at: /\.json\.(Debug|MemoryLimit|SwapLimit|IPv4Forwarding)$/,
      becomes: asNumber,
    },
  ]),
]

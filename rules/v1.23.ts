/** API 1.23 (docker 1.11): moby `daemon/list.go`, `daemon/info.go` and `api/server/router/` at v1.10.3 and v1.11.2. */
import { change, type Headers, version } from '../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../src/translate/json.ts'
import { type FilterValues, withFilters } from './shapes/filter-names.ts'
import { onObject, withDefaults, without } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withQualifiedHostname, withSplitHostname } from './shapes/qualified-hostname.ts'
import { withParameters } from './shapes/query.ts'

/** Those which some daemon of docker 1.11 or later knows. */
const CONTAINER_FILTERS = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
]

function withKnownFilters(filters: FilterValues): FilterValues {
  const known = Object.entries(filters).filter(([name]) => CONTAINER_FILTERS.includes(name))
  return known.length === Object.keys(filters).length ? filters : Object.fromEntries(known)
}

const IPV6_OPTION = 'com.docker.network.enable_ipv6'
/** What Go's strconv.ParseBool reads as true. */
const TRUE_TEXTS: readonly (JsonValue | undefined)[] = ['1', 't', 'T', 'TRUE', 'true', 'True']

const withIPv6Member = onObject(network => {
  const options = network.Options
  if (!isJsonObject(options) || !TRUE_TEXTS.includes(options[IPV6_OPTION])) return network
  const { [IPV6_OPTION]: _, ...others } = options
  return { ...network, EnableIPv6: true, Options: others }
})

/** Without a length the answer would be sent in chunks, of which there are none. */
const emptyNotAbsent = {
  status: (status: number) => (status === 204 ? 200 : status),
  responseHeaders: (headers: Headers): Headers => ({ ...headers, 'content-length': '0' }),
}

export default version('1.23', [
  change({
    id: 'v1.23-image-load',
    summary: 'Loading images tells what was loaded; before, nothing, and a bad archive was an HTTP error',
    unversioned: '1.11.0',
    operations: {
      ImageLoad: {
        query: withParameters({ quiet: '1' }),
        emulate: 'image-load',
        responseHeaders: headers => ({ ...headers, 'content-type': 'text/plain; charset=utf-8' }),
      },
    },
  }),
  change({
    id: 'v1.23-network-delete-status',
    summary: 'Removing a network is 204; before, 200',
    unversioned: '1.11.0',
    operations: { NetworkDelete: emptyNotAbsent },
  }),
  change({
    id: 'v1.23-network-ipv6-option',
    summary: 'EnableIPv6 gives a network IPv6; before, one of its options did',
    unversioned: '1.11.0',
    operations: { NetworkCreate: { request: withIPv6Member } },
  }),
  change({
    id: 'v1.23-ps-filter-unknown',
    summary: 'Unknown filters of the container list are refused; before, they were ignored',
    unversioned: '1.11.0',
    operations: { ContainerList: { query: query => withFilters(query, withKnownFilters) } },
  }),
  change({
    id: 'v1.23-hostname-domainname',
    summary: 'The name of a host is its Hostname; before, with Domainname behind it',
    unversioned: '1.11.0',
    operations: {
      ContainerCreate: { request: withQualifiedHostname },
      ContainerInspect: { response: withSplitHostname },
    },
    loss: 'A name of more than 63 letters stays without its domain.',
  }),
  change({
    id: 'v1.23-info-init-fields',
    summary: 'Info does not tell of an init of the daemon’s own; before, its path and its hash',
    unversioned: '1.11.0',
    operations: { SystemInfo: { response: withDefaults({ InitPath: '', InitSha1: '' }) } },
    loss: 'Both are empty.',
  }),
  change({
    id: 'v1.19-auth-204',
    summary: 'A login answers with a token to be kept; before, clients had no use for one',
    unversioned: '1.11.0',
    operations: { SystemAuth: { response: without('IdentityToken') } },
    loss: 'Accounts are not created; a registry that takes nothing but the token cannot be used.',
  }),
  change({
    id: 'v1.23-auth-email',
    summary: 'Credentials have no email; before, they did',
    operations: {},
    status: 'not needed',
    reason: 'Daemons ignore it.',
  }),
  ...notNeeded([
    [
      'v1.23-additive',
      'Networks and volumes have labels, listed containers a State; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

/** Requests get their operation, version and parameters as the daemon's router would give them. */
import t from 'tap'
import { nameCall, type RequestHead, type ServedVersions } from '../../src/gateway/name-call.ts'

const served: ServedVersions = { oldest: '1.0', newest: '1.56', current: '1.51', unversioned: 'auto' }
const head = (method: string, target: string, more: Partial<RequestHead> = {}): RequestHead => ({
  method,
  target,
  userAgent: undefined,
  contentType: undefined,
  ...more,
})
const named = (request: RequestHead, options: Partial<ServedVersions> = {}) => {
  const naming = nameCall(request, { ...served, ...options })
  return 'call' in naming ? { ...naming.call, operation: naming.call.operation.name } : naming.refusal
}

t.test('names with slashes, ports, tags and digests', async t => {
  t.match(named(head('GET', '/v1.24/images/a/b:c/json')), {
    operation: 'ImageInspect',
    client: '1.24',
    params: { name: 'a/b:c' },
    path: '/images/a/b:c/json',
  })
  t.match(named(head('POST', '/v1.24/images/localhost:5000/x/y/push?tag=1')), {
    operation: 'ImagePush',
    params: { name: 'localhost:5000/x/y' },
    query: 'tag=1',
  })
  t.match(named(head('GET', '/containers/x/attach/ws')), {
    operation: 'ContainerAttachWebsocket',
    versioned: false,
  })
  t.match(named(head('DELETE', '/v1.30/images/a@sha256:00')), {
    operation: 'ImageDelete',
    params: { name: 'a@sha256:00' },
  })
})

t.test('the version of docker 0.3.3, and spellings a daemon takes for the same', async t => {
  t.match(named(head('GET', '/v1.000000/info')), { client: '1.0' })
  t.match(named(head('GET', '/v01.45/info')), { client: '1.45' })
})

t.test('the first path of the container list is the list, as long as there was that path', async t => {
  t.match(named(head('GET', '/v1.20/containers/ps?all=1')), {
    operation: 'ContainerList',
    path: '/containers/json',
    query: 'all=1',
  })
  t.match(named(head('GET', '/v1.21/containers/ps')), { status: 404, message: 'page not found' })
})

t.test('escapes are decoded once and written anew', async t => {
  t.match(named(head('GET', '/v1.24/images/a%2Fb%20c/json')), {
    params: { name: 'a/b c' },
    path: '/images/a/b%20c/json',
  })
  t.match(named(head('GET', '/v1.24/images/a%252Fb/json')), {
    params: { name: 'a%2Fb' },
    path: '/images/a%252Fb/json',
  })
  t.match(
    named(head('GET', '/v1.24/images/%FF/json')),
    { path: '/images/%FF/json' },
    'a byte that is no UTF-8 stays that byte',
  )
  t.match(
    named(head('GET', 'http://docker/v1.24/info?x')),
    { operation: 'SystemInfo', query: 'x' },
    'a whole URL',
  )
})

t.test('a path without version means what the client is, or what was configured', async t => {
  const meaning = (
    more: Partial<RequestHead>,
    options?: Partial<ServedVersions>,
    target = '/containers/json',
    method = 'GET',
  ) => (named(head(method, target, more), options) as { client?: string }).client
  t.equal(meaning({}), '1.51')
  t.equal(meaning({ userAgent: 'Docker-Client/0.6.7' }), '1.7')
  t.equal(meaning({ userAgent: 'Docker-Client/1.0.1' }), '1.12')
  t.equal(
    meaning({ userAgent: 'Docker-Client/20.10.24 (linux)' }),
    '1.51',
    'newer CLIs ask before they know the version',
  )
  t.equal(meaning({ userAgent: 'Docker-Client/0.6.7' }, { unversioned: 'newest' }), '1.51')
  t.equal(meaning({ userAgent: 'Docker-Client/0.6.7' }, { unversioned: '1.30' }), '1.30')
  t.equal(meaning({ contentType: 'multipart/form-data; boundary=x' }, {}, '/build', 'POST'), '1.1')
  t.equal(meaning({ contentType: 'application/tar' }, {}, '/build', 'POST'), '1.51')
})

t.test('versions out of range are refused in the dialect of the version', async t => {
  t.match(named(head('GET', '/v1.11/info'), { oldest: '1.24' }), {
    status: 400,
    dialect: 'text',
    message: /client version 1\.11 is too old\. Minimum supported API version is 1\.24/,
  })
  t.match(named(head('GET', '/v1.57/info')), {
    status: 400,
    dialect: 'json',
    message: /too new\. Maximum supported API version is 1\.56/,
  })
  t.match(named(head('GET', '/v1.11/nosuch'), { oldest: '1.24' }), { status: 404, dialect: 'text' })
})

t.test(
  'an operation the version no longer has is unknown to it; one it did not have yet is served',
  async t => {
    t.match(named(head('POST', '/v1.30/containers/x/copy')), { status: 404, message: 'page not found' })
    t.match(named(head('POST', '/v1.20/containers/x/copy')), { operation: 'ContainerCopy' })
    t.match(named(head('GET', '/v1.24/distribution/x/json')), { operation: 'DistributionInspect' })
  },
)

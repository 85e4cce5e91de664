/** What is no sensible request gets a clear 4xx in the client's dialect; the daemon never sees it, the next client is unaffected. */
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { RawClient } from '../support/raw.ts'

const get = (target: string, fields = '') => `GET ${target} HTTP/1.1\r\nHost: d\r\n${fields}\r\n`

/** Name, bytes, status expected, and how the message reads. */
const cases: readonly (readonly [string, string, number, RegExp])[] = [
  ['/v1/', get('/v1/'), 404, /page not found/],
  ['/v1/info', get('/v1/info'), 400, /client version 1 is not a version/],
  ['/v9.99/', get('/v9.99/'), 404, /page not found/],
  [
    '/v9.99/info',
    get('/v9.99/info'),
    400,
    /client version 9\.99 is too new\. Maximum supported API version is 1\.\d+/,
  ],
  ['/v1.24.1/', get('/v1.24.1/'), 404, /page not found/],
  ['/v1.24.1/info', get('/v1.24.1/info'), 400, /client version 1\.24\.1 is not a version/],
  [
    '/v0.9/info',
    get('/v0.9/info'),
    400,
    /^client version 0\.9 is too old\. Minimum supported API version is 1\.0, please upgrade/,
  ],
  ['/../', get('/../'), 404, /page not found/],
  ['%2e%2e', get('/%2e%2e'), 404, /page not found/],
  ['a target that is no path', get('%2e%2e'), 400, /bad request/],
  ['//', get('//'), 404, /page not found/],
  ['two prefixes', get('/v1.41/v1.41/info'), 404, /page not found/],
  ['NUL escaped', get('/v1.41/containers/a%00b/json'), 400, /control character/],
  ['NUL', get('/v1.41/containers/a\0b/json'), 400, /bad request/],
  ['half an escape', get('/v1.41/containers/a%2/json'), 400, /incomplete percent escape/],
  ['unknown path', get('/v1.41/nosuch'), 404, /page not found/],
  ['unknown method', 'BREW /v1.41/info HTTP/1.1\r\nHost: d\r\n\r\n', 400, /bad request/],
  ['wrong method', 'DELETE /v1.41/info HTTP/1.1\r\nHost: d\r\n\r\n', 404, /page not found/],
  ['a head that is none', 'hello\r\n\r\n', 400, /bad request/],
  ['a field without colon', get('/info', 'nonsense\r\n'), 400, /bad request/],
  ['a folded field', get('/info', 'X-A: 1\r\n  2\r\n'), 400, /bad request/],
  ['bare LF', 'GET /info HTTP/1.1\nHost: d\n\n', 400, /bad request/],
  ['a head of 100 KB', get('/info', `X-Big: ${'x'.repeat(100_000)}\r\n`), 431, /bad request/],
  [
    'both framings',
    'POST /v1.41/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    /bad request/,
  ],
  [
    'two lengths',
    'POST /v1.41/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde',
    400,
    /bad request/,
  ],
  [
    'a negative length',
    'POST /v1.41/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Length: -4\r\n\r\n',
    400,
    /bad request/,
  ],
  [
    'a chunk size that is none',
    'POST /v1.41/volumes/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    400,
    /bad request/,
  ],
  [
    'an unknown transfer coding',
    'POST /v1.41/volumes/create HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    400,
    /./,
  ],
  ['a body on GET', get('/v1.41/info', 'Content-Length: 3\r\n').concat('abc'), 400, /takes no body/],
  [
    'a chunked body on GET',
    get('/v1.41/info', 'Transfer-Encoding: chunked\r\n').concat('3\r\nabc\r\n0\r\n\r\n'),
    400,
    /takes no body/,
  ],
  [
    'a body on DELETE',
    'DELETE /v1.41/containers/x HTTP/1.1\r\nHost: d\r\nContent-Length: 3\r\n\r\nabc',
    400,
    /takes no body/,
  ],
  [
    'a chunked body on DELETE',
    'DELETE /v1.41/containers/x HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    400,
    /takes no body/,
  ],
  [
    'an exec body over 1 MiB',
    `POST /v1.41/exec/x/start HTTP/1.1\r\nHost: d\r\nContent-Length: 2000000\r\n\r\n${'x'.repeat(1_100_000)}`,
    413,
    /larger than 1 MiB/,
  ],
  [
    'an attach that hides behind two lengths',
    'POST /v1.41/containers/x/attach HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n',
    400,
    /bad request/,
  ],
  ['CONNECT', 'CONNECT d:80 HTTP/1.1\r\nHost: d\r\n\r\n', 400, /bad request/],
  ['HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, /bad request/],
]

t.test('bad input', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t, { args: ['-D'] })
  await call(proxy.socket, { path: '/_ping' })
  const callsSeen = () =>
    daemon.log().match(/(Calling|handling) .*?(GET|POST|DELETE|HEAD|PUT) /g)?.length ?? 0
  t.ok(callsSeen() > 0, "the daemon's log shows the calls it gets")

  for (const [name, bytes, status, message] of cases) {
    t.test(name, async t => {
      const before = callsSeen()
      const client = new RawClient(proxy.socket).send(bytes)
      const answer = await client.answer()
      t.equal(answer.status, status)
      const isText = name.includes('0.9')
      t.match(
        answer.head,
        isText ? /content-type: text\/plain; charset=utf-8/i : /content-type: application\/json/i,
      )
      t.match(isText ? answer.body.toString() : JSON.parse(answer.body.toString()).message, message)
      t.equal(callsSeen(), before, 'the daemon saw nothing of it')
      client.socket.destroy()
      t.equal((await call(proxy.socket, { path: '/v1.41/_ping' })).text(), 'OK', 'the next client is served')
    })
  }

  t.test('a path the daemon would clean is redirected as it does, when it leads anywhere', async t => {
    for (const path of [
      '//info',
      '/v1.44/../info',
      '/v1.44/%2e%2e/info?a=1',
      '/v1.44//info',
      '/v1.44/images/a%2F%2Fb/json',
      '/v1.44/containers/./json',
    ]) {
      const [ours, theirs] = await Promise.all([call(proxy.socket, { path }), call(daemon.socket, { path })])
      t.equal(ours.status, 301, path)
      t.equal(ours.header('Location'), theirs.header('Location'), path)
    }
  })

  t.test('names are decoded once, as the daemon does', async t => {
    for (const path of [
      '/v1.44/images/a%2Fb/json',
      '/v1.44/images/a%252Fb/json',
      '/v1.44/images/localhost:5000/a/b:c/json',
      '/v1.44/images/%C3%BC/json',
      '/v01.44/images/x/json',
    ]) {
      const [ours, theirs] = await Promise.all([call(proxy.socket, { path }), call(daemon.socket, { path })])
      t.equal(ours.status, theirs.status, path)
      t.equal(ours.text(), theirs.text(), path)
    }
  })

  t.test('JSON that is none is refused by the daemon in its own words', async t => {
    for (const body of ['{bad', '', 'null', '[]', '{"Image":1}', '{} trailing']) {
      const request = {
        method: 'POST',
        path: '/v1.44/containers/create',
        headers: { 'Content-Type': 'application/json' },
        body,
      }
      const [ours, theirs] = await Promise.all([
        call(proxy.socket, { ...request, path: '/v1.41/containers/create' }),
        call(daemon.socket, request),
      ])
      t.equal(ours.status, theirs.status, body)
      // Engines from 25 on begin such sentences with a small letter, which clients of 1.41 get as they knew them.
      t.equal(ours.text().toLowerCase(), theirs.text().toLowerCase(), body)
    }
  })

  t.test('JSON nested too deep to be read is refused, whichever way its call goes', async t => {
    for (const path of [
      '/v1.41/containers/create',
      '/v1.20/containers/some/start',
      '/v1.25/services/create',
      '/v1.25/services/some/update?version=1',
    ]) {
      const answer = await call(proxy.socket, {
        ...{ method: 'POST', path, body: `{"A":${'['.repeat(100_000)}` },
        headers: { 'Content-Type': 'application/json' },
      })
      t.equal(answer.status, 400, path)
      t.match(answer.text(), 'the body is nested too deep')
    }
  })
})

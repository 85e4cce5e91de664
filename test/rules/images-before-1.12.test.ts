/** Steps of images before API 1.12, on what old clients sent and old daemons answered; streams of a real daemon are in test/images. */
import t from 'tap'
import { rules } from '../../rules/index.ts'
import type { ApiVersion } from '../../src/api/version.ts'
import { contextFor, stepsOf } from './steps.ts'

const TARGET = '1.44'

const at = (client: ApiVersion, query = '') => contextFor(client, TARGET, query)

t.test('v1.8-progress-detail: the strings that docker 0.3.4 and 0.6.7 sent', async t => {
  const { message } = stepsOf(rules, 'v1.8-progress-detail', 'ImageCreate')
  const progress = (client: ApiVersion, current: number, total: number) => {
    const bar = { status: 'Importing', progressDetail: { current, total }, progress: '[=>  ]' }
    return (message!(bar, at(client)) as { progress: string }).progress
  }
  const numbers = [32768, 65536, 98304, 161792, 194560, 227328]
  t.same(
    numbers.map(current => progress('1.1', current, 2140160)),
    [
      '32768/2140160 (2%)',
      '65536/2140160 (3%)',
      '98304/2140160 (5%)',
      '161792/2140160 (8%)',
      '194560/2140160 (9%)',
      '227328/2140160 (11%)',
    ],
  )
  t.same(
    [...numbers.slice(0, 3), 128000, 160800].map(current => progress('1.7', current, 2140160)),
    [
      '32.77 kB/2.14 MB (2%)',
      '65.54 kB/2.14 MB (3%)',
      ' 98.3 kB/2.14 MB (5%)',
      '  128 kB/2.14 MB (6%)',
      '160.8 kB/2.14 MB (8%)',
    ],
  )
  t.equal(progress('1.4', 20, 20), '    20 B/20 B (100%)')
  t.equal(progress('1.1', 20, 0), '20/? (n/a)')
  const bare = { status: 'Pulling fs layer', progressDetail: {}, id: 'abc' }
  t.same(message!(bare, at('1.7')), { status: 'Pulling fs layer', id: 'abc' })
})

t.test('v1.3-registry-port-names: what was cut at the first colon is joined again', async t => {
  const { query } = stepsOf(rules, 'v1.3-registry-port-names', 'ImageCreate')
  const joined = (text: string) => Object.fromEntries(query!(new URLSearchParams(text), at('1.1')))
  t.same(joined('fromImage=127.0.0.1&registry=&tag=8999%2Ffoo'), {
    fromImage: '127.0.0.1:8999/foo',
    registry: '',
    tag: '',
  })
  t.match(joined('fromImage=h&tag=5000/a/b:1.2'), { fromImage: 'h:5000/a/b', tag: '1.2' })
  t.match(joined('fromImage=busybox&tag=latest'), { fromImage: 'busybox', tag: 'latest' })
  t.match(joined('fromImage=h:5000/a&tag=1'), { fromImage: 'h:5000/a', tag: '1' })
})

t.test('v1.9-build-registry-config: credentials move from one field to the other', async t => {
  const { requestHeaders } = stepsOf(rules, 'v1.9-build-registry-config', 'ImageBuild')
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
  const converted = (auth: string) => {
    const { 'x-registry-config': config, ...others } = requestHeaders!(
      { host: 'd', 'x-registry-auth': auth },
      at('1.8'),
    )
    t.same(others, { host: 'd' })
    return config === undefined ? undefined : JSON.parse(Buffer.from(String(config), 'base64').toString())
  }
  const jo = { username: 'jo', password: 'secret', auth: '', email: 'jo@example.com' }
  const configs = { 'https://index.docker.io/v1/': jo }
  t.same(converted(encoded({ configs })), { configs }, 'all of the configuration, as the CLI sent it')
  t.same(converted(encoded(jo)), { configs }, 'one login')
  const there = { ...jo, serveraddress: 'https://h:5000/v1/' }
  t.same(converted(encoded(there)), { configs: { 'https://h:5000/v1/': there } })
  t.equal(converted('bnVsbA=='), undefined, 'null, when nobody has logged in')
  t.equal(converted('no base64 of JSON'), undefined)
})

t.test('v1.12-build-rm-default: containers are kept unless the client says otherwise', async t => {
  const { query } = stepsOf(rules, 'v1.12-build-rm-default', 'ImageBuild')
  const sent = (text: string) => query!(new URLSearchParams(text), at('1.11')).toString()
  t.equal(sent('t=x'), 't=x&rm=0')
  t.equal(sent('rm=&t=x'), 'rm=0&t=x')
  t.equal(sent('rm=1&forcerm=1'), 'rm=1')
})

t.test('v1.9-build-step-numbering: steps count as they did', async t => {
  const { message } = stepsOf(rules, 'v1.9-build-step-numbering', 'ImageBuild')
  const line = (client: ApiVersion, stream: string) => message!({ stream }, at(client))
  t.same(line('1.8', 'Step 1/3 : FROM busybox'), { stream: 'Step 1 : FROM busybox' })
  t.same(line('1.9', 'Step 1/3 : FROM busybox'), { stream: 'Step 0 : FROM busybox' })
  t.equal(line('1.11', 'Successfully tagged x:latest\n'), undefined)
  t.same(line('1.11', 'Successfully built 0123456789ab\n'), { stream: 'Successfully built 0123456789ab\n' })
  t.same(line('1.11', 'echo Step 1/3 : no\n'), { stream: 'echo Step 1/3 : no\n' })
})

t.test('v1.8-build-json-stream: a build as text', async t => {
  const { writeMessage, error } = stepsOf(rules, 'v1.8-build-json-stream', 'ImageBuild')
  const written = (client: ApiVersion, message: object) => writeMessage!(message as never, at(client))
  t.equal(written('1.7', { stream: '\u001b[91mno\n\u001b[0m' }), 'no\n')
  t.equal(written('1.7', { status: 'Pulling repository nosuchimage' }), 'Pulling repository nosuchimage\r\n')
  t.equal(
    written('1.7', { status: 'Downloading', progress: '1 B/2 B (50%)', id: 'abc' }),
    'abc: Downloading 1 B/2 B (50%)\r',
  )
  t.equal(written('1.7', { aux: { ID: 'x' } }), '')
  t.equal(written('1.6', { error: 'e', errorDetail: { message: 'e' } }), 'Error build: e\n')
  t.equal(written('1.5', { error: 'e', errorDetail: { message: 'e' } }), 'Error build: e\ne\n')
  t.match(error!({ status: 400, message: 'm' }, at('1.6')), { status: 500, message: 'Error build: m' })
  t.match(error!({ status: 400, message: 'm' }, at('1.5')), { status: 200 })
  t.match(error!({ status: 400, message: 'm' }, at('1.5', 'remote=http://x')), { status: 500, message: 'm' })
})

t.test('v1.3-auth-status-codes and v1.12-login-refused: a wrong password in the words of then', async t => {
  const told = (client: ApiVersion, status: number, message: string) => {
    const newer = stepsOf(rules, 'v1.12-login-refused', 'SystemAuth').error!({ status, message }, at(client))
    return client === '1.2'
      ? stepsOf(rules, 'v1.3-auth-status-codes', 'SystemAuth').error!(newer, at(client))
      : newer
  }
  const basic = 'login attempt to http://127.0.0.1:5000/v2/ failed with status: 401 Unauthorized'
  const wrong = 'Wrong login/password, please try again'
  t.same(told('1.3', 500, basic), { status: 401, message: wrong })
  t.same(told('1.3', 401, 'unauthorized: incorrect username or password'), { status: 401, message: wrong })
  t.same(told('1.2', 500, basic), { status: 500, message: wrong })
  t.same(told('1.3', 500, 'connection refused'), { status: 500, message: 'connection refused' })
})

t.test('v1.7-insert-result and v1.9-insert-status: what insert ends with', async t => {
  const id = '12f1d3cb76a961a8f0cc7258ad2aec284f8516c1911f932d7ec8abf46e1d6ed9'
  const at1_9 = stepsOf(rules, 'v1.9-insert-status', 'ImageInsert').message!({ status: id }, at('1.8'))
  t.same(at1_9, { id })
  const at1_6 = stepsOf(rules, 'v1.7-insert-result', 'ImageInsert').message!(at1_9!, at('1.4'))
  t.same(at1_6, [{}, { status: id }, { Id: '12f1d3cb76a9' }])
  const download = { status: 'Downloading', progress: '1 B/2 B (50%)' }
  t.same(stepsOf(rules, 'v1.9-insert-status', 'ImageInsert').message!(download, at('1.8')), download)
})

/** Logins that the daemon kept for clients before API 1.2, against a registry that asks for one. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadPeerCredentials } from '../../src/listen/peer-credentials.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxTar } from '../daemon/image.ts'
import { startRegistry } from '../daemon/registry.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

const USER = { username: 'jo', password: 'secret', email: 'jo@example.com' }
/** A listener's folder, for the user that these tests run as, where the kernel can be asked who that is. */
const folderOf = (listener: string): string =>
  loadPeerCredentials() ? `${listener}+uid%20${process.getuid!()}` : listener
const NOBODY = { username: '', password: '', email: '' }
const TEXT = 'text/plain; charset=utf-8'

t.test('logins before API 1.2', { skip: daemonsUnavailable() }, async t => {
  const { daemon } = await ground(t)
  const registry = await startRegistry(daemon, { jo: 'secret' })
  const credentials = t.testdir()
  const proxy = await startProxy(daemon.socket, { credentials })
  t.teardown(async () => {
    await proxy.stop()
    await registry.stop()
  })
  const login = (given: object, version = '1.1', socket = proxy.socket) =>
    call(socket, {
      method: 'POST',
      path: `/v${version}/auth`,
      json: { serveraddress: registry.address, ...given },
    })
  const who = async (socket = proxy.socket) => (await call(socket, { path: '/v1.1/auth' })).text()
  const post = (path: string, socket = proxy.socket, body: string | Buffer = '') =>
    call(socket, { method: 'POST', path, body })
  const image = `${registry.address}/private`
  const file = join(credentials, folderOf('test'), 'config.json')

  t.test('without a login', async t => {
    t.same(JSON.parse(await who()), NOBODY)
    await post(`/v1.1/images/create?fromSrc=-&repo=${image}&tag=latest`, proxy.socket, busyboxTar())
    const pushed = await post(`/v1.1/images/${image}/push?registry=`)
    t.match(pushed.text(), /no basic auth credentials|authentication required|unauthorized/)
  })

  t.test('a wrong password is refused in the words of then, and not kept', async t => {
    const answer = await login({ ...USER, password: 'wrong' })
    t.match([answer.status, answer.text()], [500, 'Wrong login/password, please try again\n'])
    t.equal(answer.header('content-type'), TEXT)
    t.same(JSON.parse(await who()), NOBODY)
    t.same(readdirSync(credentials), [])
  })

  t.test('a registry that is not there', async t => {
    const answer = await login({ ...USER, serveraddress: '127.0.0.1:1' })
    t.equal(answer.status, 500)
    t.match(answer.text(), /refused/)
    t.same(readdirSync(credentials), [])
  })

  t.test('what is no login', async t => {
    for (const body of ['{bad', '"text"', '']) {
      const answer = await post('/v1.1/auth', proxy.socket, body)
      t.equal(answer.status, 500, body)
      t.equal(answer.header('content-type'), TEXT)
    }
  })

  t.test('a login is kept where nobody else can read it', async t => {
    const answer = await login(USER)
    t.equal(answer.status, 200)
    t.same(answer.json(), { Status: 'Login Succeeded\n' })
    t.same(JSON.parse(await who()), { ...USER, password: '' })
    t.equal(statSync(file).mode & 0o777, 0o600)
    t.equal(statSync(join(credentials, folderOf('test'))).mode & 0o777, 0o700)
    t.same(JSON.parse(readFileSync(file, 'utf8')), {
      auths: { [registry.address]: { auth: Buffer.from('jo:secret').toString('base64'), email: USER.email } },
    })
    t.same(readdirSync(join(credentials, folderOf('test'))), ['config.json'], 'no temporary file is left')
  })

  t.test('push, pull and build use it', async t => {
    const pushed = await post(`/v1.0/images/${image}/push?registry=`)
    t.equal(pushed.header('content-type'), TEXT)
    t.match(pushed.text(), /^The push refers to .*\n[\s\S]*latest: digest: sha256:[0-9a-f]{64} size: \d+\n$/)
    await call(daemon.socket, { method: 'DELETE', path: `/images/${image}` })
    const pulled = await post(`/v1.1/images/create?fromImage=${image}&registry=&tag=latest`)
    t.match(pulled.text(), /\{"status":"Status: [^"]*"\}$/)
    t.equal((await call(daemon.socket, { path: `/images/${image}/json` })).status, 200)
    await call(daemon.socket, { method: 'DELETE', path: `/images/${image}` })
    const form = `--b\r\nContent-Disposition: form-data; name="Dockerfile"; filename="Dockerfile"\r\n\r\nFROM ${image}\n\r\n--b--\r\n`
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b' }
    const built = await call(proxy.socket, { method: 'POST', path: '/build?t=', body: form, headers })
    t.match(built.text(), /Successfully built/)
  })

  t.test('a client that is known by its name is not asked for the password again', async t => {
    t.equal((await login({ ...USER, password: '' })).status, 200)
    t.same(JSON.parse(await who()), { ...USER, password: '' })
  })

  t.test('clients of another listener have no part in it', async t => {
    const listen = [
      { name: '../other', address: { kind: 'unix', path: join(credentials, 'o.sock') } as const },
    ]
    const other = await startProxy(daemon.socket, { credentials, listen })
    const { path } = listen[0]!.address
    t.same(JSON.parse(await who(path)), NOBODY)
    await login(USER, '1.1', path)
    t.same(JSON.parse(await who(path)), { ...USER, password: '' })
    t.same(readdirSync(credentials).sort(), [folderOf('%2E.%2Fother'), 'o.sock', folderOf('test')])
    await other.stop()
  })

  t.test('from API 1.2 on the client keeps it', async t => {
    t.equal((await call(proxy.socket, { path: '/v1.2/auth' })).status, 404)
    const before = readFileSync(file, 'utf8')
    t.same((await login(USER, '1.2')).json(), { Status: 'Login Succeeded\n' })
    t.same((await login(USER, '1.3')).json(), { Status: 'Login Succeeded' })
    t.match(
      (await login({ ...USER, password: 'x' }, '1.2')).text(),
      'Wrong login/password, please try again\n',
    )
    t.equal((await login({ ...USER, password: 'x' }, '1.3')).status, 401)
    t.equal(readFileSync(file, 'utf8'), before)
    const push = (version: string, json?: object, headers = {}) =>
      call(proxy.socket, {
        method: 'POST',
        path: `/v${version}/images/${image}/push`,
        headers: { 'Content-Type': 'plain/text', ...headers },
        ...(json && { body: JSON.stringify(json) }),
      })
    t.match((await push('1.4')).text(), /"error":"[^"]*(no basic auth|authentication required|unauthorized)/)
    t.match((await push('1.2', USER)).text(), /latest: digest: sha256/)
    for (const version of ['1.4', '1.23'])
      t.match((await push(version, { ...USER, auth: '' })).text(), /latest: digest: sha256/, version)
    const field = Buffer.from(JSON.stringify({ ...USER, auth: '' })).toString('base64url')
    t.match(
      (
        await push('1.5', undefined, { 'X-Registry-Auth': `${field}${'='.repeat(-field.length & 3)}` })
      ).text(),
      /latest: digest/,
    )
  })

  t.test('a folder that cannot be written to', async t => {
    const folder = join(t.testdir(), 'file')
    writeFileSync(folder, '')
    const unwritable = await startProxy(daemon.socket, { credentials: folder })
    const answer = await login(USER, '1.1', unwritable.socket)
    t.match([answer.status, answer.text()], [500, 'Longshore cannot get at the logins it keeps: ENOTDIR\n'])
    await unwritable.stop()
  })

  t.test('a file that is broken is told and left alone', async t => {
    const folder = t.testdir({ [folderOf('test')]: { 'config.json': '{"auths": {' } })
    const broken = await startProxy(daemon.socket, { credentials: folder })
    for (const answer of [
      await login(USER, '1.1', broken.socket),
      await call(broken.socket, { path: '/v1.1/auth' }),
    ])
      t.match(
        [answer.status, answer.text()],
        [500, 'Longshore cannot get at the logins it keeps: its file is no JSON\n'],
      )
    t.equal(readFileSync(join(folder, folderOf('test'), 'config.json'), 'utf8'), '{"auths": {')
    await broken.stop()
  })

  t.test('a helper keeps the password', async t => {
    const folder = t.testdir()
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    const helper = join(bin, 'docker-credential-test')
    writeFileSync(
      helper,
      `#!/bin/sh
case $1 in
store) cat > ${folder}/secret ;;
get) [ -e ${folder}/secret ] && cat ${folder}/secret || { echo 'credentials not found in native keychain'; exit 1; } ;;
erase) rm ${folder}/secret ;;
esac
`,
    )
    chmodSync(helper, 0o755)
    const { PATH } = process.env
    process.env.PATH = `${bin}:${PATH}`
    t.teardown(() => {
      process.env.PATH = PATH
    })
    const helped = await startProxy(daemon.socket, {
      credentials: join(folder, 'kept'),
      credentialHelper: 'test',
    })
    t.equal((await login(USER, '1.1', helped.socket)).status, 200)
    t.notMatch(readFileSync(join(folder, 'kept', folderOf('test'), 'config.json'), 'utf8'), /auth"|secret/)
    t.match(JSON.parse(readFileSync(join(folder, 'secret'), 'utf8')), { Username: 'jo', Secret: 'secret' })
    t.same(JSON.parse(await who(helped.socket)), { ...USER, password: '' })
    t.match((await post(`/v1.1/images/${image}/push`, helped.socket)).text(), /latest: digest/)
    t.equal((await login({ ...USER, password: 'wrong' }, '1.1', helped.socket)).status, 500)
    t.same(JSON.parse(await who(helped.socket)), NOBODY, 'a login that fails is forgotten')
    await helped.stop()
  })

  t.test('the audit has no password', t => {
    const records = JSON.stringify(proxy.audit())
    t.match(records, /SystemAuth/)
    t.match(records, /ImagePush/)
    t.notMatch(records, /secret|am86c2VjcmV0/)
    t.end()
  })
})

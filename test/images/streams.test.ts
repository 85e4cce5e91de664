/** What docker 0.3.3 to 0.11 answered to import, pull and build, asked of a daemon of today. */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxTar } from '../daemon/image.ts'
import { startRegistry } from '../daemon/registry.ts'
import { tar } from '../daemon/tar.ts'
import { ground } from '../support/ground.ts'

const TEXT = 'text/plain; charset=utf-8'
const DOCKERFILE = 'FROM busybox\nENV A b\nRUN echo out; echo err >&2\nCMD ["sh"]\n'

t.test('streams before API 1.12', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await ground(t)
  const post = (path: string, body: Buffer | string = '', headers = {}) =>
    call(proxy.socket, { method: 'POST', path, body, headers })
  const rootfs = busyboxTar()

  t.test('an import ends with the ID of the image', async t => {
    const importAt = (version: string) => post(`/v${version}/images/create?fromSrc=-&repo=i&tag=`, rootfs)
    for (const version of ['1.0', '1.1']) {
      const answer = await importAt(version)
      t.match(answer.text(), /^[0-9a-f]{12}\n$/, `a line of text at ${version}`)
      t.equal(answer.header('content-type'), TEXT)
    }
    for (const version of ['1.2', '1.4', '1.6'])
      t.match(
        (await importAt(version)).text(),
        /^\{"status":"[0-9a-f]{12}"\}$/,
        `short, no line end at ${version}`,
      )
    for (const version of ['1.7', '1.9'])
      t.match(
        (await importAt(version)).text(),
        /^\{"status":"[0-9a-f]{64}"\}$/,
        `whole, no line end at ${version}`,
      )
    const newer = await importAt('1.10')
    t.match(newer.text(), /^\{"status":"[0-9a-f]{64}"\}\r\n$/, 'with a line end at 1.10')
    t.equal(newer.header('content-type'), 'application/json')
  })

  t.test('an import that cannot be had tells so in the stream', async t => {
    const failing = async (version: string) =>
      (await post(`/v${version}/images/create?fromSrc=http://127.0.0.1:1/x&repo=nope`)).text()
    t.match(await failing('1.0'), /^Downloading from http:\/\/127.0.0.1:1\/x\n.*refused.*\n$/)
    t.match(await failing('1.1'), /^Downloading from http:\/\/127.0.0.1:1\/x\n.*refused.*\n$/)
    t.match(
      await failing('1.2'),
      /^\{"status":"Downloading from http:\/\/127.0.0.1:1\/x"\}\{"error":"[^{}]*refused[^{}]*"\}$/,
    )
    t.match(await failing('1.5'), /"\}\{"errorDetail":\{"message":".*refused"\},"error":".*refused"\}$/)
    t.match(await failing('1.10'), /"\}\r\n\{"errorDetail":\{.*\}\r\n$/)
  })

  t.test('a build', async t => {
    const context = tar([{ name: 'Dockerfile', content: DOCKERFILE }])
    const buildAt = (version: string, query = '') =>
      post(`/v${version}/build?t=b&nocache=1${query}`, context, { 'Content-Type': 'application/tar' })
    for (const version of ['1.3', '1.5', '1.7']) {
      const answer = await buildAt(version)
      t.equal(answer.header('content-type'), TEXT, version)
      t.match(
        answer.text(),
        /^Step 1 : FROM busybox\n ---> [0-9a-f]{12}\nStep 2 : ENV A b\n(.*\n)*(out\nerr|err\nout)\n(.*\n)*Successfully built [0-9a-f]{12}\n$/,
        `text at ${version}`,
      )
    }
    const stream = (answer: { text(): string }) =>
      answer
        .text()
        .split(/\r\n|(?<=\})(?=\{)/)
        .filter(line => line !== '')
        .map(line => (JSON.parse(line) as { stream: string }).stream)
        .join('')
    const at1_8 = await buildAt('1.8')
    t.notMatch(at1_8.text(), /\n/, 'JSON without line ends at 1.8')
    t.match(stream(at1_8), /^Step 1 : FROM busybox\n(.*\n)*Successfully built [0-9a-f]{12}\n$/)
    const at1_11 = await buildAt('1.11')
    t.match(at1_11.text(), /\}\r\n$/)
    t.match(stream(at1_11), /^Step 0 : FROM busybox\n(.*\n)*Successfully built [0-9a-f]{12}\n$/)
  })

  t.test('a build that fails', async t => {
    const failAt = (version: string, dockerfile: string, query = '') =>
      post(`/v${version}/build?q=${query}`, tar([{ name: 'Dockerfile', content: dockerfile }]))
    const inStep = 'FROM busybox\nRUN exit 5\n'
    t.match(
      (await failAt('1.4', inStep)).text(),
      /\nError build: (The command .* returned a non-zero code: 5)\n\1\n$/,
    )
    t.match(
      (await failAt('1.7', inStep)).text(),
      /\nError build: The command .* returned a non-zero code: 5\n$/,
    )
    t.match((await failAt('1.8', inStep)).text(), /"errorDetail":\{"code":5,/)
    t.match((await failAt('1.10', inStep)).text(), /"errorDetail":\{"message":"The command/)
    const early = await failAt('1.5', '')
    t.equal(early.status, 200)
    t.match(early.text(), /^Error build: (.+)\n\1\n$/)
    const later = await failAt('1.6', '')
    t.equal(later.status, 500)
    t.match(later.text(), /^Error build: .+\n$/)
    const remote = await post('/v1.4/build?remote=http://127.0.0.1:1/D')
    t.equal(remote.status, 500)
    t.match(remote.text(), /^(?!Error build).*refused.*\n$/)
  })

  t.test('a pull', async t => {
    const registry = await startRegistry(daemon)
    t.teardown(() => registry.stop())
    const image = `${registry.address}/pulled`
    const layer = tar([{ name: 'f', content: randomBytes(2_000_000) }])
    await post(`/images/create?fromSrc=-&repo=${image}&tag=one`, layer)
    await post(`/images/${image}/push?tag=one`, '', { 'X-Registry-Auth': 'e30=' })
    const pullAt = async (version: string, query = `fromImage=${image}&tag=one`) => {
      await call(daemon.socket, { method: 'DELETE', path: `/images/${image}:one?force=1` })
      return post(`/v${version}/images/create?${query}`)
    }
    const first = await pullAt('1.0')
    t.equal(first.header('content-type'), TEXT)
    t.match(
      first.text(),
      /^one: Pulling from pulled\n[\s\S]*Downloading \d+\/\d+ \(\d+%\)\r[\s\S]*\nStatus: .*\n$/,
    )
    const second = await pullAt('1.1')
    t.equal(second.header('content-type'), 'application/json')
    t.match(second.text(), /^(\{"(status|progress)":"[^"]*"\})+$/)
    t.match(second.text(), /\{"progress":"\d+\/\d+ \(\d+%\)"\}/)
    const third = (await pullAt('1.3')).text()
    t.match(third, /^(\{"status":"[^"]*"(,"progress":"[^"]*")?\})+$/)
    t.match(third, /\{"status":"[0-9a-f]{12}: Downloading","progress":"[ \d.]{5} [kM]B\/2.002 MB \(\d+%\)"\}/)
    t.match(
      (await pullAt('1.4')).text(),
      /^(\{"status":"[^"]*"(,"progress":"[^"]*")?(,"id":"[^"]*")?(,"progress":"[^"]*")?\})+$/,
    )
    t.match((await pullAt('1.8')).text(), /"progressDetail"/)
    const [host, port] = registry.address.split(':')
    const cut = await pullAt('1.1', `fromImage=${host}&registry=&tag=${port}%2Fpulled:one`)
    t.match(cut.text(), /Pulling from pulled/, 'cut at its first colon, as old CLIs do')
    const missing = `fromImage=${registry.address}/nosuch&tag=one`
    t.match((await pullAt('1.1', missing)).text(), /^\{"status":"Pulling repository [^"]*"\}[^{}]+\n$/)
    t.match((await pullAt('1.3', missing)).text(), /\}\{"error":"[^"]*"\}$/)
  })
})

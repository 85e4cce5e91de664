/** What Prometheus reads, after real calls to a real daemon. */
import net from 'node:net'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, hijack, readToEnd } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { until } from '../support/until.ts'

const LOOPBACK = { kind: 'tcp', host: '127.0.0.1', port: 0 } as const

async function get(proxy: TestProxy, path: string) {
  const response = await fetch(`${proxy.proxy.metricsAddress!.replace('tcp:', 'http:')}${path}`)
  return { status: response.status, text: await response.text() }
}

/** The value of one series; undefined when it is not there. */
const sample = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find(line => line.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

t.test('calls, hijacks and bytes are counted', { skip: daemonsUnavailable() }, async t => {
  const { proxy, run } = await ground(t, {}, { metrics: LOOPBACK })
  await call(proxy.socket, { path: '/v1.18/info' })
  await call(proxy.socket, { path: '/v1.18/info' })
  await call(proxy.socket, { path: '/v1.18/containers/none/json' })
  await call(proxy.socket, { path: '/v1.18/made-up-by-a-client' })
  await call(proxy.socket, { path: '/v1.7777/info' })
  const id = await run(['cat'], { OpenStdin: true, Tty: true })
  const attached = await hijack(proxy.socket, {
    method: 'POST',
    path: `/v1.41/containers/${id}/attach?stream=1&stdin=1&stdout=1`,
  })
  const { text } = await get(proxy, '/metrics')
  const series = (operation: string, version: string, status: number) =>
    `longshore_calls_total{operation="${operation}",client_version="${version}",decision="none",status="${status}"}`
  t.equal(sample(text, series('SystemInfo', '1.18', 200)), 2)
  t.equal(sample(text, series('ContainerInspect', '1.18', 404)), 1)
  t.equal(sample(text, series('other', 'other', 404)), 1)
  t.equal(sample(text, series('other', 'other', 400)), 1)
  t.equal(sample(text, 'longshore_call_duration_seconds_count{operation="SystemInfo"}'), 2)
  t.equal(sample(text, 'longshore_hijacks_open'), 1)
  t.equal(sample(text, 'longshore_upstream_up'), 1)
  t.ok(sample(text, 'longshore_body_bytes_total{direction="down"}')! > 1000)
  t.notMatch(text, /made-up|7777/, 'clients cannot make labels up')
  attached.socket.end('x\n')
  attached.socket.resume()
  await call(proxy.socket, { method: 'POST', path: `/v1.41/containers/${id}/kill` })
  await readToEnd(attached.socket).catch(() => undefined)
  await until(async () => sample((await get(proxy, '/metrics')).text, 'longshore_hijacks_open') === 0)
  t.strictSame(await get(proxy, '/healthz'), { status: 200, text: 'ok\n' })
  t.strictSame(await get(proxy, '/readyz'), { status: 200, text: 'ready\n' })
  t.equal((await get(proxy, '/containers/json')).status, 404, 'no call goes through here')
})

t.test('a daemon that is not there: it lives, and is not ready', async t => {
  const proxy = await startProxy('/nonexistent.sock', { metrics: LOOPBACK })
  t.teardown(() => proxy.stop())
  t.equal((await get(proxy, '/healthz')).status, 200)
  const ready = await get(proxy, '/readyz')
  t.equal(ready.status, 503)
  t.match(ready.text, /nonexistent\.sock/)
  t.equal(sample((await get(proxy, '/metrics')).text, 'longshore_upstream_up'), 0)
})

t.test('an address that is taken is an error at the start', async t => {
  const taken = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => taken.once('listening', resolve))
  t.teardown(() => taken.close())
  const { port } = taken.address() as net.AddressInfo
  await t.rejects(startProxy('/nonexistent.sock', { metrics: { ...LOOPBACK, port } }), {
    code: 'address-in-use',
  })
})

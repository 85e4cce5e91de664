/** longshore audit report, on what a proxy in front of a daemon wrote, and on what is no audit log. */
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { runLine } from './running.ts'

const readLines = (lines: readonly string[]) => ({ readLines: () => Readable.from(lines) })
const record = (members: object) =>
  JSON.stringify({ time: '2026-01-02T00:00:00.000Z', id: 'a', listener: 'l', stage: 'ended', ...members })

t.test('real calls', { skip: daemonsUnavailable() }, async t => {
  const policy = fileURLToPath(new URL('../audit/policy.yaml', import.meta.url))
  const { proxy } = await ground(t, {}, { policy })
  const headers = { 'User-Agent': 'Docker-Client/1.5.0' }
  const json = { Image: 'busybox', HostConfig: { KernelMemory: 4194304 } }
  await call(proxy.socket, { path: '/v1.17/info', headers })
  await call(proxy.socket, { path: '/v1.17/containers/none/json', headers })
  await call(proxy.socket, { method: 'POST', path: '/v1.24/containers/create', json })
  await call(proxy.socket, { method: 'DELETE', path: '/v1.24/containers/none' })
  const lines = proxy.fullAudit().map(line => JSON.stringify(line))
  const { code, stdout } = await runLine('audit report --json a.jsonl', readLines(lines))
  t.equal(code, 0)
  const report = JSON.parse(stdout)
  t.match(report, { calls: 4, unreadable: 0, lost: 0, unfinished: 0 })
  const old = report.clients.find(({ version }: { version: string }) => version === '1.17')
  t.match(old, { calls: 2, failed: 1, agent: 'Docker-Client/1.5.0', client: /^test/ })
  t.ok(report.losses.some(({ loss }: { loss: string }) => /kernel memory/i.test(loss)))
  const [denied] = report.denied
  t.match(denied, { decision: 'deny', calls: 1 })
  const printed = (await runLine('audit report a.jsonl', readLines(lines))).stdout
  t.match(printed, /^4 calls from .* to /)
  t.match(printed, /^ {2}1\.17 +2 +1 /m)
})

t.test('lines that are no records are counted, and so is what is missing', async t => {
  const lines = [
    '{"time":',
    '[]',
    'null',
    '',
    record({ stage: 'begun', id: 'b' }),
    record({ lost: 3, status: 200 }),
  ]
  const { stdout } = await runLine('audit report --json -', readLines(lines))
  t.match(JSON.parse(stdout), { calls: 1, unreadable: 3, lost: 3, unfinished: 1 })
  const { stdout: text } = await runLine('audit report -', readLines(lines))
  t.match(
    text,
    /no audit records: 3\nrecords that could not be written: 3\ncalls that have begun and not ended: 1/,
  )
})

t.test('an empty log, and none', async t => {
  t.match((await runLine('audit report x', readLines([]))).stdout, /^0 calls\n/)
  const failing = async function* () {
    yield record({})
    throw new Error('ENOENT: no such file or directory, open')
  }
  const { code, stderr } = await runLine('audit report x', { readLines: failing })
  t.equal(code, 1)
  t.match(stderr, /ENOENT/)
})

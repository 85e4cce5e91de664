/** Every record a proxy writes has the form of docs/audit-record.schema.json, however its call ended. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import * as z from 'zod'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, hijack, open, readToEnd } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'
import { until } from '../support/until.ts'

interface RecordSchema {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, object>>
}

const schema = JSON.parse(
  readFileSync(new URL('../../docs/audit-record.schema.json', import.meta.url), 'utf8'),
) as RecordSchema
const form = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema)

/** A record is written a moment after its call has ended for the client. */
async function recordsOf(audit: () => Record<string, unknown>[], count: number) {
  await until(() => audit().length >= count)
  return audit()
}

function conforms(t: Test, record: Record<string, unknown>): void {
  const { success, error } = form.safeParse(record)
  t.ok(success, error ? z.prettifyError(error) : 'has the form of the schema')
}

t.test('the schema refuses what is no record', async t => {
  t.notOk(form.safeParse({}).success)
  const record = {
    ...{
      schema: 2,
      time: '2026-01-01T00:00:00.000Z',
      id: '00000000-0000-4000-8000-000000000000',
      stage: 'ended',
      listener: 'l',
    },
    ...{ method: 'GET', path: '/', bytesUp: 0, bytesDown: 0, durationMs: 0.5, outcome: 'complete' },
  }
  conforms(t, record)
  for (const name of schema.required) t.notOk(form.safeParse({ ...record, [name]: undefined }).success, name)
  t.notOk(form.safeParse({ ...record, password: 'x' }).success)
  t.notOk(form.safeParse({ ...record, outcome: 'lost' }).success)
})

t.test('a daemon that is not there', async t => {
  const proxy = await startProxy('/nonexistent.sock')
  t.teardown(() => proxy.stop())
  t.equal((await call(proxy.socket, { path: '/v1.41/info' })).status, 502)
  const [record] = await recordsOf(proxy.audit, 1)
  conforms(t, record!)
  t.equal(record?.outcome, 'upstream-failed')
})

t.test('calls to a daemon', { skip: daemonsUnavailable() }, async t => {
  const policy = fileURLToPath(new URL('./policy.yaml', import.meta.url))
  const { proxy } = await ground(t, {}, { policy })
  const { socket } = proxy
  const json = { Image: 'busybox', Cmd: ['echo', 'hello'], HostConfig: { KernelMemory: 4194304 } }
  await call(socket, { path: '/_ping', headers: { 'User-Agent': 'Docker-Client/1.13.0' } })
  await call(socket, { method: 'POST', path: '/v1.24/containers/create?name=audited', json })
  const attached = await hijack(socket, { path: '/v1.24/containers/audited/attach?stream=1&stdout=1' })
  await call(socket, { method: 'POST', path: '/v1.24/containers/audited/start' })
  await readToEnd(attached.socket)
  attached.socket.destroy()
  await call(socket, { path: '/v1.24/no-such-thing' })
  await call(socket, { path: '/v1.99/info' })
  await call(socket, { method: 'POST', path: '/v1.24/containers/audited/wait' })
  await call(socket, { method: 'DELETE', path: '/v1.24/containers/audited' })
  const events = await open(socket, { path: '/v1.24/events' })
  events.abort()
  await recordsOf(proxy.audit, 9)
  const records = proxy.fullAudit()
  for (const record of records) conforms(t, record)
  const seen = new Set(records.flatMap(Object.keys))
  t.same(
    Object.keys(schema.properties).filter(name => !seen.has(name)),
    // Of connections over tcp and TLS, from containers, of recorded sessions, and of a log that could not be written.
    ['client', 'certificate', 'container', 'recording', 'lost'],
    'every member was there once',
  )
  const ended = new Set(proxy.audit().map(({ outcome }) => outcome))
  t.same(ended, new Set(['complete', 'refused', 'client-left']))
})

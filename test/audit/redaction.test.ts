/** What may be a secret is in no record; what one needs to know of a call is. */
import fc from 'fast-check'
import t from 'tap'
import { bodySummary } from '../../src/audit/body-summary.ts'
import { recordedFields } from '../../src/audit/recorded-fields.ts'
import { redactArguments, redactTarget, redactText } from '../../src/audit/redact.ts'
import type { JsonValue } from '../../src/translate/json.ts'

const SECRET = 'hunter2'
const shown = (operation: string, body: JsonValue) => JSON.stringify(bodySummary(operation, body) ?? null)

t.test('a container: what it may reach is recorded, values of its environment are not', async t => {
  const body = {
    Image: 'app',
    Env: [`PASSWORD=${SECRET}`, 'DEBUG=1'],
    Labels: { 'com.example.key': SECRET },
    Cmd: ['mysql', '--password', SECRET, `--token=${SECRET}`, `postgres://me:${SECRET}@db/x`],
    HostConfig: {
      ...{ Privileged: true, Binds: ['/:/host'], LogConfig: { Config: { 'splunk-token': SECRET } } },
      Mounts: [{ Type: 'volume', Source: 'v', VolumeOptions: { DriverConfig: { Options: { o: SECRET } } } }],
    },
  }
  t.notMatch(shown('ContainerCreate', body), SECRET)
  t.match(bodySummary('ContainerCreate', body), {
    Image: 'app',
    Env: ['PASSWORD', 'DEBUG'],
    Labels: ['com.example.key'],
    Cmd: ['mysql', '--password', '[redacted]', '--token=[redacted]', 'postgres://[redacted]@db/x'],
    HostConfig: { Privileged: true, Binds: ['/:/host'], Mounts: [{ Type: 'volume', Source: 'v' }] },
  })
})

t.test('secrets, configs, logins, swarm keys and driver options', async t => {
  const Data = Buffer.from(SECRET).toString('base64')
  for (const operation of ['SecretCreate', 'ConfigCreate', 'SecretUpdate', 'ConfigUpdate'])
    t.equal(shown(operation, { Name: 'n', Data }), '{"Name":"n"}', operation)
  const login = { username: 'me', password: SECRET, identitytoken: SECRET, serveraddress: 'r' }
  t.equal(shown('SystemAuth', login), '{"username":"me","serveraddress":"r"}')
  for (const body of [
    { JoinToken: SECRET },
    { UnlockKey: SECRET },
    { Spec: { CAConfig: { SigningCAKey: SECRET } } },
  ])
    for (const operation of Object.keys(recordedFields)) t.notMatch(shown(operation, body), SECRET, operation)
  const share = { Name: 'v', DriverOpts: { type: 'cifs', device: '//nas', o: `password=${SECRET}` } }
  t.notMatch(shown('VolumeCreate', share), SECRET)
})

t.test('whatever the body is, a field that is not named is not recorded', async () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(recordedFields)), fc.jsonValue(), (operation, value) => {
      const body = { Unheard: SECRET, unheard: [{ of: SECRET }], more: value as JsonValue }
      return !shown(operation, body).includes(SECRET)
    }),
  )
})

t.test('a body of any size makes a record of a bounded one', async t => {
  const Binds = Array.from({ length: 10_000 }, (_, index) => `/srv/${index}:/${'x'.repeat(5000)}`)
  t.ok(shown('ContainerCreate', { HostConfig: { Binds } }).length < 300_000)
})

t.test('queries and texts', async t => {
  const target = redactTarget(
    `/build?remote=https%3A%2F%2Fme%3A${SECRET}%40git%2Fr&buildargs=%7B%22T%22%3A%22${SECRET}%22%7D&t=a`,
  )
  t.notMatch(target, SECRET)
  t.match(target, /^\/build\?remote=.*git%2Fr&buildargs=\[redacted\]&t=a$/)
  t.equal(redactTarget('/containers/json?all=1'), '/containers/json?all=1')
  t.equal(redactText(`Get https://me:${SECRET}@r/v2/: no`), 'Get https://[redacted]@r/v2/: no')
  t.strictSame(redactArguments(['--secret', '--other', 'x']), ['--secret', '--other', 'x'])
})

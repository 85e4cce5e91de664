/** Sessions that a rule wants recorded are, on a real daemon, in files that asciinema plays; and their bytes stay as they are. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import type { ServeOptions } from '../../src/config/assemble.ts'
import { clientUnavailable } from '../clients/install.ts'
import { call, hijack, readToEnd } from '../daemon/http.ts'
import { type Ground, ground } from '../support/ground.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { until } from '../support/until.ts'

const POLICY = `
rules:
  - { name: typed, operations: [ExecStart, ContainerAttach], names: typed, decision: allow, record: input }
  - { name: watched, operations: [ExecStart, ContainerAttach, ContainerAttachWebsocket], decision: allow, record: output }
  - { name: else, operations: "*", decision: allow }
`

async function recordingProxy(t: Test, { daemon }: Ground, options: Partial<ServeOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const policy = join(folder, 'policy.yaml')
  writeFileSync(policy, POLICY)
  const proxy = await startProxy(daemon.socket, { policy, ...options })
  t.teardown(async () => {
    await proxy.stop()
    rmSync(folder, { recursive: true })
  })
  return proxy
}

interface Cast {
  readonly path: string
  readonly header: Record<string, unknown>
  readonly events: readonly [number, string, string][]
  /** Everything of one kind. */
  text(code: string): string
}

async function lastCast({ fullAudit }: TestProxy): Promise<Cast> {
  const ended = () => fullAudit().findLast(({ recording, stage }) => recording && stage === 'ended')
  await until(() => ended() !== undefined)
  const path = String(ended()!.recording)
  const [header, ...events] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  return {
    path,
    header,
    events,
    text: code =>
      events
        .filter(([, c]) => c === code)
        .map(([, , text]) => text)
        .join(''),
  }
}

async function exec(proxy: TestProxy, id: string, config: object, start: object) {
  const created = await call(proxy.socket, {
    ...{ method: 'POST', path: `/v1.41/containers/${id}/exec` },
    json: { AttachStdin: true, AttachStdout: true, AttachStderr: true, ...config },
  })
  const { Id } = created.json<{ Id: string }>()
  const session = await hijack(proxy.socket, {
    ...{ method: 'POST', path: `/v1.41/exec/${Id}/start`, json: start },
    headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
  })
  return { id: Id, session }
}

t.test('recordings', { skip: clientUnavailable('asciinema') }, async t => {
  const on = await ground(t)
  const id = await on.run(['sleep', '600'])
  await call(on.daemon.socket, { method: 'POST', path: `/containers/${id}/rename?name=box` })

  await t.test('an exec without a terminal: both streams, without their frames', async t => {
    const proxy = await recordingProxy(t, on)
    const command = 'echo out; echo err >&2; printf "é"'
    const { session } = await exec(proxy, id, { Cmd: ['sh', '-c', command] }, {})
    const bytes = await readToEnd(session.socket)
    t.ok(bytes[0] === 1 || bytes[0] === 2, 'the client gets frames')
    const cast = await lastCast(proxy)
    t.match(cast.header, { version: 2, width: 80, height: 24, title: /^ExecStart \/v1.41\/exec\// })
    t.match(cast.text('o'), /out\r\n/)
    t.match(cast.text('o'), /err\r\n/)
    t.match(cast.text('o'), /é/)
    t.equal(cast.text('i'), '')
    t.equal(statSync(cast.path).mode & 0o777, 0o600)
    t.equal(statSync(dirname(cast.path)).mode & 0o777, 0o700)
    const played = spawnSync('script', ['-qec', `asciinema play -s 100 ${cast.path}`, '/dev/null'], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    })
    t.equal(played.status, 0, `asciinema plays it from a terminal ${played.stderr}`)
    t.match(played.stdout, /out/)
  })

  await t.test('an exec with a terminal: its size, and raw bytes whatever they look like', async t => {
    const proxy = await recordingProxy(t, on)
    const command = 'read go; printf "\\001\\000\\000\\000\\000\\000\\000\\002hi"; echo done'
    const { id: execId, session } = await exec(
      proxy,
      id,
      { Tty: true, Cmd: ['sh', '-c', command] },
      { Tty: true },
    )
    await call(proxy.socket, { method: 'POST', path: `/v1.41/exec/${execId}/resize?h=50&w=132` })
    session.socket.write('go\n')
    const bytes = await readToEnd(session.socket)
    const cast = await lastCast(proxy)
    t.match(cast.header, { width: 132, height: 50 })
    t.equal(cast.text('o'), bytes.toString(), 'every byte')
    t.match(cast.text('o'), /hi/)
  })

  await t.test('what is typed, where a rule wants it', async t => {
    const proxy = await recordingProxy(t, on)
    const typed = await on.run(['sh', '-c', 'read x; echo got $x'], { OpenStdin: true, StdinOnce: true })
    await call(on.daemon.socket, { method: 'POST', path: `/containers/${typed}/rename?name=typed` })
    const attached = await hijack(proxy.socket, {
      ...{ method: 'POST', path: '/v1.41/containers/typed/attach?stream=1&stdin=1&stdout=1' },
      headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
    })
    attached.socket.end('hello\n')
    await readToEnd(attached.socket)
    const cast = await lastCast(proxy)
    t.equal(cast.text('i'), 'hello\n')
    t.match(cast.text('o'), /got hello/)
  })

  await t.test('at the limit the recording ends, and the session goes on', async t => {
    const proxy = await recordingProxy(t, on, { maxRecordingBytes: 2000 })
    const { session } = await exec(proxy, id, { Tty: true, Cmd: ['seq', '1', '2000'] }, { Tty: true })
    t.match((await readToEnd(session.socket)).toString(), /1999\r\n2000/)
    const cast = await lastCast(proxy)
    t.equal(cast.events.at(-1)![1], 'm')
    t.ok(statSync(cast.path).size < 3000)
  })

  await t.test('what cannot be recorded is refused, or goes on, as the option says', async t => {
    const start = { method: 'POST', path: '/v1.41/containers/box/attach?stream=1&stdout=1' }
    const upgrade = { headers: { Connection: 'Upgrade', Upgrade: 'tcp' } }
    const refusing = await recordingProxy(t, on, { recordings: '/dev/null/none' })
    const refused = await hijack(refusing.socket, { ...start, ...upgrade })
    t.equal(refused.status, 503)
    refused.socket.destroy()
    const { outcome, error } = refusing.audit().at(-1)!
    t.equal(outcome, 'refused')
    t.match(error, /ContainerAttach was not sent to the daemon, because it cannot be recorded/)
    const going = await recordingProxy(t, on, { recordings: '/dev/null/none', auditFailure: 'continue' })
    const attached = await hijack(going.socket, { ...start, ...upgrade })
    t.equal(attached.status, 101)
    attached.socket.destroy()
    const websocket = await hijack(refusing.socket, {
      ...{ method: 'GET', path: '/v1.41/containers/box/attach/ws?stream=1' },
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Key': 'x',
        'Sec-WebSocket-Version': '13',
      },
    })
    t.equal(websocket.status, 503, 'a websocket is not recorded')
    websocket.socket.destroy()
  })
})

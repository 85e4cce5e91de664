/** Records to syslog and to the journal, as the daemons that listen there read them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { call } from '../daemon/http.ts'
import { startProxy } from '../support/proxy.ts'

const options = { skip: isThere('koffi') ? false : 'koffi is not installed here' }

function isThere(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}

/** A datagram socket that prints the first thing it gets; Node cannot listen for datagrams itself, and perl is everywhere. */
const LISTENER = `
use Socket;
$| = 1;
socket(S, PF_UNIX, SOCK_DGRAM, 0) && bind(S, pack_sockaddr_un($ARGV[0])) or die $!;
print "bound\\n";
defined recv(S, $datagram, 65536, 0) or die $!;
print $datagram`

async function received(t: Test, scheme: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const path = join(folder, 'log')
  const listener = spawn('perl', ['-e', LISTENER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  listener.stdout.setEncoding('utf8').on('data', text => {
    printed += text
  })
  const closed = once(listener, 'close')
  while (!printed.includes('\n')) await once(listener.stdout, 'data')
  const proxy = await startProxy('/nonexistent.sock', { audit: `${scheme}:${path}` })
  t.teardown(async () => {
    listener.kill()
    await proxy.proxy.stop()
    rmSync(folder, { recursive: true })
  })
  await call(proxy.socket, { path: '/v1.41/info' })
  await closed
  return printed.slice(printed.indexOf('\n') + 1)
}

t.test('syslog', options, async t => {
  const message = await received(t, 'syslog')
  const [, json] = /^<86>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d longshore\[\d+\]: (\{.*\})$/.exec(message) ?? []
  t.match(JSON.parse(json!), { schema: 2, stage: 'ended', path: '/v1.41/info', status: 502 })
})

t.test('the journal', options, async t => {
  const fields = (await received(t, 'journald')).trimEnd().split('\n')
  t.strictSame(fields.slice(1), ['PRIORITY=6', 'SYSLOG_FACILITY=10', 'SYSLOG_IDENTIFIER=longshore'])
  t.match(JSON.parse(fields[0]!.replace(/^MESSAGE=/, '')), { stage: 'ended', status: 502 })
})

t.test('nobody listens: a change is refused', options, async t => {
  const { openSink } = await import('../../src/audit/open-sink.ts')
  const sink = openSink('syslog:/nonexistent/log')
  t.throws(() => sink.write('{}\n'), /nobody takes datagrams at \/nonexistent\/log/)
  sink.close()
})

/** Nothing is done, and nothing is told as done, that could not be written down; unless the option says otherwise. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call, hijack } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'

const createVolume = { method: 'POST', path: '/v1.40/volumes/create', json: { Name: 'recorded' } } as const
const options = { skip: daemonsUnavailable() || (!existsSync('/dev/full') && 'there is no /dev/full') }

t.test('on a full disk', options, async t => {
  const { daemon, proxy } = await ground(t)
  const volumes = async () => {
    const { body } = await call(daemon.socket, { path: '/volumes' })
    return (JSON.parse(String(body)).Volumes ?? []).map(({ Name }: { Name: string }) => Name)
  }

  await t.test('refuse: the daemon never sees a change, nor, from then on, anything else', async t => {
    const full = await startProxy(daemon.socket, { audit: '/dev/full' })
    t.teardown(() => full.proxy.stop())
    t.equal((await call(full.socket, { path: '/v1.40/volumes' })).status, 200, 'nothing has failed yet')
    const created = await call(full.socket, createVolume)
    t.equal(created.status, 503)
    t.match(
      created.text(),
      /VolumeCreate was not sent to the daemon, because the audit log cannot be written: no space/,
    )
    t.strictSame(await volumes(), [])
    t.equal((await call(full.socket, { path: '/v1.40/volumes' })).status, 503)
    const old = await call(full.socket, { path: '/v1.18/info' })
    t.match(old.header('content-type')!, /^text\/plain/, 'in the words of the client')
    const attach = await hijack(full.socket, { path: '/v1.40/containers/none/attach?stream=1' })
    t.equal(attach.status, 503)
    attach.socket.destroy()
  })

  await t.test('continue: calls go on', async t => {
    const full = await startProxy(daemon.socket, { audit: '/dev/full', auditFailure: 'continue' })
    t.teardown(() => full.proxy.stop())
    t.equal((await call(full.socket, createVolume)).status, 201)
    t.strictSame(await volumes(), ['recorded'])
  })

  await t.test('a success is written down before it is told', async t => {
    for (const path of ['/v1.40/volumes/recorded', '/v1.40/volumes/none']) {
      const { status } = await call(proxy.socket, { method: 'DELETE', path })
      const [begun, ended] = proxy.fullAudit().slice(-2)
      t.match(begun, { stage: 'begun', operation: 'VolumeDelete', method: 'DELETE', path })
      if (status < 400) t.match(ended, { stage: 'ended', id: begun!.id, status, outcome: 'complete' })
    }
  })

  await t.test('a log that was moved away is begun anew on demand', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    const [audit, moved] = [join(folder, 'audit.jsonl'), join(folder, 'audit.jsonl.1')]
    const rotated = await startProxy(daemon.socket, { audit })
    t.teardown(() => rotated.proxy.stop())
    await call(rotated.socket, { method: 'POST', path: '/v1.40/volumes/prune' })
    renameSync(audit, moved)
    await call(rotated.socket, createVolume)
    t.match(readFileSync(moved, 'utf8'), /VolumeCreate/)
    rotated.proxy.reload()
    await call(rotated.socket, { method: 'DELETE', path: '/v1.40/volumes/recorded' })
    t.match(readFileSync(audit, 'utf8'), /VolumeDelete/)
    t.notMatch(readFileSync(moved, 'utf8'), /VolumeDelete/)
  })
})

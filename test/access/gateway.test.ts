/** A policy in front of a real daemon: what is denied never gets there, by whatever spelling, version or way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ground } from '../support/ground.ts'
import { startProxy } from '../support/proxy.ts'
import { until } from '../support/until.ts'

const POLICY = `
rules:
  - name: no-privileges
    operations: [ContainerCreate, ContainerStart, ContainerUpdate, ContainerExec]
    when: privileged.any || mounts.exists(m, m.kind == 'bind')
    decision: deny
    message: no privileges here
  - name: no-attach-to-secret
    operations: [containers]
    names: ['secret*']
    decision: deny
  - name: rest
    operations: [read, containers, exec, images]
    decision: allow
visibility:
  - objects: [containers]
    hide: { labels: ['hidden=*'] }
redact:
  - env: ['*_TOKEN']
`

t.test('a policy', { skip: daemonsUnavailable() }, async t => {
  const { daemon, run } = await ground(t, { args: ['-D'] })
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const file = join(folder, 'policy.yaml')
  writeFileSync(file, POLICY)
  const proxy = await startProxy(daemon.socket, { policy: file })
  t.teardown(async () => {
    await proxy.stop()
    rmSync(folder, { recursive: true })
  })
  const { socket } = proxy
  const created = () => daemon.log().match(/containers\/create/g)?.length ?? 0
  const create = (body: string, version = '1.41') =>
    call(socket, {
      method: 'POST',
      path: `/v${version}/containers/create`,
      headers: { 'Content-Type': 'application/json' },
      body,
    })

  t.test('denied creates never reach the daemon, however they are spelled', async t => {
    const before = created()
    for (const body of [
      '{"Image":"busybox","HostConfig":{"Privileged":true}}',
      '{"Image":"busybox","hostconfig":{"PRIVILEGED":true}}',
      '{"Image":"busybox","HostConfig":{"\\u0050rivileged":true}}',
      '{"Image":"busybox","HostConfig":{"Privileged":false},"HOSTCONFIG":{"privileged":true}}',
      '{"Image":"busybox","HostConfig":{"Privileged":false,"Privileged":true}}',
      '{"Image":"busybox","HostConfig":{"Binds":["/:/host"]}}',
      '{"Image":"busybox","HostConfig":{"Mounts":[{"Type":"bind","Source":"/","Target":"/host"}]}}',
      '{"Image":"busybox","HostConfig":{"NetworkMode":"host"}}',
      '{"Image":"busybox","HostConfig":{"PidMode":"host"}}',
      '{"Image":"busybox","HostConfig":{"CapAdd":["SYS_ADMIN"]}}',
      '{"Image":"busybox","HostConfig":{"Devices":[{"PathOnHost":"/dev/sda"}]}}',
    ]) {
      const answer = await create(body)
      t.equal(answer.status, 403, body)
      t.equal(answer.json<{ message: string }>().message, 'no privileges here')
    }
    for (const body of [
      '{"Image":"busybox"}{"HostConfig":{"Privileged":true}}',
      '{"Image":"busybox"',
      'Image=busybox',
    ]) {
      t.equal((await create(body)).status, 400, body)
    }
    t.equal(created(), before, 'the daemon saw none of them')
    t.equal(
      (await create('{"Image":"busybox","Cmd":["true"],"HostConfig":{"NetworkMode":"none"}}')).status,
      201,
    )
    t.ok(created() > before, 'and this one it saw')
  })

  t.test('a legacy start is judged as the create it makes, in the text of its time', async t => {
    const made = await create(
      '{"Image":"busybox","Cmd":["sleep","1000"],"HostConfig":{"NetworkMode":"none"}}',
      '1.20',
    )
    const { Id: id } = made.json<{ Id: string }>()
    for (const body of [{ Privileged: true }, { HostConfig: { privileged: true } }, { Binds: ['/:/host'] }]) {
      const before = created()
      const answer = await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/start`, json: body })
      t.equal(answer.status, 403, JSON.stringify(body))
      t.equal(answer.text(), 'no privileges here\n')
      t.equal(created(), before)
    }
    t.equal((await call(socket, { method: 'POST', path: `/v1.20/containers/${id}/start` })).status, 204)
  })

  t.test('a container that was made anew is judged as what it is, by its old id too', async t => {
    const made = await create(
      '{"Image":"busybox","Cmd":["sleep","1000"],"Labels":{"hidden":"yes"},"HostConfig":{"NetworkMode":"none"}}',
      '1.20',
    )
    const { Id: id } = made.json<{ Id: string }>()
    const free = await startProxy(daemon.socket)
    t.teardown(() => free.stop())
    const json = { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] }
    t.equal(
      (await call(free.socket, { method: 'POST', path: `/v1.20/containers/${id}/start`, json })).status,
      204,
    )
    t.equal((await call(free.socket, { path: `/v1.20/containers/${id}/json` })).status, 200)
    t.equal((await call(socket, { path: `/v1.20/containers/${id}/json` })).status, 404, 'it is hidden')
  })

  t.test('a container is made anew under the name and with the settings its client knows', async t => {
    const named = join(folder, 'named.yaml')
    writeFileSync(
      named,
      `rules:
  - { name: mine, operations: [containers], names: app, when: "!privileged.any", decision: allow }
  - { name: starting, operations: [ContainerStart], names: app, when: "!privileged.any", decision: allow }\n`,
    )
    const narrow = await startProxy(daemon.socket, { policy: named })
    t.teardown(() => narrow.stop())
    const ask = (path: string, json: object) =>
      call(narrow.socket, { method: 'POST', path: `/v1.20/containers${path}`, json })
    const made = await ask('/create?name=app', { Image: 'busybox', Cmd: ['sleep', '1000'] })
    const { Id: id } = made.json<{ Id: string }>()
    const started = await ask(`/${id}/start`, { NetworkMode: 'none', Dns: ['127.0.0.1'] })
    t.equal(started.status, 204, started.text())
    const { Id: now } = (await call(daemon.socket, { path: '/containers/app/json' })).json<{ Id: string }>()
    t.not(now, id, 'it was made anew')
  })

  t.test('a hijack is judged before a byte is spliced', async t => {
    const id = await run(['sleep', '1000'])
    await call(daemon.socket, { method: 'POST', path: `/containers/${id}/rename?name=secret1` })
    for (const name of [id, id.slice(0, 12), 'secret1']) {
      const attach = await call(socket, {
        method: 'POST',
        path: `/v1.41/containers/${name}/attach?stream=1`,
        headers: { Connection: 'Upgrade', Upgrade: 'tcp' },
      })
      t.equal(attach.status, 403, `${name}: whatever name it is called by`)
    }
    const exec = await call(socket, {
      method: 'POST',
      path: `/v1.41/containers/${await run(['sleep', '1000'])}/exec`,
      json: { Cmd: ['id'], privileged: true },
    })
    t.equal(exec.status, 403)
  })

  t.test('what no rule allows is denied, and the audit says which rule decided', async t => {
    t.equal(
      (await call(socket, { method: 'POST', path: '/v1.41/volumes/create', json: { Name: 'v' } })).status,
      403,
    )
    t.match(proxy.audit().at(-1), {
      operation: 'VolumeCreate',
      decision: 'deny',
      status: 403,
      outcome: 'refused',
    })
    await call(socket, { path: '/v1.41/info' })
    t.match(proxy.audit().at(-1), { operation: 'SystemInfo', decision: 'allow', rule: 'rest' })
  })

  t.test(
    'hidden containers are in no list and answer 404; secrets of the environment are redacted',
    async t => {
      const hidden = await run(['sleep', '1000'], { Labels: { hidden: 'yes' } })
      const seen = await run(['sleep', '1000'], { Env: ['A_TOKEN=abc', 'PLAIN=1'] })
      for (const version of ['1.51', '1.41', '1.20']) {
        const list = (await call(socket, { path: `/v${version}/containers/json?all=1` })).json<
          { Id: string }[]
        >()
        t.notOk(
          list.some(({ Id }) => Id === hidden),
          version,
        )
        t.ok(
          list.some(({ Id }) => Id === seen),
          version,
        )
        t.equal(
          (await call(socket, { path: `/v${version}/containers/${hidden.slice(0, 12)}/json` })).status,
          404,
        )
        const { Config } = (await call(socket, { path: `/v${version}/containers/${seen}/json` })).json<{
          Config: { Env: string[] }
        }>()
        t.ok(Config.Env.includes('A_TOKEN=[redacted]') && Config.Env.includes('PLAIN=1'), version)
      }
    },
  )

  t.test('a changed file is in force without a restart; a broken one leaves the old policy', async t => {
    writeFileSync(file, 'rules: [{ nonsense: 1 }]\n')
    proxy.proxy.reload()
    t.equal((await call(socket, { path: '/v1.41/info' })).status, 200)
    writeFileSync(file, 'rules: []\n')
    await until(async () => (await call(socket, { path: '/v1.41/info' })).status === 403)
  })
})

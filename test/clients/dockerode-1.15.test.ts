/**
 * dockerode as it was used with docker 1.3 (API 1.15): the HostConfig is given to start. Of the two releases the older knows
 * no logs, execs and statistics.
 */
import { createRequire } from 'node:module'
import type { Duplex, Readable } from 'node:stream'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { ask, collected, type Docker, handleOf } from './dockerode.ts'
import { clientGround } from './ground.ts'

const require = createRequire(import.meta.url)

const OUT = '\x01\0\0\0\0\0\0\x0ainside 15\n'

t.test('dockerode at v1.15', { skip: daemonsUnavailable() }, async t => {
  const { daemon, proxy } = await clientGround(t)
  for (const module of ['dockerode-1', 'dockerode-2']) {
    t.test(module, async t => {
      const Docker = require(module) as Docker
      const docker = new Docker({ socketPath: proxy.socket, version: 'v1.15' })
      const Cmd = ['sh', '-c', 'echo inside $((7+8)); exec sleep 1000']
      const { id } = await ask<{ id: string }>(docker, 'createContainer', { Image: 'busybox', Cmd })
      const container = handleOf(docker, 'getContainer', id)
      const output = collected(await ask<Readable>(container, 'attach', { stream: true, stdout: true }))
      const Binds = ['/tmp:/bound:ro']
      await ask(container, 'start', { Binds, Dns: ['10.9.9.9'] })
      t.match(await ask(container, 'inspect'), {
        Id: id,
        State: { Running: true },
        HostConfig: { Binds, Dns: ['10.9.9.9'] },
        Volumes: { '/bound': '/tmp' },
        VolumesRW: { '/bound': false },
      })
      t.match(await ask(docker, 'listContainers'), [{ Id: id, Image: 'busybox:latest', Status: /^Up / }])
      t.match(await ask(container, 'top'), { Processes: [['root']] })
      t.match(await ask(container, 'commit', { repo: 'made', tag: module }), { Id: /^[0-9a-f]{64}$/ })
      t.equal((await call(daemon.socket, { path: `/images/made:${module}/json` })).status, 200)

      if (module !== 'dockerode-1') {
        const logged = await ask<Readable>(container, 'logs', { stdout: true, stderr: true, follow: false })
        t.equal(logged.toString(), OUT)
        const streams = { AttachStdout: true, AttachStderr: true }
        const exec = await ask<object>(container, 'exec', { Cmd: ['sh', '-c', 'ls -d /bound'], ...streams })
        const stream = await ask<Duplex>(exec, 'start', {})
        t.equal((await collected(stream)).toString(), '\x01\0\0\0\0\0\0\x07/bound\n')
        t.match(await ask(exec, 'inspect'), {
          ID: String,
          Running: false,
          ExitCode: 0,
          Container: { ID: id },
        })
        t.match(await ask(container, 'stats', { stream: false }), { memory_stats: { usage: Number } })
      }

      await ask(container, 'kill')
      t.equal((await output).toString(), OUT)
      await ask(container, 'remove')
      await t.rejects(ask(container, 'inspect'), /no such container/i)
    })
  }
})

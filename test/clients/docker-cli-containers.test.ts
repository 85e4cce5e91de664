/** docker CLI 20.10: what manages containers, their networks and volumes, and what tells about them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { oldestTranslated } from '../../rules/index.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { type DockerCli, dockerCli, isTooOld, SERVICE } from './docker-cli.ts'
import { type ClientGround, clientGround } from './ground.ts'

t.test('docker CLI containers', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  for (const version of ['1.24', '1.41']) {
    const docker = dockerCli(ground, version)
    t.test(`at ${version}`, t => containers(t, docker, ground, version))
  }
})

async function containers(t: Test, docker: DockerCli, { daemon, folder }: ClientGround, version: string) {
  t.ok(isTooOld(await docker.direct(['ps'])), 'the daemon itself refuses this client')
  const began = Math.floor(Date.now() / 1000)

  t.test('version and info', async t => {
    const shown = await docker.ok(['version', '--format', '{{json .}}'])
    const { Client, Server } = JSON.parse(shown) as Record<string, Record<string, string>>
    t.match(Client?.Version, /^20\.10\./)
    t.equal(Client?.ApiVersion, version)
    t.match(Server, {
      Version: daemon.release,
      ApiVersion: daemon.apiVersion,
      MinAPIVersion: oldestTranslated,
      Os: 'linux',
    })
    const info = await docker.ok(['info'])
    t.match(info, /Containers: 0\n[\s\S]*Storage Driver: \w+\n[\s\S]*Default Runtime: runc\n/)
    t.match(info, `Server Version: ${daemon.release}\n`)
  })

  t.test('run -d, ps, inspect, rename, update, rm', async t => {
    const id = await docker.ok([
      'run',
      '-d',
      '--name',
      'one',
      '-l',
      'a=b',
      '-e',
      'COLOR=blue',
      '-p',
      '127.0.0.1::80',
      '-m',
      '64m',
      'busybox',
      ...SERVICE,
    ])
    t.match(id, /^[0-9a-f]{64}$/)
    const row = '{{.ID}} {{.Image}} {{.Names}} {{.Status}} {{.Ports}} {{.Labels}}'
    t.match(
      await docker.ok(['ps', '--no-trunc', '--filter', 'label=a', '--format', row]),
      new RegExp(`^${id} busybox one Up .* 127\\.0\\.0\\.1:\\d+->80/tcp a=b$`),
    )
    t.equal(await docker.ok(['port', 'one']).then(text => text.split(':')[0]), '80/tcp -> 127.0.0.1')
    await docker.ok(['rename', 'one', 'two'])
    await docker.ok(['update', '-m', '96m', '--memory-swap', '96m', '--restart', 'on-failure:3', 'two'])
    const [inspected] = JSON.parse(await docker.ok(['inspect', 'two'])) as unknown[]
    t.match(inspected, {
      Id: id,
      Name: '/two',
      State: { Status: 'running', ExitCode: 0 },
      Config: { Image: 'busybox', Cmd: SERVICE },
      HostConfig: { Memory: 96 << 20, RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    })
    t.match(await docker.ok(['inspect', '-f', '{{.Config.Env}}', 'two']), 'COLOR=blue')
    t.equal(await docker.ok(['rm', '-f', 'two']), 'two')
    t.equal(await docker.ok(['ps', '-aq']), '')
  })

  t.test('pause, unpause, top, stats, stop, start, restart, kill, wait', async t => {
    await docker.ok(['run', '-d', '--name', 'three', 'busybox', ...SERVICE])
    const status = () => docker.ok(['inspect', '-f', '{{.State.Status}}', 'three'])
    await docker.ok(['pause', 'three'])
    t.equal(await status(), 'paused')
    await docker.ok(['unpause', 'three'])
    t.equal(await status(), 'running')
    t.match(await docker.ok(['top', 'three']), /^UID +PID .*\nroot +\d+ .*while :; do sleep/)
    const stats = await docker.ok([
      'stats',
      '--no-stream',
      '--format',
      '{{.Name}} {{.MemUsage}} {{.PIDs}}',
      'three',
    ])
    t.match(stats, /^three [1-9][\d.]*[KM]iB \/ [\d.]+[MG]iB [12]$/)
    await docker.ok(['stop', '-t', '5', 'three'])
    t.equal(await status(), 'exited')
    t.equal(await docker.ok(['inspect', '-f', '{{.State.ExitCode}}', 'three']), '0', 'the signal was TERM')
    await docker.ok(['start', 'three'])
    await docker.ok(['restart', '-t', '5', 'three'])
    t.equal(await status(), 'running')
    const waiting = docker.ok(['wait', 'three'])
    await docker.ok(['kill', 'three'])
    t.equal(await waiting, '137')
    await docker.ok(['rm', 'three'])
  })

  t.test('cp both ways, diff, export', async t => {
    await docker.ok(['run', '-d', '--name', 'four', 'busybox', ...SERVICE])
    const sent = join(folder, 'sent')
    writeFileSync(sent, 'copied\n')
    await docker.ok(['cp', sent, 'four:/tmp/here'])
    t.equal(await docker.ok(['exec', 'four', 'cat', '/tmp/here']), 'copied')
    await docker.ok(['cp', 'four:/tmp/here', join(folder, 'received')])
    t.equal(readFileSync(join(folder, 'received'), 'utf8'), 'copied\n')
    t.equal(await docker.ok(['diff', 'four']), 'C /tmp\nA /tmp/here')
    t.match((await docker(['cp', 'four:/none', folder])).err, 'No such container:path: four:/none')
    const { out } = await docker(['export', 'four'])
    t.ok(out.includes('tmp/here\0') && out.includes('copied\n'), 'a tar archive with the file')
    await docker.ok(['rm', '-f', 'four'])
  })

  t.test('networks and volumes', async t => {
    await docker.ok(['network', 'create', '--label', 'n=1', 'back'])
    t.match(
      await docker.ok(['network', 'ls', '--format', '{{.Name}} {{.Driver}} {{.Scope}}']),
      /^back bridge local$/m,
    )
    t.equal(await docker.ok(['volume', 'create', '--label', 'v=1', 'data']), 'data')
    t.equal(
      await docker.ok(['volume', 'ls', '--format', '{{.Name}} {{.Driver}} {{.Labels}}']),
      'data local v=1',
    )
    const mounted = ['run', '--rm', '--network', 'back', '-v', 'data:/data', 'busybox', 'sh', '-c']
    await docker.ok([...mounted, 'echo kept >/data/file'])
    t.equal(await docker.ok([...mounted, 'cat /data/file']), 'kept')
    await docker.ok(['create', '--name', 'five', 'busybox'].concat('true'))
    await docker.ok(['network', 'connect', '--alias', 'cinq', 'back', 'five'])
    t.match(
      await docker.ok(['inspect', '-f', '{{json .NetworkSettings.Networks.back.Aliases}}', 'five']),
      '"cinq"',
    )
    await docker.ok(['network', 'disconnect', 'back', 'five'])
    await docker.ok(['rm', 'five'])
    t.match(await docker.ok(['network', 'inspect', 'back']), /"Name": "back",[\s\S]*"n": "1"/)
    t.equal(await docker.ok(['network', 'rm', 'back']), 'back')
    t.equal(await docker.ok(['volume', 'rm', 'data']), 'data')
    t.match((await docker(['volume', 'inspect', 'data'])).err, /no such volume/i)
  })

  t.test('system df', { skip: version === '1.24' && 'the CLI itself wants API 1.25' }, async t => {
    const rows = await docker.ok(['system', 'df', '--format', '{{.Type}} {{.TotalCount}} {{.Size}}'])
    t.match(rows, /^Images 1 [\d.]+MB\nContainers 0 0B\nLocal Volumes 0 0B\nBuild Cache 0 0B$/)
  })

  t.test('events that have been', async t => {
    const range = ['--since', String(began), '--until', String(Math.ceil(Date.now() / 1000))]
    const told = await docker.ok([
      'events',
      ...range,
      '--format',
      '{{.Type}} {{.Action}} {{.Actor.Attributes.name}}',
    ])
    for (const event of [
      'container create one',
      'container rename two',
      'network create back',
      'network destroy back',
    ])
      t.ok(told.split('\n').includes(event), event)
    const deaths = await docker.ok([
      'events',
      ...range,
      '--filter',
      'event=die',
      '--filter',
      'container=three',
    ])
    t.match(deaths, /^\S+ container die [0-9a-f]{64} \(.*exitCode=0, image=busybox, name=three\)$/m)
  })
}

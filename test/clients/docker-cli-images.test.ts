/** docker CLI 20.10: what makes images and carries them about. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { startRegistry } from '../daemon/registry.ts'
import { type DockerCli, dockerCli, isTooOld } from './docker-cli.ts'
import { type ClientGround, clientGround } from './ground.ts'

const DOCKERFILE = `FROM busybox
ARG WHO=nobody
RUN echo "hello $WHO" >/greeting
COPY file /dir/
LABEL made=here
CMD ["cat", "/greeting", "/dir/file"]
`

t.test('docker CLI images', { skip: daemonsUnavailable() }, async t => {
  const ground = await clientGround(t)
  const registry = await startRegistry(ground.daemon, { jo: 'secret' })
  t.teardown(() => registry.stop())
  for (const version of ['1.24', '1.41']) {
    const docker = dockerCli(ground, version)
    t.test(`at ${version}`, t => images(t, docker, ground, registry.address, version))
  }
})

async function images(
  t: Test,
  docker: DockerCli,
  { folder }: ClientGround,
  registry: string,
  version: string,
) {
  t.ok(isTooOld(await docker.direct(['images'])), 'the daemon itself refuses this client')
  const listed = async (...args: string[]) => {
    const text = await docker.ok(['images', '--format', '{{.Repository}}:{{.Tag}}', ...args])
    return text.split('\n').sort().join()
  }

  t.test('images, history and inspect', async t => {
    t.match(
      await docker.ok(['images', '--no-trunc', '--format', '{{.Repository}} {{.Tag}} {{.ID}} {{.Size}}']),
      /^busybox latest sha256:[0-9a-f]{64} [12]\.\d+MB$/,
    )
    t.equal(await listed('box*'), '')
    t.match(await docker.ok(['history', 'busybox']), /^IMAGE .*\n[0-9a-f]{12} .*Imported from -$/)
    t.match(JSON.parse(await docker.ok(['inspect', 'busybox'])), [
      { RepoTags: ['busybox:latest'], Os: 'linux' },
    ])
    t.match((await docker(['inspect', '--type', 'image', 'none'])).err, 'No such image: none')
  })

  t.test('build, by the classic builder', async t => {
    const context = join(folder, `context-${version}`)
    mkdirSync(context)
    writeFileSync(join(context, 'Dockerfile'), DOCKERFILE)
    writeFileSync(join(context, 'file'), 'from the context\n')
    // Without a network where the CLI can say so: the build containers need none.
    const network = version === '1.24' ? [] : ['--network', 'none']
    const build = ['build', ...network, '--build-arg', 'WHO=world', '-t', 'built', context]
    const first = await docker(build)
    t.equal(first.code, 0, first.err)
    t.match(first.text, /^Sending build context to Docker daemon .*kB/)
    t.match(first.text, /^Step 3\/6 : RUN echo "hello \$WHO" >\/greeting\n ---> Running in [0-9a-f]{12}$/m)
    t.match(first.text, /^Successfully built [0-9a-f]{12}\nSuccessfully tagged built:latest$/m)
    t.match(await docker.ok(build), /^ ---> Using cache$/m)
    t.equal(await docker.ok(['run', '--rm', 'built']), 'hello world\nfrom the context')
    t.equal(await listed('--filter', 'label=made=here'), 'built:latest')
    const failing = await docker(['build', ...network, '-'], { input: 'FROM busybox\nRUN exit 3\n' })
    t.equal(failing.code, 3)
    t.match(failing.err, /The command '\/bin\/sh -c exit 3' returned a non-zero code: 3/)
  })

  t.test('commit, tag, save, rmi, load', async t => {
    await docker.ok(['create', '--name', 'source', 'busybox', 'true'])
    t.match(
      await docker.ok(['commit', '-m', 'why', '-c', 'ENV A=1', 'source', 'kept:1']),
      /^sha256:[0-9a-f]{64}$/,
    )
    await docker.ok(['rm', 'source'])
    t.equal(
      await docker.ok(['inspect', '-f', '{{.Comment}} {{.Config.Env}}', 'kept:1']).then(s => s.split(' ')[0]),
      'why',
    )
    await docker.ok(['tag', 'kept:1', 'kept:2'])
    t.equal(await listed('kept'), 'kept:1,kept:2')
    const { out: archive } = await docker(['save', 'kept:1', 'kept:2'])
    t.match(await docker.ok(['rmi', 'kept:1']), /^Untagged: kept:1$/)
    t.match(await docker.ok(['rmi', 'kept:2']), /^Untagged: kept:2\nDeleted: sha256:[0-9a-f]{64}/)
    t.equal(await docker.ok(['load'], { input: archive }), 'Loaded image: kept:1\nLoaded image: kept:2')
    t.equal(await listed('kept'), 'kept:1,kept:2')
  })

  t.test('export and import', async t => {
    await docker.ok(['create', '--name', 'source', 'busybox', 'true'])
    const { out: archive } = await docker(['export', 'source'])
    await docker.ok(['rm', 'source'])
    const imported = await docker.ok(['import', '-c', 'CMD ["echo", "imported"]', '-', 'copy:1'], {
      input: archive,
    })
    t.match(imported, /^sha256:[0-9a-f]{64}$/)
    t.equal(await docker.ok(['run', '--rm', 'copy:1']), 'imported')
  })

  t.test('login, push, pull', async t => {
    const image = `${registry}/box:${version}`
    await docker.ok(['tag', 'busybox', image])
    t.match((await docker(['push', image])).err, /no basic auth credentials/)
    const wrong = await docker(['login', '-u', 'jo', '--password-stdin', registry], { input: 'guess' })
    t.match(wrong.err, /failed with status: 401 Unauthorized/)
    const login = await docker(['login', '-u', 'jo', '--password-stdin', registry], { input: 'secret' })
    t.match(login, { code: 0, text: /Login Succeeded/ }, login.err)
    const pushed = await docker.ok(['push', image])
    const [, digest] =
      new RegExp(`^${version}: digest: (sha256:[0-9a-f]{64}) size: \\d+$`, 'm').exec(pushed) ?? []
    t.ok(digest, pushed)
    await docker.ok(['rmi', image])
    const pulled = await docker.ok(['pull', image])
    t.match(pulled, `${version}: Pulling from box\n`)
    t.match(pulled, `Digest: ${digest}\nStatus: Downloaded newer image for ${image}\n`)
    t.match((await docker(['pull', `${registry}/box:none`])).err, /manifest.*not found: manifest unknown/)
    await docker.ok(['logout', registry])
    await docker.ok(['rmi', image])
  })

  t.test('image prune', { skip: version === '1.24' && 'the CLI itself wants API 1.25' }, async t => {
    await docker.ok(['build', '--network', 'none', '-q', '-'], { input: 'FROM busybox\nENV DANGLING=1\n' })
    t.match(
      await docker.ok(['image', 'prune', '-f']),
      /^Deleted Images:\ndeleted: sha256:[\s\S]*Total reclaimed space: /,
    )
  })

  t.test('rmi', async t => {
    await docker.ok(['rmi', '-f', 'built', 'kept:1', 'kept:2', 'copy:1'])
    t.equal(await listed(), 'busybox:latest')
  })
}

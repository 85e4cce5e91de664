/**
 * The ready-made policies in front of real clients: docker CLI 20.10, compose 1.29 and docker-py 5. What a policy is for
 * works with them; what it is against ends in the message of its rule, as they show it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { PresetName } from '../../src/access/presets.ts'
import { type DockerCli, dockerCli } from '../clients/docker-cli.ts'
import { type ClientGround, clientGround } from '../clients/ground.ts'
import { clientUnavailable } from '../clients/install.ts'
import { run } from '../clients/run.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { startProxy } from '../support/proxy.ts'

const HOST = 'paths of the host'
const JOBS = 'jobs run without privileges, host namespaces, devices and capabilities'
const NO_RULE = 'no rule of the policy allows'
const HERE = 'containers run without privileges, host namespaces and devices here'

/** `{name}` stands for a container that runs, `{code}` for a folder below /srv. */
type Line = string

interface Expected {
  readonly works: readonly Line[]
  /** By what the client says. */
  readonly refused: readonly (readonly [message: string, line: Line])[]
}

const escaping = (message: string, mounts: string, device = mounts): Expected['refused'] => [
  [message, 'run --rm --privileged busybox true'],
  [message, 'run --rm --network host busybox true'],
  [message, 'run --rm --pid host busybox true'],
  [message, 'run --rm --cap-add SYS_ADMIN busybox true'],
  [device, 'run --rm --device /dev/null busybox true'],
  [message, 'exec --privileged {name} true'],
  [mounts, 'run --rm -v /:/host busybox true'],
  [mounts, 'run --rm --mount type=bind,source=/etc,target=/e busybox true'],
  [mounts, 'volume create --opt type=none --opt o=bind --opt device=/'],
]
const owning: Expected['refused'] = [
  [NO_RULE, 'swarm init'],
  [NO_RULE, 'plugin install --grant-all-permissions vieux/sshfs'],
]
const looking = [
  'version',
  'ps -a',
  'images',
  'network ls',
  'volume ls',
  'logs {name}',
  'inspect {name}',
  'top {name}',
  'info',
  'system df',
]
const changing = [
  'run --rm busybox true',
  'exec {name} true',
  'stop {name}',
  'rm -f {name}',
  'network create n',
  'volume create v',
]

const EXPECTED: Readonly<Record<PresetName, Expected>> = {
  'read-only': {
    works: looking,
    refused: [
      ...changing.map(line => [NO_RULE, line] as const),
      [NO_RULE, 'cp {name}:/etc/passwd -'],
      ...owning,
    ],
  },
  'nothing-but-logs': {
    works: ['version', 'ps', 'logs {name}'],
    refused: [...changing, 'images', 'top {name}'].map(line => [NO_RULE, line] as const),
  },
  'ci-runner': {
    works: [
      ...looking,
      'run --rm -v data:/d --tmpfs /t busybox true',
      'exec {name} true',
      'network create ci',
      'cp {name}:/etc/passwd -',
    ],
    refused: [
      ...escaping(JOBS, 'jobs mount volumes and tmpfs only', JOBS),
      ['pruning would take away what other jobs use', 'system prune -f'],
      ...owning,
    ],
  },
  'compose-developer': {
    works: [
      ...looking,
      'run --rm -v {code}:/s:ro busybox true',
      'run --rm --cap-add NET_BIND_SERVICE busybox true',
      'exec {name} true',
    ],
    refused: [...escaping(HERE, 'only paths below /home and /srv can be mounted'), ...owning],
  },
  traefik: {
    works: ['version', 'ps', 'inspect {name}', 'info', 'network ls'],
    refused: [...changing, 'logs {name}', 'images'].map(line => [NO_RULE, line] as const),
  },
  watchtower: {
    works: [
      'ps',
      'inspect {name}',
      'images',
      'create --name replaced busybox true',
      'rename replaced old',
      'rm -f old',
    ],
    refused: [
      ['not to be updated from here', 'create --privileged busybox true'],
      ['not to be updated from here', 'create -v /:/host busybox true'],
      [NO_RULE, 'volume create v'],
      [NO_RULE, 'logs {name}'],
    ],
  },
  portainer: {
    works: [...looking, 'run --rm -v data:/d busybox true', 'exec {name} true', 'network create p'],
    refused: [...escaping(HERE, HOST), ...owning],
  },
}

const skip = daemonsUnavailable() || clientUnavailable('docker-compose') || clientUnavailable('docker-py')
t.test('ready-made policies', { skip }, async t => {
  const ground = await clientGround(t)
  const free = dockerCli(ground, '1.41')
  const name = 'running'
  const code = mkdtempSync('/srv/longshore-')
  t.teardown(() => rmSync(code, { recursive: true }))
  await free.ok(['run', '-d', '--name', name, '-e', 'A_TOKEN=abc', 'busybox', 'sleep', '1000'])
  for (const [preset, expected] of Object.entries(EXPECTED) as [PresetName, Expected][])
    await t.test(preset, async t => {
      const proxy = await startProxy(ground.daemon.socket, { policy: preset })
      t.teardown(() => proxy.stop())
      const behind = { ...ground, proxy, host: `unix://${proxy.socket}` }
      const cli = dockerCli(behind, '1.41')
      const words = (line: Line) => line.replace('{name}', name).replace('{code}', code).split(' ')
      for (const line of expected.works) {
        const done = await cli(words(line))
        t.equal(done.code, 0, `${line}: ${done.err}`)
      }
      for (const [message, line] of expected.refused) {
        const done = await cli(words(line))
        t.not(done.code, 0, line)
        t.match(done.err, message, `${line}: ${done.err.trim()}`)
      }
      await FURTHER[preset]?.(t, behind, cli)
    })
})

const REDACTED = /A_TOKEN=\[redacted\]/

/** What only one of them is about. */
const FURTHER: Partial<Record<PresetName, (t: Test, ground: ClientGround, cli: DockerCli) => Promise<void>>> =
  {
    async 'nothing-but-logs'(t, ground, cli) {
      t.match(await cli.ok(['inspect', 'running']), REDACTED)
      await dockerPy(t, ground, 'print(len(client.containers.get("running").logs()) >= 0)', 'True')
    },
    async traefik(t, ground, cli) {
      t.match(await cli.ok(['inspect', 'running']), REDACTED)
      await dockerPy(t, ground, 'print([c.name for c in client.containers.list()])', 'running')
      const events = cli.start(['events', '--since', '1', '--filter', 'event=start'])
      await events.printed('name=running')
      events.child.kill()
      await events.finished
    },
    async 'read-only'(t, ground) {
      await dockerPy(t, ground, 'print([c.name for c in client.containers.list()])', 'running')
      await dockerPy(t, ground, 'client.containers.run("busybox", "true")', NO_RULE)
    },
    async 'ci-runner'(t, ground, cli) {
      const build = await cli(['build', '-t', 'built', '-'], { input: 'FROM busybox\nRUN true\n' })
      t.equal(build.code, 0, build.err)
      t.match((await cli(['build', '--network', 'host', '-'], { input: 'FROM busybox\n' })).err, JOBS)
      await dockerPy(
        t,
        ground,
        'client.containers.run("busybox", "echo done", remove=True); print("fine")',
        'fine',
      )
      await dockerPy(t, ground, 'client.containers.run("busybox", "true", privileged=True)', JOBS)
    },
    async 'compose-developer'(t, ground) {
      await compose(t, ground, 'volumes: ["data:/d"]', undefined)
      await compose(t, ground, 'privileged: true', HERE)
      await compose(t, ground, 'volumes: ["/etc:/e"]', 'only paths below /home and /srv can be mounted')
      await compose(t, ground, 'network_mode: host', HERE)
    },
    async portainer(t, ground) {
      await dockerPy(t, ground, 'client.containers.run("busybox", "true", pid_mode="host")', HERE)
    },
  }

async function dockerPy(t: Test, { host, folder }: ClientGround, statement: string, says: string) {
  const program = `import docker\nclient = docker.DockerClient(base_url=${JSON.stringify(host)}, version="1.41")\n${statement}`
  const { text, err } = await run(['python3', '-c', program], { env: { HOME: folder } })
  t.match(text + err, says, `docker-py: ${statement}: ${err.split('\n').at(-2)}`)
}

/** A project of one service with this member, brought up and taken down. */
async function compose(t: Test, { host, folder }: ClientGround, member: string, refusal: string | undefined) {
  const project = join(folder, 'project')
  mkdirSync(project, { recursive: true })
  const file = join(project, 'docker-compose.yml')
  writeFileSync(
    file,
    `version: "3"\nservices:\n  web:\n    image: busybox\n    command: sleep 1000\n    ${member}\nvolumes: { data: {} }\n`,
  )
  const command = ['docker-compose', '-f', file]
  const env = { HOME: folder, DOCKER_HOST: host, COMPOSE_API_VERSION: '1.41' }
  const up = await run([...command, 'up', '-d'], { env })
  if (refusal === undefined) t.equal(up.code, 0, `compose up with ${member}: ${up.err}`)
  else t.match(up.err, refusal, `compose up with ${member}`)
  const down = await run([...command, 'down', '-t', '0', '-v'], { env })
  t.equal(down.code, 0, `compose down: ${down.err}`)
}

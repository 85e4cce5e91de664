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
import { EXPECTED, type Expected } from './presets-expected.ts'

/** Clients that run at the same time: most of what one takes it waits for the daemon. */
const AT_A_TIME = 4
const VERSION = '1.41'
/** The container that runs. */
const NAME = 'running'

const skip = daemonsUnavailable() || clientUnavailable('docker-compose') || clientUnavailable('docker-py')
t.test('ready-made policies', { skip }, async t => {
  const ground = await clientGround(t)
  const code = mkdtempSync('/srv/longshore-')
  t.teardown(() => rmSync(code, { recursive: true }))
  const env = ['-e', 'A_TOKEN=abc']
  await dockerCli(ground, VERSION).ok(['run', '-d', '--name', NAME, ...env, 'busybox', 'sleep', '1000'])
  for (const [preset, expected] of Object.entries(EXPECTED) as [PresetName, Expected][])
    await t.test(preset, async t => {
      const proxy = await startProxy(ground.daemon.socket, { policy: preset })
      t.teardown(() => proxy.stop())
      const behind = { ...ground, proxy, host: `unix://${proxy.socket}` }
      const cli = dockerCli(behind, VERSION)
      await Promise.all([
        compose(t, behind, preset, expected.compose),
        dockerPy(t, behind, expected.python),
        dockerLines(t, cli, code, expected.cli),
      ])
      await FURTHER[preset]?.(t, cli)
    })
})

async function dockerLines(t: Test, cli: DockerCli, code: string, { works, refused }: Expected['cli']) {
  const words = (line: string) => line.replace('{name}', NAME).replace('{code}', code).split(' ')
  await atATime(works, async lines => {
    for (const line of lines.split(' && ')) {
      const done = await cli(words(line))
      t.equal(done.code, 0, `${line}: ${done.err}`)
    }
  })
  await atATime(refused, async ([message, line]) => {
    const done = await cli(words(line))
    t.not(done.code, 0, line)
    t.match(done.err, message, `${line}: ${done.err.trim()}`)
  })
}

async function atATime<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values()
  const worker = async () => {
    for (const one of waiting) await work(one)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
}

/** One program for all statements, which says a line of each. */
const PROGRAM = `
import docker, json, sys
client = docker.DockerClient(base_url=sys.argv[1], version="${VERSION}")
for statement in json.loads(sys.argv[2]):
    try:
        eval(statement)
        print("fine")
    except Exception as error:
        print(str(error).replace("\\n", " "))
`

async function dockerPy(t: Test, { host, folder }: ClientGround, { works, refused }: Expected['python']) {
  const statements = [...works, ...refused.map(([, statement]) => statement)]
  const { text, err } = await run(['python3', '-c', PROGRAM, host, JSON.stringify(statements)], {
    env: { HOME: folder },
  })
  const said = text.split('\n')
  t.equal(said.length, statements.length, err)
  for (const [index, statement] of works.entries())
    t.equal(said[index], 'fine', `docker-py: ${statement}: ${said[index]}`)
  for (const [index, [message, statement]] of refused.entries())
    t.match(said[works.length + index], message, `docker-py: ${statement}`)
}

/** A project with a service for each member, brought up; what of it was made is taken down again. */
async function compose(
  t: Test,
  { host, folder }: ClientGround,
  preset: PresetName,
  { works, refused, ps: refusal }: Expected['compose'],
) {
  const project = join(folder, preset)
  mkdirSync(project)
  const members = [...works, ...refused.map(([, member]) => member)]
  const services = members.map(
    (member, index) => `  s${index}:\n    image: busybox\n    command: sleep 1000\n    ${member}\n`,
  )
  const file = join(project, 'docker-compose.yml')
  writeFileSync(file, `version: "2.4"\nservices:\n${services.join('')}volumes: { data: {} }\n`)
  const env = { HOME: folder, DOCKER_HOST: host, COMPOSE_API_VERSION: VERSION, COMPOSE_PARALLEL_LIMIT: '8' }
  const call = (...args: string[]) => run(['/usr/bin/docker-compose', '-f', file, ...args], { env })
  const up = await call('up', '-d')
  t.not(up.code, 0)
  for (const [index, member] of works.entries())
    t.match(up.err, new RegExp(`Creating \\S*_s${index}_1 +\\.\\.\\. done`), `compose up: ${member}`)
  for (const [index, [message, member]] of refused.entries()) {
    // Where not even a network can be made, no service is named.
    const [, ofService = ''] = up.err.split(`ERROR: for s${works.length + index} `)
    const said = works.length === 0 ? up.err : ofService.split('\n')[0]
    t.match(said, message, `compose up: ${member}: ${up.err}`)
  }
  if (works.length === 0) {
    const ps = await call('ps')
    if (refusal === undefined) t.equal(ps.code, 0, `compose ps: ${ps.err}`)
    else t.match(ps.err, refusal, 'compose ps')
    return
  }
  const down = await call('down', '-t', '0', '-v')
  t.equal(down.code, 0, `compose down: ${down.err}`)
}

const REDACTED = /A_TOKEN=\[redacted\]/

/** What only one of them is about. */
const FURTHER: Partial<Record<PresetName, (t: Test, cli: DockerCli) => Promise<void>>> = {
  async 'nothing-but-logs'(t, cli) {
    t.match(await cli.ok(['inspect', NAME]), REDACTED)
  },
  async traefik(t, cli) {
    t.match(await cli.ok(['inspect', NAME]), REDACTED)
    const events = cli.start(['events', '--since', '1', '--filter', 'event=start'])
    await events.printed(`name=${NAME}`)
    events.child.kill()
    await events.finished
  },
  async 'ci-runner'(t, cli) {
    const build = await cli(['build', '-t', 'built', '-'], { input: 'FROM busybox\nRUN true\n' })
    t.equal(build.code, 0, build.err)
    const refused = await cli(['build', '--network', 'host', '-'], { input: 'FROM busybox\n' })
    t.match(refused.err, 'jobs run without privileges')
  },
}

/**
 * docker-compose 1.29, the last in Python: a project with two services, a network, a volume and a build. By itself it asks
 * the daemon which version to speak; COMPOSE_API_VERSION has it speak what older releases did for older files.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { until } from '../support/until.ts'
import { type ClientGround, clientGround, TOO_OLD } from './ground.ts'
import { clientUnavailable } from './install.ts'
import { run } from './run.ts'

const PROJECT = `version: "2.1"
services:
  web:
    build: ./web
    command: sh -c "while :; do echo pong | nc -l -p 80; done"
    environment: { COLOR: blue }
    volumes: ["data:/data"]
    networks: [back]
    ports: ["127.0.0.1::80"]
  asker:
    image: busybox
    command: sh -c "trap 'exit 0' TERM; until nc web 80 </dev/null; do sleep 0.1; done; sleep 600 & wait"
    depends_on: [web]
    networks: [back]
volumes: { data: {} }
networks: { back: {} }
`

t.test('docker-compose', { skip: clientUnavailable('docker-compose') }, async t => {
  const ground = await clientGround(t)
  mkdirSync(join(ground.folder, 'web'))
  writeFileSync(join(ground.folder, 'docker-compose.yml'), PROJECT)
  writeFileSync(join(ground.folder, 'web/Dockerfile'), 'FROM busybox\nRUN echo built >/made\n')
  t.test('as it is', t => project(t, ground, undefined))
  for (const version of ['1.25', '1.24']) t.test(`at ${version}`, t => project(t, ground, version))
})

async function project(t: Test, ground: ClientGround, version: string | undefined) {
  const env = {
    HOME: ground.folder,
    // What it would hand over to the docker CLI it does by itself, as earlier releases did.
    COMPOSE_DOCKER_CLI_BUILD: '0',
    COMPOSE_INTERACTIVE_NO_CLI: '1',
    ...(version !== undefined && { COMPOSE_API_VERSION: version }),
  }
  const at = (host: string, args: readonly string[]) =>
    run(['/usr/bin/docker-compose', '-p', 'trial', '--no-ansi', ...args], {
      env: { ...env, DOCKER_HOST: host },
      cwd: ground.folder,
    })
  const compose = (...args: string[]) => at(ground.host, args)
  const earlier = ground.proxy.audit().length

  if (version !== undefined) t.match((await at(ground.daemon.host, ['ps'])).err, TOO_OLD, 'refused by itself')

  const up = await compose('up', '-d')
  t.equal(up.code, 0, up.err)
  t.match(up.err, /Creating network "trial_back" with the default driver/)
  t.match(up.err, /Creating volume "trial_data" with default driver/)
  t.match(up.err, /Creating trial_asker_1 +\.\.\. done/)

  const ps = await compose('ps')
  t.match(ps.text, /^trial_asker_1 .* Up\b/m)
  t.match(ps.text, /^trial_web_1 .* Up +127\.0\.0\.1:\d+->80\/tcp/m)
  t.match((await compose('port', 'web', '80')).text, /^127\.0\.0\.1:\d+$/)

  // One service reaches the other by its name.
  await until(async () => /^asker_1 +\| pong$/m.test((await compose('logs', '--no-color', 'asker')).text))

  t.match(await compose('exec', '-T', 'web', 'cat', '/made'), { code: 0, text: 'built' })
  t.match(await compose('exec', '-T', 'web', 'sh', '-c', 'echo $COLOR >/data/file; exit 5'), { code: 5 })
  // The daemon says that it listens a moment before it does, and what a container writes until then is lost.
  const late = 'sleep 1; cat /data/file'
  const runs = await compose('run', '--rm', '-T', '--no-deps', 'web', 'sh', '-c', late)
  t.match(runs, { code: 0, text: 'blue' }, 'containers share the volume')

  const built = await compose('build', '--no-cache', 'web')
  t.equal(built.code, 0, built.err)
  t.match(built.text, /Step 2\/2 : RUN echo built >\/made\n[\s\S]*Successfully tagged trial_web:latest/)

  t.match((await compose('stop', '-t', '1')).err, /Stopping trial_asker_1 +\.\.\. done/)
  t.match((await compose('start')).code, 0)
  t.match((await compose('top', 'asker')).text, /^trial_asker_1\n[\s\S]*sleep 600/)

  const down = await compose('down', '-v', '-t', '1', '--rmi', 'local')
  t.equal(down.code, 0, down.err)
  t.match(down.err, /Removing trial_web_1 +\.\.\. done/)
  t.match(down.err, /Removing network trial_back/)
  t.match(down.err, /Removing volume trial_data/)
  t.equal((await compose('ps', '-q')).text, '')

  const spoken = ground.proxy.audit().slice(earlier)
  const versions = new Set(spoken.filter(record => record.versioned).map(record => record.clientVersion))
  t.same([...versions], [version ?? ground.daemon.apiVersion], 'every call was in that version')
}

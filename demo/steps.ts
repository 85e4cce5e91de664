/** What the old clients do in the demonstration: the life of a container or two, and a few looks at the answers. */
import { tar } from '../test/daemon/tar.ts'
import { type Client, dockerCli, pythonDocker, rawCall } from './clients.ts'

export interface Step {
  readonly title: string
  readonly client: Client
}

/** Names that are nobody's: the daemon may be one that is in use. */
export const BASE_IMAGE = 'longshore-demo-base:latest'
const BUILT_IMAGE = 'longshore-demo-built:latest'
const ECHO = 'longshore-demo-echo'
const SLEEPER = 'longshore-demo-sleeper'
export const CONTAINERS = [ECHO, SLEEPER]
export const IMAGES = [BUILT_IMAGE, BASE_IMAGE]

const DOCKERFILE = `FROM ${BASE_IMAGE}\nCOPY greeting /greeting\nCMD ["cat", "/greeting"]\n`

/** @param docker path of the docker CLI 20.10 */
export function steps(docker: string, hasPython: boolean): Step[] {
  const context = tar([
    { name: 'Dockerfile', content: DOCKERFILE },
    { name: 'greeting', content: 'hello from a build of 2016\n' },
  ])
  return [
    {
      title: 'A list, the simplest of calls',
      client: dockerCli(docker, '1.41', ['ps']),
    },
    {
      title: 'A build by the classic builder',
      client: dockerCli(docker, '1.24', ['build', '--tag', BUILT_IMAGE, '-'], context),
    },
    {
      title: 'A container that gets its standard input: four calls, one of them a raw stream both ways',
      client: dockerCli(
        docker,
        '1.41',
        ['run', '-i', '--name', ECHO, '--kernel-memory=64m', '-v', '/etc:/host:ro', BASE_IMAGE, 'cat'],
        'this line went in and came back\n',
      ),
    },
    {
      title: 'A container in the background',
      client: dockerCli(docker, '1.24', ['run', '-d', '--name', SLEEPER, BUILT_IMAGE, 'sleep', '600']),
    },
    {
      title: 'A command in that container',
      client: dockerCli(docker, '1.24', ['exec', SLEEPER, 'cat', '/greeting']),
    },
    {
      title: 'Images, as they were told of in 2016',
      client: rawCall('1.24', { path: `/v1.24/images/json?filter=${BUILT_IMAGE.split(':')[0]}` }),
    },
    {
      title: 'A file out of the container, by a call that the daemon no longer has: others stand in for it',
      client: rawCall('1.12', {
        method: 'POST',
        path: `/v1.12/containers/${SLEEPER}/copy`,
        json: { Resource: '/greeting' },
      }),
    },
    ...(hasPython
      ? [
          {
            title: 'python3-docker runs a container and reads its log',
            client: pythonDocker('1.30', [
              `print(client.containers.run('${BUILT_IMAGE}', remove=True).decode())`,
            ]),
          },
        ]
      : []),
    {
      title: 'Everything goes again',
      client: dockerCli(docker, '1.24', ['rm', '--force', ...CONTAINERS]),
    },
  ]
}

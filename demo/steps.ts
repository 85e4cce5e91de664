/** What the old clients do in the demonstration, from the oldest to the newest: the lives of a few containers. */
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
const EARLY = 'longshore-demo-early'
export const CONTAINERS = [EARLY, ECHO, SLEEPER]
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
      title: '2013, docker 0.3.3: its images, one entry for each tag; the CLI wrote its version like this',
      client: rawCall('1.0', { path: '/v1.000000/images/json' }),
    },
    {
      title: '2013, docker 0.3.4: info tells versions, which were told elsewhere soon after',
      client: rawCall('1.1', { path: '/v1.1/info' }),
    },
    {
      title: '2013, docker 0.6.5: a container is one flat Config, its ports and limits among all else',
      client: rawCall('1.6', {
        method: 'POST',
        path: `/v1.6/containers/create?name=${EARLY}`,
        json: {
          Cmd: ['sleep', '600'],
          Image: BASE_IMAGE,
          PortSpecs: ['80'],
          CpuShares: 512,
          Dns: null,
          VolumesFrom: '',
        },
      }),
    },
    {
      title: '2013, docker 0.6.7: what it binds is said at its start, which takes nothing any more',
      client: rawCall('1.7', {
        method: 'POST',
        path: `/v1.7/containers/${EARLY}/start`,
        json: { Binds: ['/etc:/host:ro'], ContainerIDFile: '', LxcConf: [], Privileged: false, Links: null },
      }),
    },
    {
      title: '2014, docker 0.8: the list of containers',
      client: rawCall('1.9', { path: '/v1.9/containers/json' }),
    },
    {
      title: '2014, docker 1.0: a file out of it, by a call that is gone; others stand in for it',
      client: rawCall('1.12', {
        method: 'POST',
        path: `/v1.12/containers/${EARLY}/copy`,
        json: { Resource: '/etc/group' },
      }),
    },
    {
      title: '2014, docker 1.0: and away with it',
      client: rawCall('1.12', { method: 'DELETE', path: `/v1.12/containers/${EARLY}?force=1` }),
    },
    {
      title: '2016, docker 1.12: a build by the classic builder',
      client: dockerCli(docker, '1.24', ['build', '--tag', BUILT_IMAGE, '-'], context),
    },
    {
      title: '2016, docker 1.12: a container in the background',
      client: dockerCli(docker, '1.24', ['run', '-d', '--name', SLEEPER, BUILT_IMAGE, 'sleep', '600']),
    },
    {
      title: '2016, docker 1.12: a command in that container',
      client: dockerCli(docker, '1.24', ['exec', SLEEPER, 'cat', '/greeting']),
    },
    {
      title: '2016, docker 1.12: images',
      client: rawCall('1.24', { path: `/v1.24/images/json?filter=${BUILT_IMAGE.split(':')[0]}` }),
    },
    ...(hasPython
      ? [
          {
            title: '2017, docker 17.06: python3-docker runs a container and reads its log',
            client: pythonDocker('1.30', [
              `print(client.containers.run('${BUILT_IMAGE}', remove=True).decode())`,
            ]),
          },
        ]
      : []),
    {
      title: '2020, docker 20.10: a container that gets its standard input, over a raw stream both ways',
      client: dockerCli(
        docker,
        '1.41',
        ['run', '-i', '--name', ECHO, '--kernel-memory=64m', '-v', '/etc:/host:ro', BASE_IMAGE, 'cat'],
        'this line went in and came back\n',
      ),
    },
    {
      title: '2020, docker 20.10: everything goes again',
      client: dockerCli(docker, '1.41', ['rm', '--force', ECHO, SLEEPER]),
    },
  ]
}

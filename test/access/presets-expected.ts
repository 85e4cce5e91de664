/** What clients can do under each ready-made policy, and what they are told when they cannot. */
import type { PresetName } from '../../src/access/presets.ts'

const HOST = 'paths of the host'
const CODE = 'only paths below /home and /srv can be mounted'
const JOBS = 'jobs run without privileges, host namespaces, devices and capabilities'
const JOB_MOUNTS = 'jobs mount volumes and tmpfs only'
const HERE = 'containers run without privileges, host namespaces and devices here'
const UPDATES = 'not to be updated from here'
const NO_RULE = 'no rule of the policy allows'

type Refused = readonly (readonly [message: string, what: string])[]

export interface Expected {
  /** Lines of the docker CLI, `&&` between those that follow each other; `{name}` runs, `{code}` is a folder below /srv. */
  readonly cli: { readonly works: readonly string[]; readonly refused: Refused }
  /** Statements of Python with a `client`. */
  readonly python: { readonly works: readonly string[]; readonly refused: Refused }
  /** Members of services: one project has them all. Where no service can be made, `ps` works if nothing else is said. */
  readonly compose: { readonly works: readonly string[]; readonly refused: Refused; readonly ps?: string }
}

const none = (lines: readonly string[]): Refused => lines.map(line => [NO_RULE, line])

const looking = ['version', 'ps -a', 'images', 'network ls', 'volume ls', 'logs {name}', 'inspect {name}']
const measuring = ['top {name}', 'info', 'system df']
const changing = [
  'run --rm busybox true',
  'exec {name} true',
  'stop {name}',
  'rm -f {name}',
  'network create n',
  'volume create v',
]
const owning = none(['swarm init', 'plugin install --grant-all-permissions vieux/sshfs'])
const escaping = (message: string, mounts: string, device = mounts): Refused => [
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

const LIST = 'client.containers.list()'
const RUN = 'client.containers.run("busybox", "true", remove=True)'
const run = (option: string) => `client.containers.run("busybox", "true", ${option})`
const onlyLooking: Expected['compose'] = { works: [], refused: none(['cpu_shares: 10']) }
const working = (message: string, mounts: string): Expected['compose'] => ({
  works: ['volumes: ["data:/d"]'],
  refused: [
    [message, 'privileged: true'],
    [message, 'network_mode: host'],
    [mounts, 'volumes: ["/etc:/e"]'],
  ],
})

export const EXPECTED: Readonly<Record<PresetName, Expected>> = {
  'read-only': {
    cli: {
      works: [...looking, ...measuring],
      refused: [...none([...changing, 'cp {name}:/etc/passwd -']), ...owning],
    },
    python: { works: [LIST, 'client.images.list()'], refused: none([RUN]) },
    compose: onlyLooking,
  },
  'nothing-but-logs': {
    cli: { works: ['version', 'ps', 'logs {name}'], refused: none([...changing, 'images', 'top {name}']) },
    python: {
      works: ['client.containers.get("running").logs()'],
      refused: none([RUN, 'client.images.list()']),
    },
    compose: { ...onlyLooking, ps: NO_RULE },
  },
  'ci-runner': {
    cli: {
      works: [
        ...looking,
        'run --rm -v data:/d --tmpfs /t busybox true',
        'exec {name} true',
        'network create ci',
        'cp {name}:/etc/passwd -',
      ],
      refused: [
        ...escaping(JOBS, JOB_MOUNTS, JOBS),
        ['pruning would take away what other jobs use', 'system prune -f'],
        ...owning,
      ],
    },
    python: {
      works: [RUN],
      refused: [
        [JOBS, run('privileged=True')],
        [JOB_MOUNTS, run('volumes=["/:/host"]')],
      ],
    },
    compose: working(JOBS, JOB_MOUNTS),
  },
  'compose-developer': {
    cli: {
      works: [
        ...measuring,
        'run --rm -v {code}:/s:ro --cap-add NET_BIND_SERVICE busybox true',
        'exec {name} true',
      ],
      refused: [...escaping(HERE, CODE), ...owning],
    },
    python: { works: [RUN, 'client.networks.create("c")'], refused: [[HERE, run('network_mode="host"')]] },
    compose: working(HERE, CODE),
  },
  traefik: {
    cli: {
      works: ['version', 'ps', 'inspect {name}', 'info', 'network ls'],
      refused: none([...changing, 'logs {name}', 'images']),
    },
    python: { works: [LIST, 'client.networks.list()'], refused: none([RUN]) },
    compose: onlyLooking,
  },
  watchtower: {
    cli: {
      works: [
        'ps',
        'inspect {name}',
        'images',
        'create --name replaced busybox true && rename replaced old && rm -f old',
      ],
      refused: [
        [UPDATES, 'create --privileged busybox true'],
        [UPDATES, 'create -v /:/host busybox true'],
        ...none(['volume create v', 'logs {name}']),
      ],
    },
    python: {
      works: ['client.containers.create("busybox", "true").remove()'],
      refused: [
        [UPDATES, run('pid_mode="host"')],
        [NO_RULE, 'client.volumes.create("v")'],
      ],
    },
    compose: onlyLooking,
  },
  portainer: {
    cli: {
      works: [...measuring, 'run --rm -v data:/d busybox true', 'exec {name} true', 'network create p'],
      refused: [...escaping(HERE, HOST), ...owning],
    },
    python: { works: ['client.volumes.create("portainer")'], refused: [[HERE, run('pid_mode="host"')]] },
    compose: working(HERE, HOST),
  },
}

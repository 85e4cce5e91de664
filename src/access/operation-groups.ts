/**
 * Names for several operations in a policy: groups by what they are about, `read` and `write`, and globs on operationIds.
 * The groups by subject are disjoint, so that whoever allows `containers` has not allowed `exec`.
 */
import type { Operation } from '../api/operation.ts'
import { operations } from '../api/operations.ts'
import { globs } from './glob.ts'

/** By the first segment of the path. */
const SUBJECTS: Readonly<Record<string, string>> = {
  '': 'system',
  _ping: 'system',
  auth: 'system',
  build: 'build',
  commit: 'images',
  configs: 'configs',
  containers: 'containers',
  debug: 'debug',
  distribution: 'distribution',
  events: 'system',
  exec: 'exec',
  grpc: 'build',
  images: 'images',
  info: 'system',
  networks: 'networks',
  nodes: 'nodes',
  plugins: 'plugins',
  secrets: 'secrets',
  services: 'services',
  session: 'build',
  swarm: 'swarm',
  system: 'system',
  tasks: 'tasks',
  version: 'system',
  volumes: 'volumes',
}

/** Asked by GET or HEAD, and yet more than looking: stdin of a container, its files, keys of a swarm, the daemon's memory. */
const MORE_THAN_READING = new Set([
  'ContainerArchive',
  'ContainerArchiveInfo',
  'ContainerAttachWebsocket',
  'ContainerExport',
  'ImageGet',
  'ImageGetAll',
  // Its answer has the tokens with which a machine joins the swarm.
  'SwarmInspect',
  'SwarmUnlockkey',
])

const subjectOf = ({ name, path }: Operation): string => {
  if (name === 'ContainerExec') return 'exec'
  const segment = path.split('/')[1]!
  return SUBJECTS[segment.startsWith('{') ? '' : segment]!
}

const isReading = (operation: Operation): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(operation.method) &&
  !MORE_THAN_READING.has(operation.name) &&
  subjectOf(operation) !== 'debug'

/** Operations that stand in more than one group. */
const FURTHER_GROUPS: Readonly<Record<string, (operation: Operation) => boolean>> = {
  read: isReading,
  write: operation => !isReading(operation),
  /** What every client asks before anything else. */
  ping: ({ name }) => ['SystemPing', 'SystemPingHead', 'SystemVersion', 'SystemOptions'].includes(name),
  logs: ({ name }) => ['ContainerLogs', 'ServiceLogs', 'TaskLogs'].includes(name),
  files: ({ path }) => /\/(archive|export|copy)$/.test(path),
}

const subjects = [...new Set(Object.values(SUBJECTS))]

/** `read`, `containers`, `containers.read`, … */
export const groupNames: readonly string[] = [
  ...Object.keys(FURTHER_GROUPS),
  ...subjects.flatMap(subject => [subject, `${subject}.read`, `${subject}.write`]),
]

/** The operationIds that a group, an operationId or a glob stands for; none when it stands for nothing. */
export function operationsNamed(pattern: string): readonly string[] {
  return operations.filter(membership(pattern)).map(({ name }) => name)
}

function membership(pattern: string): (operation: Operation) => boolean {
  if (!groupNames.includes(pattern)) {
    const matches = globs([pattern])
    return ({ name }) => matches(name)
  }
  const further = FURTHER_GROUPS[pattern]
  if (further !== undefined) return further
  const [subject, part] = pattern.split('.')
  const isOfPart = part === undefined ? () => true : FURTHER_GROUPS[part]!
  return operation => subjectOf(operation) === subject && isOfPart(operation)
}

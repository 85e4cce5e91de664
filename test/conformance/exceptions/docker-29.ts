/**
 * What docker 29 changed at the versions before its own 1.52, too, or does wrong when it answers clients of theirs, where
 * Longshore gives what the engines of those versions did.
 */
import type { Exception } from '../exceptions.ts'
import { onlyTagged, withoutEmptyAddress } from './becoming.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons'> : never

const before1_52 = (exceptions: readonly Omitted<Exception>[]): readonly Exception[] =>
  exceptions.map(exception => ({ until: '1.51', ...exception, daemons: ['29'] }))

const ABSENT = /^\(absent\)$/

const ofOldFilter = {
  better: 'v1.41-images-filter-param',
  reason: 'docker 28 and older selected by it',
  operations: ['ImageList'],
  until: '1.40',
  at: /^ask .*\.body\.json$/,
} as const

const containers = before1_52([
  {
    name: 'ONBUILD of containers',
    better: 'v1.52-inspect-onbuild',
    reason: 'it was always there, null where there was none',
    operations: ['ContainerInspect', 'ContainerCreate', 'ContainerStart', 'ImageInspect'],
    at: /^ask GET (\/containers\/\S+:.*\.Config|\/images\/\S+:.*\.ContainerConfig)\.OnBuild$/,
    direct: ABSENT,
    through: /^null$/,
  },
  {
    name: 'network settings of the default bridge',
    better: 'v1.52-networksettings-legacy',
    reason: 'they were always there, and empty where a container was not on it',
    operations: ['ContainerInspect', 'ContainerCreate', 'ContainerStart'],
    at: /^ask .*\.NetworkSettings\.(Bridge|HairpinMode|(LinkLocal|Global)IPv6(Address|PrefixLen)|SecondaryIP(v6)?Addresses|EndpointID|(IPv6)?Gateway|IPAddress|IPPrefixLen|MacAddress)$/,
    direct: ABSENT,
    through: /^(""|0|false|null)$/,
  },
  {
    name: 'address of a port that is not published',
    better: 'v1.52-container-list-empty-ip',
    reason: 'it had none, not an empty one',
    operations: ['ContainerList', 'SystemDataUsage'],
    at: /^ask .*\.Ports\.\d+$/,
    becomes: withoutEmptyAddress,
  },
  {
    name: 'command that is a text',
    better: 'v1.52-request-strslice',
    reason: 'docker 28 and older took it for a list of one',
    operations: ['ContainerCreate'],
    scenarios: ['command as text'],
    at: /^ask POST .*\.status$/,
    direct: /^"400"$/,
    through: /^"201"$/,
    whole: true,
  },
  {
    name: 'warning of kernel memory for TCP at docker 29',
    reason: 'docker 28 and older set one where the host had it; 29 says nothing of it, so Longshore does',
    operations: ['ContainerCreate'],
    scenarios: ['kernel memory'],
    at: /\.json\.Warnings\.\d$/,
    direct: ABSENT,
    through: /^"Kernel memory for TCP cannot be limited any more\./,
  },
  {
    name: 'exact set of capabilities at docker 29',
    better: 'v1.40-capabilities-exact-list',
    reason: 'the daemon of that version knew HostConfig.Capabilities',
    operations: ['ContainerCreate'],
    scenarios: ['capabilities together'],
    until: '1.40',
    at: /\.message$/,
    direct: /the HostConfig\.Capabilities field is not supported/,
    through: /conflicting options/,
  },
  {
    name: 'words for logs of no stream',
    better: 'v1.52-logs-error-text',
    reason: 'they were others',
    operations: ['ContainerLogs', 'ServiceLogs'],
    scenarios: ['no stream chosen'],
    at: /\.message$/,
    direct: /^"must specify at least one of 'stdout' or 'stderr'"$/,
    through: /^"Bad parameters: you must choose at least one stream"$/,
  },
])

const images = before1_52([
  {
    ...ofOldFilter,
    name: 'images of a name in the old filter',
    scenarios: ['by the old name filter'],
    becomes: onlyTagged('busybox:latest'),
  },
  {
    ...ofOldFilter,
    name: 'images of a name and a tag in the old filter',
    scenarios: ['by the old name filter with a tag'],
    becomes: onlyTagged('full:also'),
  },
  {
    name: 'progress of a push in words',
    better: 'v1.52-progress-string',
    reason: 'clients of that time show the bar that the daemon drew',
    operations: ['ImagePush'],
    scenarios: ['what the registry has no layer of'],
    at: /\.stream\.\d+\.progress$/,
    direct: ABSENT,
    through: /^"\[=+> *\] +\S+B"$/,
  },
])

const others = before1_52([
  {
    name: 'KernelMemory of info at docker 29',
    better: 'v1.42-info-kernelmemory',
    reason: 'it was always there',
    operations: ['SystemInfo'],
    until: '1.41',
    at: /\.json\.KernelMemory$/,
    direct: ABSENT,
    through: /^false$/,
  },
  {
    name: 'KernelMemoryTCP of info at docker 29',
    better: 'v1.52-kernelmemorytcp',
    reason: 'as above',
    operations: ['SystemInfo'],
    until: '1.41',
    at: /\.json\.KernelMemoryTCP$/,
    direct: ABSENT,
    through: /^false$/,
  },
  {
    name: 'what disk usage was not asked for',
    better: 'v1.42-df-always-present-keys',
    reason: 'it was null, and zero where there was nothing',
    operations: ['SystemDataUsage'],
    at: /\.json\.(Images|Containers|Volumes|BuildCache|LayersSize|BuilderSize)$/,
    direct: ABSENT,
    through: /^(null|0)$/,
  },
  {
    name: 'health in disk usage',
    better: 'v1.52-container-list-health',
    reason: 'docker 29 keeps it from clients of that time in the container list, and forgets it here',
    operations: ['SystemDataUsage'],
    at: /\.json\.Containers\.\d+\.Health$/,
    direct: /^\{("FailingStreak":\d+,)?"Status":"\w+"(,"FailingStreak":\d+)?\}$/,
    through: ABSENT,
  },
  {
    name: 'nanoseconds of events, rounded',
    better: 'v1.52-compat-wrapper-float',
    reason: 'docker 29 writes them as a double holds them',
    operations: ['SystemEvents'],
    at: /\.timeNano$/,
    direct: /^\d{16,17}00+$/,
    through: /^\d{19}$/,
    agree: (direct, through) => Number(direct) === Number(through),
  },
  {
    name: 'token of a login without one',
    better: 'v1.52-auth-identitytoken',
    reason: 'it was always there, if empty',
    operations: ['SystemAuth'],
    at: /^ask POST \/auth:\.body\.json\.IdentityToken$/,
    direct: ABSENT,
    through: /^""$/,
  },
  {
    name: 'containers of listed networks',
    better: 'v1.52-network-list-containers',
    reason: 'there always were none',
    operations: ['NetworkList'],
    at: /^ask .*\.json\.\d+\.Containers$/,
    direct: ABSENT,
    through: /^\{\}$/,
  },
  {
    name: 'update of a volume by clients that are too old',
    reason:
      'what an older client asks for is given to it, as docker 28 did; only a cluster volume can be updated',
    operations: ['VolumeUpdate'],
    until: '1.41',
    at: /^ask .*\.status$/,
    direct: /^"400"$/,
    through: /^"503"$/,
    whole: true,
  },
])

export const docker29: readonly Exception[] = [...containers, ...images, ...others]

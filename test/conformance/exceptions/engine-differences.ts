/**
 * What docker 20.10 and 28 do differently whoever asks, so that 28 behind Longshore does not answer as 20.10 does:
 * `npm run conformance -- --daemon 20.10 --against 28`.
 */

import type { Exception } from '../exceptions.ts'
import { SCENARIOS } from '../scenarios/index.ts'

type Omitted<T> = T extends unknown ? Omit<T, 'daemons' | 'behind'> : never

const ofEngines = (differences: readonly Omitted<Exception>[]): readonly Exception[] =>
  differences.map(difference => ({ ...difference, daemons: ['20.10'], behind: '28' }))

const ABSENT = /^\(absent\)$/

const EVERYWHERE = [...new Set(SCENARIOS.map(({ operation }) => operation))]

export const engineDifferences: readonly Exception[] = ofEngines([
  {
    name: 'endpoints of networks have more members',
    reason: 'docker 25 to 28 added them at every version, and clients pass over what they do not know',
    operations: EVERYWHERE,
    at: /\.Networks\.\w+\.(GwPriority|DNSNames)$/,
    direct: ABSENT,
    through: /^(0|null|\[.*)$/,
  },
  {
    name: 'networks have IPv4 or not',
    reason: 'docker 28 tells it at every version',
    operations: EVERYWHERE,
    at: /\.EnableIPv4$/,
    direct: ABSENT,
    through: /^(true|false)$/,
  },
  {
    name: 'kernel memory of two engines',
    reason: 'docker 28 knows no such limits',
    operations: EVERYWHERE,
    at: /\.HostConfig\.KernelMemory(TCP)?$/,
    direct: /^\d+$/,
    through: ABSENT,
  },
  {
    name: 'paths hidden from containers',
    reason: 'docker 28 hides more of them',
    operations: EVERYWHERE,
    at: /\.HostConfig\.MaskedPaths\.\d+$/,
    direct: /^("\/(proc|sys)\/.*|\(absent\))$/,
    through: /^"\/(proc|sys)\/.*$/,
  },
  {
    name: 'restart policy that is none',
    reason: 'docker 25 and newer keep the word for it',
    operations: EVERYWHERE,
    at: /\.HostConfig\.RestartPolicy\.Name$/,
    direct: /^""$/,
    through: /^"no"$/,
  },
  {
    name: 'network that is the default',
    reason: 'docker 26 and newer keep the name of what the default is',
    operations: EVERYWHERE,
    at: /\.HostConfig\.NetworkMode$/,
    direct: /^"default"$/,
    through: /^"bridge"$/,
  },
  {
    name: 'annotations of containers',
    reason: 'docker 20.10 has none',
    operations: EVERYWHERE,
    at: /\.HostConfig\.Annotations$/,
    direct: ABSENT,
    through: /^(null|\{.*)$/,
  },
  {
    name: 'id of a container’s layers',
    reason: 'docker 28 tells it, 20.10 does not',
    operations: EVERYWHERE,
    at: /\.GraphDriver\.Data\.ID$/,
    direct: ABSENT,
    through: /./,
  },
  {
    name: 'type of a stream of output',
    reason: 'docker 23 and newer declare it',
    operations: ['ContainerLogs', 'ContainerAttach', 'ExecStart', 'ServiceLogs', 'TaskLogs'],
    at: /\.headers\.content-type$/,
    direct: ABSENT,
    through: /^"application\/vnd\.docker\.(raw|multiplexed)-stream"$/,
  },
  {
    name: 'layout of saved images',
    reason: 'docker 25 and newer save them as OCI layouts (v1.22-save-tar-layout)',
    operations: ['ImageGet', 'ImageGetAll'],
    at: /\.tar\.\d+(\.|$)/,
    direct: /./,
    through: /./,
  },
  {
    name: 'calls that are wrong',
    reason: 'docker 28 tells what the client did wrong from what the daemon cannot do',
    operations: EVERYWHERE,
    at: /^ask .*\.status$/,
    direct: /^"500"$/,
    through: /^"40[013]"$/,
    whole: true,
  },
  {
    name: 'words of errors',
    reason: 'docker 28 words them in another way; the status is compared',
    operations: EVERYWHERE,
    at: /^ask .*\.body\.text$/,
    direct: /\\n"$/,
    through: /\\n"$/,
  },
  {
    name: 'kinds of files in archives',
    reason: 'docker 28 leaves them out of the mode, and says to the second when a file was changed',
    operations: ['ContainerArchive', 'ContainerExport'],
    at: /\.tar\.\d+\.(mode|modified)$/,
    direct: /^"\d+"$/,
    through: /^"\d+"$/,
  },
  {
    name: 'what a path in a container is',
    reason: 'each side made its own container, and the time of its files is in it',
    operations: ['ContainerArchive', 'ContainerArchiveInfo'],
    at: /\.headers\.x-docker-container-path-stat$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'gateway of an internal network',
    reason: 'docker 28 gives such a network none',
    operations: EVERYWHERE,
    at: /\.Networks\.inside\.Gateway$/,
    direct: /^"[\d.]+"$/,
    through: /^""$/,
  },
  {
    name: 'release that made an image',
    reason: 'each names its own',
    operations: EVERYWHERE,
    at: /\.DockerVersion$/,
    direct: /^"20\.10\./,
    through: /^"28\./,
  },
  {
    name: 'container of an image that was imported',
    reason: 'docker 25 and newer do not tell that there was none',
    operations: EVERYWHERE,
    at: /\.body\.json\.Container$/,
    direct: /^""$/,
    through: ABSENT,
  },
  {
    name: 'networks of a container that has ended',
    reason: 'docker 28 forgets them, and the ports it gave are others',
    operations: ['ContainerInspect'],
    at: /\.NetworkSettings\.(SandboxID|SandboxKey|Ports\.\d+\/\w+\.\d+\.HostPort)$|\.State\.Pid$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'cache of builds in disk usage',
    reason: 'docker 28 tells it in another way at the newest version; the calls of that time did not have it',
    operations: ['SystemDataUsage'],
    at: /\.(BuildCache|BuilderSize|SharedSize|UsageData\.RefCount)$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'error of a wait',
    reason: 'docker 28 leaves it out where there was none',
    operations: ['ContainerWait'],
    at: /\.body\.json\.Error$/,
    direct: /^null$/,
    through: ABSENT,
  },
  {
    name: 'facts of two engines',
    reason: 'version, drivers, plugins and what they were built of are their own',
    operations: ['SystemInfo', 'SystemVersion', 'NodeList', 'NodeInspect', 'NodeUpdate'],
    at: /\.body\.json(\.\d+)?\.(ID|DriverStatus|Plugins|KernelMemory|KernelMemoryTCP|BridgeNfIptables|BridgeNfIp6tables|RegistryConfig|ServerVersion|Runtimes|InitCommit|ContainerdCommit|RuncCommit|CDISpecDirs|SecurityOptions|Warnings|Components|Version|ApiVersion|GitCommit|GoVersion|BuildTime|NFd|NGoroutines|Description)(\.|$)/,
    direct: /./,
    through: /./,
  },
])

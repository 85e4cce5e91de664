/**
 * Differences that are meant, or that cannot be helped. Each names the members that differ and what each side gives for
 * them, so that the rest of the answer is still compared. One that never occurs fails a full run.
 */
import { type ApiVersion, compareApiVersions } from '../../src/api/version.ts'
import type { Release } from '../daemon/daemon.ts'
import type { Cell } from './cell.ts'
import type { Difference } from './compare.ts'

export interface Exception {
  readonly name: string
  /**
   * Id of the change by which Longshore gives what engines of the client's time gave, and this one no longer does at any
   * version. Without it: what the daemon makes of the call at that version cannot be known or brought about from outside.
   */
  readonly better?: string
  readonly reason: string
  readonly daemons: readonly Release[]
  readonly operations: readonly string[]
  /** Default: every scenario of the operations. */
  readonly scenarios?: readonly string[]
  /** First and last version it occurs at. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** The member: `ask GET /info:.body.json.KernelMemory`. */
  readonly at: RegExp
  /** What the two sides give, as compare.ts shows it. */
  readonly direct: RegExp
  readonly through: RegExp
}

const ABSENT = /^\(absent\)$/

export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'Builder-Version of ping',
    better: 'v1.39-ping-builder-version',
    reason: 'clients of that time would take it for the advice to turn to BuildKit',
    daemons: ['28'],
    operations: ['SystemPing', 'SystemPingHead'],
    until: '1.41',
    at: /\.headers\.builder-version$/,
    direct: /^"2"$/,
    through: ABSENT,
  },
  {
    name: 'KernelMemory and KernelMemoryTCP of containers',
    better: 'v1.42-inspect-kernelmemory',
    reason: 'they were always there, as 0 where there was no limit',
    daemons: ['28'],
    operations: ['ContainerInspect', 'ContainerCreate'],
    until: '1.41',
    at: /^ask .*\.HostConfig\.KernelMemory(TCP)?$/,
    direct: ABSENT,
    through: /^0$/,
  },
  {
    name: 'KernelMemory of info',
    reason: 'the newest API does not tell whether such limits work, and does not let them be set',
    daemons: ['28'],
    operations: ['SystemInfo'],
    until: '1.41',
    at: /\.KernelMemory$/,
    direct: /^true$/,
    through: /^false$/,
  },
  {
    name: 'limits of kernel memory',
    reason: 'the newest API does not let them be set',
    daemons: ['28'],
    operations: ['ContainerCreate', 'ContainerUpdate'],
    scenarios: ['kernel memory', 'limits'],
    until: '1.41',
    at: /^look .*\.HostConfig\.KernelMemory$/,
    direct: /^8388608$/,
    through: ABSENT,
  },
  {
    name: 'names and digests of nameless images in disk usage',
    better: 'v1.43-df-none-tags',
    reason: 'clients of that time take the parts of the one entry apart',
    daemons: ['28'],
    operations: ['SystemDataUsage'],
    until: '1.42',
    at: /\.Images\.\d+\.Repo(Tags|Digests)$/,
    direct: /^null$/,
    through: /^\["<none>[:@]<none>"\]$/,
  },
  {
    name: 'members of statistics that are zero',
    better: 'v1.25-stats-omitempty',
    reason: 'docker 1.12 and older sent every member',
    daemons: ['28'],
    operations: ['ContainerStats'],
    until: '1.24',
    at: /_stats\./,
    direct: ABSENT,
    through: /^("<whole number>"|0|\[\]|\{\})$/,
  },
  {
    name: 'container of a classic build',
    reason: 'the newest API does not tell in which container the image was made, nor what that one ran',
    daemons: ['28'],
    operations: ['ImageInspect'],
    until: '1.44',
    at: /\.(Container|ContainerConfig\.(Hostname|Image|Cmd\.\d+))$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'removal of intermediate containers',
    better: 'v1.44-build-removed-intermediate',
    reason: 'clients of that time look for the old words',
    daemons: ['28'],
    operations: ['ImageBuild'],
    until: '1.43',
    at: /\.stream$/,
    direct: /^" ---> Removed intermediate container <id>\\n"$/,
    through: /^"Removing intermediate container <id>\\n"$/,
  },
  {
    name: 'volumes of a container without HostConfig',
    reason: 'the IPC mode that clients of that time expect has to be put into one',
    daemons: ['28'],
    operations: ['ContainerCreate'],
    scenarios: ['no image'],
    until: '1.39',
    at: /^look .*\.Config\.Volumes$/,
    direct: /^null$/,
    through: /^\{\}$/,
  },
  {
    name: 'limits beside HostConfig',
    better: 'v1.21-create-toplevel-hostconfig',
    reason: 'daemons of that time read them there',
    daemons: ['28'],
    operations: ['ContainerCreate'],
    scenarios: ['limits at the top level'],
    until: '1.45',
    at: /^look .*\.HostConfig\.(Memory|MemorySwap|CpuShares|CpusetCpus)$/,
    direct: /^(0|"")$/,
    through: /^(8388608|-1|1|"0")$/,
  },
  {
    name: 'restart policies that make no sense',
    better: 'v1.25-restart-policy-validation',
    reason: 'docker 1.12 and older took them for one that does',
    daemons: ['28'],
    operations: ['ContainerCreate', 'ContainerUpdate'],
    scenarios: [
      'restart that is none',
      'restarts counted for always',
      'restarts counted below zero',
      'limits',
    ],
    until: '1.24',
    at: /^ask POST .*\.(status|message|Id|Warnings)$/,
    direct: /^("400"|".*restart policy.*"|\(absent\))$/,
    through: /./,
  },
  {
    name: 'exact set of capabilities',
    better: 'v1.40-capabilities-exact-list',
    reason: 'the daemon of that version knew HostConfig.Capabilities',
    daemons: ['28'],
    operations: ['ContainerCreate'],
    scenarios: ['capabilities together'],
    since: '1.40',
    until: '1.40',
    at: /\.message$/,
    direct: /invalid CapDrop/,
    through: /conflicting options/,
  },
  {
    name: 'unknown condition of a wait',
    better: 'v1.42-wait-invalid-condition',
    reason: 'daemons of that time waited for the container to stop',
    daemons: ['28'],
    operations: ['ContainerWait'],
    scenarios: ['unknown condition'],
    until: '1.41',
    at: /\.(status|message|StatusCode)$/,
    direct: /^("400"|".*condition.*"|\(absent\))$/,
    through: /^("200"|3|\(absent\))$/,
  },
  {
    name: 'pulls that fail at once',
    better: 'v1.25-pull-errors-early',
    reason: 'docker 1.12 and older answered 200 and told the error in the stream',
    daemons: ['28'],
    operations: ['ImageCreate'],
    until: '1.24',
    at: /^ask POST \/images\/create:\.(status|body\.(json|after|stream|separators))$/,
    direct: /^("404"|"500"|\{"message":.*|"\\n"|\(absent\))$/,
    through: /^("200"|\[\{"status":"(Pulling repository|Downloading from) .*|\["\\r\\n"\]|\(absent\))$/,
  },
  {
    name: 'name of the seccomp profile',
    better: 'v1.42-seccomp-profile-builtin',
    reason: 'programs of that time compare it with `default`',
    daemons: ['28'],
    operations: ['SystemInfo'],
    since: '1.25',
    until: '1.41',
    at: /\.SecurityOptions\.\d+$/,
    direct: /^"name=seccomp,profile=builtin"$/,
    through: /^"name=seccomp,profile=default"$/,
  },
  {
    name: 'label of anonymous volumes',
    better: 'v1.42-volume-anonymous-label',
    reason: 'the label was not there, and would be taken for one of the user’s own',
    daemons: ['28'],
    operations: ['SystemDataUsage', 'VolumeList', 'VolumeCreate'],
    until: '1.41',
    at: /\.Labels$/,
    direct: /^\{"com\.docker\.volume\.anonymous":""\}$/,
    through: /^null$/,
  },
  {
    name: 'policy that such a restart policy becomes',
    better: 'v1.25-restart-policy-validation',
    reason: 'the update was refused on the other side',
    daemons: ['28'],
    operations: ['ContainerUpdate'],
    scenarios: ['limits'],
    until: '1.24',
    at: /^look .*\.HostConfig\.RestartPolicy\.(Name|MaximumRetryCount)$/,
    direct: /^("on-failure"|4)$/,
    through: /^("always"|0)$/,
  },
  {
    name: 'read-only binds at the newest version',
    reason:
      'only a mount can say that what is mounted below stays writable; at the version of the client the line is shown again',
    daemons: ['28'],
    operations: ['ContainerCreate'],
    scenarios: ['full', 'read-only lines'],
    until: '1.43',
    at: /^look .*\.HostConfig\.(Binds|Mounts)(\.|$)|^look .*:\.body\.json\.Mounts\.\d+\.Mode$/,
    direct: /./,
    through: /./,
  },
  {
    name: 'empty list of addresses',
    better: 'v1.44-network-ipam-config-null',
    reason: 'a network without addresses had a list of none; compose takes its length',
    daemons: ['28'],
    operations: ['NetworkList', 'NetworkInspect'],
    until: '1.43',
    at: /\.IPAM\.Config$/,
    direct: /^null$/,
    through: /^\[\]$/,
  },
  {
    name: 'subnet with host bits: status',
    better: 'v1.44-network-create-ipam-validation',
    reason: 'the bits were cut off, and what is wrong with the gateway came to light',
    daemons: ['28'],
    operations: ['NetworkCreate'],
    scenarios: ['gateway that ends in zero'],
    until: '1.43',
    at: /\.status$/,
    direct: /^"400"$/,
    through: /^"500"$/,
  },
  {
    name: 'subnet with host bits: text',
    better: 'v1.44-network-create-ipam-validation',
    reason: 'as above',
    daemons: ['28'],
    operations: ['NetworkCreate'],
    scenarios: ['gateway that ends in zero'],
    until: '1.43',
    at: /\.json\.message$/,
    direct: /it should be 10\.209\.0\.0\/16/,
    through: /^"failed to allocate gateway \(10\.209\.0\.0\)/,
  },
  {
    name: 'warning of a kernel memory limit',
    reason: 'from 1.42 on the daemon sets none, where it did before; Longshore warns of it in its words',
    daemons: ['28'],
    operations: ['ContainerCreate', 'ContainerUpdate'],
    scenarios: ['kernel memory', 'limits'],
    until: '1.41',
    at: /\.json\.Warnings(\.\d)?$/,
    direct: /^(\(absent\)|null)$/,
    through: /Your kernel does not support kernel memory limit capabilities/,
  },
  {
    name: 'words for a service that is no JSON',
    reason:
      'an update is made of several calls, so Longshore reads its body and says itself that it cannot, with the same status',
    daemons: ['28', '20.10'],
    operations: ['ServiceUpdate'],
    scenarios: ['no JSON'],
    until: '1.45',
    at: /\.message$/,
    direct: /unexpected EOF/,
    through: /the body is no JSON/,
  },
]

/** Where a cell stands: everything of it but its result. */
export type Place = Pick<Cell, 'operation' | 'scenario' | 'version'> & {
  /** The daemon's own: `28.5.2+dfsg4`. */
  readonly release: string
}

export function covers(exception: Exception, place: Place): boolean {
  return (
    exception.daemons.some(release => place.release.startsWith(`${release}.`)) &&
    exception.operations.includes(place.operation) &&
    (exception.scenarios?.includes(place.scenario) ?? true) &&
    compareApiVersions(place.version, exception.since ?? '0.0') >= 0 &&
    compareApiVersions(place.version, exception.until ?? '99.0') <= 0
  )
}

/** The exception that a difference is, if it is one. */
export function exceptionFor(difference: Difference, place: Place): Exception | undefined {
  return EXCEPTIONS.find(
    exception =>
      covers(exception, place) &&
      exception.at.test(difference.path) &&
      exception.direct.test(difference.direct) &&
      exception.through.test(difference.through),
  )
}

/** Exceptions that did not occur at any of these places, though they are for some. */
export function unusedExceptions(release: string, cells: readonly Cell[]): readonly Exception[] {
  const occurred = new Set(cells.flatMap(cell => cell.exceptions ?? []))
  return EXCEPTIONS.filter(
    exception => !occurred.has(exception.name) && cells.some(cell => covers(exception, { ...cell, release })),
  )
}

/** Containers as they are listed and inspected, and execs, before API 1.24. */
import { isObject, LosslessNumber, type Tree } from '../../body.ts'
import type { Exception } from '../../exceptions.ts'
import { text } from '../../normalise.ts'
import { ABSENT, upTo } from './up-to.ts'

/** `busybox` becomes `busybox:latest`, an id its first twelve digits. */
export function nameWithTag(image: Tree): Tree {
  if (typeof image !== 'string') return image
  if (/^[0-9a-f]{64}$/.test(image)) return image.slice(0, 12)
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2014-08-20T21:11:18.123456789Z` becomes `[Aug 20 21:11:18.123]`. */
const bracketed = (line: Tree): Tree =>
  typeof line === 'string'
    ? line.replace(
        /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d\.\d{3})\d*Z/,
        (_all, month: string, day: string, clock: string) =>
          `[${MONTHS[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${clock}]`,
      )
    : line

/** An exec held its container, had no pid of its own, and 0 for an exit code it did not have yet. */
function execBefore(exec: Tree): Tree {
  if (!isObject(exec) || !isObject(exec.ProcessConfig)) return exec
  const { CanRemove: _can, DetachKeys: _keys, Pid: _pid, ...others } = exec
  return {
    ...others,
    ExitCode: exec.ExitCode ?? new LosslessNumber('0'),
    ProcessConfig: { user: '', privileged: false, ...exec.ProcessConfig },
    Container: { ID: exec.ContainerID ?? '' },
  }
}

const OF_INSPECTED = ['ContainerInspect', 'ContainerCreate', 'ContainerStart']

export const containers: readonly Exception[] = [
  ...upTo('1.23', [
    {
      name: 'containers since and before another',
      better: 'v1.24-list-since-before',
      reason: 'clients of that time have no filters for it, and the daemon forgot the parameters',
      operations: ['ContainerList'],
      scenarios: ['since and before'],
      at: /^ask GET \/containers\/json:\.body\.json(\.|$)/,
      direct: /./,
      through: /./,
    },
    {
      name: 'containers since one that is not there',
      better: 'v1.24-list-since-before',
      reason: 'as above',
      operations: ['ContainerList'],
      scenarios: ['since one that is not there'],
      at: /\.status$/,
      direct: /^"200"$/,
      through: /^"404"$/,
      whole: true,
    },
  ]),
  ...upTo('1.22', [
    {
      name: 'filters of containers that do not exist',
      better: 'v1.23-ps-filter-unknown',
      reason: 'they were ignored',
      operations: ['ContainerList'],
      scenarios: ['unknown filter'],
      at: /\.status$/,
      direct: /^"400"$/,
      through: /^"200"$/,
      whole: true,
    },
  ]),
  ...upTo('1.21', [
    {
      name: 'execs',
      better: 'v1.22-exec-inspect',
      reason: 'clients of that time read a number, and the container',
      operations: ['ExecInspect'],
      at: /^ask GET \S+:\.body\.json$/,
      becomes: execBefore,
    },
    {
      name: 'driver of a container',
      better: 'v1.22-lxcconf',
      reason: 'there was one, with options of its own',
      operations: OF_INSPECTED,
      at: /^ask GET \S+:\.body\.json\.(ExecDriver|HostConfig\.LxcConf)$/,
      direct: ABSENT,
      through: /^("native-0\.2"|null)$/,
    },
  ]),
  ...upTo('1.20', [
    {
      name: 'port mapping of a container',
      better: 'v1.21-networksettings-flat',
      reason: 'it was there, and null',
      operations: OF_INSPECTED,
      at: /^ask GET \S+:\.body\.json\.NetworkSettings\.PortMapping$/,
      direct: ABSENT,
      through: /^null$/,
    },
    {
      name: 'address of a container',
      better: 'v1.21-networksettings-flat',
      reason: 'a container had one network, and this was its address',
      operations: OF_INSPECTED,
      at: /\.NetworkSettings\.(EndpointID|Gateway|IPAddress|IPPrefixLen|MacAddress)$/,
      direct: /^(""|0)$/,
      through: /./,
    },
    {
      name: 'sizes of an inspected container',
      reason: 'what the version did not have yet is served to its clients too, when they ask',
      operations: ['ContainerInspect'],
      scenarios: ['with sizes'],
      at: /\.json\.Size(Rw|RootFs)$/,
      direct: ABSENT,
      through: /^(\d+|"<whole number>")$/,
    },
    {
      name: 'statistics of a container that does not run',
      better: 'v1.21-stats-networks',
      reason: 'its name was not told, and there was one network',
      operations: ['ContainerStats'],
      scenarios: ['created', 'one shot of a stopped one'],
      at: /\.json\.(id|name|network)$/,
      direct: /./,
      through: /^(\(absent\)|\{"rx_bytes":"<whole number>",.*)$/,
    },
  ]),
  ...upTo('1.19', [
    {
      name: 'PortSpecs of a container',
      better: 'v1.20-inspect-config-resources',
      reason: 'they were there, and null',
      operations: OF_INSPECTED,
      at: /^ask GET \S+:\.body\.json\.Config\.PortSpecs$/,
      direct: ABSENT,
      through: /^null$/,
    },
    {
      name: 'status of a container that never ran',
      better: 'v1.20-status-created',
      reason: 'it was empty',
      operations: ['ContainerList'],
      at: /\.Status$/,
      becomes: text(/^Created$/g, ''),
    },
    {
      name: 'containers of no known status',
      better: 'v1.20-status-filter-strict',
      reason: 'there were none, which was no error',
      operations: ['ContainerList'],
      scenarios: ['status nonsense'],
      at: /\.status$/,
      direct: /^"400"$/,
      through: /^"200"$/,
      whole: true,
    },
  ]),
  ...upTo('1.13', [
    {
      name: 'times in logs',
      better: 'v1.14-logs-timestamps-format',
      reason: 'clients of that time show them as they come',
      operations: ['ContainerLogs'],
      at: /\.frames\.\d+\.payload$/,
      becomes: bracketed,
    },
  ]),
]

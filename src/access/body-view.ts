/**
 * A body as a condition sees it: what the daemon will have decoded. Every field of a known struct is there, with Go's zero
 * value when the client left it out or wrote null, so that `!body.HostConfig.Privileged` holds for a body without
 * HostConfig; integers are exact. Keys of maps are the user's, and Maps hold them, because an object might not: `constructor`.
 */
import type { Shape, Struct } from '../api/request-shapes/shape.ts'
import { requestShapes } from '../api/request-shapes.ts'
import { isJsonObject, type JsonObject, type JsonValue, LosslessNumber } from '../translate/json.ts'

export type View = string | number | bigint | boolean | null | readonly View[] | ReadonlyMap<string, View>

/** An operation without a known body has the value as it is, or null. */
export function bodyView(operation: string, body: JsonValue | undefined): View {
  const shape = requestShapes[operation]
  return shape === undefined ? plainView(body ?? null) : shapedView(body, shape, '')
}

function shapedView(value: JsonValue | undefined, shape: Shape, name: string): View {
  if (value === undefined || value === null) return zeroOf(shape, name)
  switch (shape.kind) {
    case 'struct':
      return isJsonObject(value) ? structView(value, shape) : plainView(value)
    case 'map':
      return isJsonObject(value)
        ? new Map(members(value).map(([key, member]) => [key, shapedView(member, shape.values, '')]))
        : plainView(value)
    case 'list':
      return Array.isArray(value) ? value.map(item => shapedView(item, shape.items, '')) : plainView(value)
    case 'leaf':
      return plainView(value)
  }
}

function structView(object: JsonObject, shape: Struct): View {
  const view = new Map<string, View>()
  for (const { name, shape: inner } of shape.fields.values())
    view.set(name, shapedView(object[name], inner, name))
  for (const [key, member] of members(object)) if (!view.has(key)) view.set(key, plainView(member))
  return view
}

const zeroStructs = new WeakMap<Struct, View>()

function zeroOf(shape: Shape, name: string): View {
  switch (shape.kind) {
    case 'leaf':
      return zeroOfLeaf(name)
    case 'list':
      return []
    case 'map':
      return new Map()
    case 'struct': {
      const known = zeroStructs.get(shape) ?? structView({}, shape)
      zeroStructs.set(shape, known)
      return known
    }
  }
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

const FLAGS = words(
  `AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce ArgsEscaped NetworkDisabled Privileged AutoRemove
   PublishAllPorts ReadonlyRootfs Init OomKillDisable Detach Exit ReadOnly NonRecursive CreateMountpoint
   ReadOnlyNonRecursive ReadOnlyForceRecursive NoCopy CheckDuplicate EnableIPv4 EnableIPv6 Internal Attachable Ingress
   ConfigOnly Force TTY NoNewPrivileges Disable disabled ForceNewCluster AutoLockManagers`,
)
const NUMBERS = words(
  `CpuShares Memory NanoCpus BlkioWeight CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime KernelMemory
   KernelMemoryTCP MemoryReservation MemorySwap MemorySwappiness PidsLimit CpuCount CpuPercent IOMaximumIOps
   IOMaximumBandwidth BlkioIOps BlkioBps SandboxSize DiskQuota OomScoreAdj ShmSize StopTimeout MaximumRetryCount Weight Rate
   Count Hard Soft Interval Timeout Retries StartPeriod StartInterval SizeBytes IPPrefixLen GlobalIPv6PrefixLen GwPriority
   StopGracePeriod ForceUpdate SwapBytes NanoCPUs MemoryBytes Pids Delay MaxAttempts Window MaxReplicas Replicas
   MaxConcurrent TotalCompletions Parallelism Monitor MaxFailureRatio TargetPort PublishedPort DataPathPort SubnetSize
   TaskHistoryRetentionLimit SnapshotInterval KeepOldSnapshots LogEntriesForSlowFollowers ElectionTick HeartbeatTick
   HeartbeatPeriod NodeCertExpiry ForceRotate RequiredBytes LimitBytes`,
)
const LISTS = words(
  `Env Cmd Entrypoint OnBuild Shell PortSpecs Dns VolumesFrom Binds DnsOptions DnsSearch ExtraHosts GroupAdd Links CapAdd
   CapDrop Capabilities SecurityOpt MaskedPaths ReadonlyPaths ConsoleSize DeviceCgroupRules DeviceIDs Aliases DNSNames
   LinkLocalIPs Test Command Args Groups Hosts CapabilityAdd CapabilityDrop Nameservers Search Options Constraints env value
   Value MountFlags DefaultAddrPool RemoteAddrs`,
)

function zeroOfLeaf(name: string): View {
  if (FLAGS.has(name)) return false
  if (NUMBERS.has(name)) return 0n
  return LISTS.has(name) ? [] : ''
}

function plainView(value: JsonValue): View {
  if (value instanceof LosslessNumber)
    return /^-?\d+$/.test(value.value) ? BigInt(value.value) : Number(value.value)
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(plainView)
  if (isJsonObject(value)) return new Map(members(value).map(([key, member]) => [key, plainView(member)]))
  return value as string | boolean | null
}

const members = (object: JsonObject): readonly (readonly [string, JsonValue])[] =>
  Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))

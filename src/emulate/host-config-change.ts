/**
 * What a HostConfig given to `start` changes about a container that has one. The given one replaces the stored one, except
 * for the resources, which came with create before API 1.18 and stay unless the body names others.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'

export type HostConfigDifference =
  | { readonly kind: 'none' }
  /** Only what `POST /containers/{name}/update` can change. */
  | ({ readonly kind: 'update'; readonly resources: JsonObject } & Wanted)
  | ({ readonly kind: 'replace' } & Wanted)

interface Wanted {
  readonly hostConfig: JsonObject
  /** The same without what the daemon filled in by itself. */
  readonly asked: JsonObject
}

/** Set by create before API 1.18; survive a start that does not mention them. */
const RESOURCES = [
  'Memory', 'MemorySwap', 'MemoryReservation', 'KernelMemory', 'CpuShares', 'CpuPeriod', 'CpuQuota', 'CpusetCpus',
  'CpusetMems', 'BlkioWeight',
] // biome-ignore format: a list

const UPDATABLE = [...RESOURCES, 'RestartPolicy']

/** Filled in by the daemon where a client says nothing; no client before 1.24 could mean to take them away. */
const DAEMON_DEFAULTS = [
  'LogConfig', 'ShmSize', 'Runtime', 'CgroupnsMode', 'IpcMode', 'ConsoleSize', 'Isolation', 'MaskedPaths',
  'ReadonlyPaths', 'OomScoreAdj', 'MemorySwappiness', 'OomKillDisable', 'PidsLimit', 'Cgroup', 'AutoRemove', 'Init',
] // biome-ignore format: a list

const DEFAULT_NETWORKS = ['default', 'bridge', '']

/** @param alsoKept members that the client gave to create, having no HostConfig to put them into */
export function compareHostConfigs(
  stored: JsonObject,
  given: JsonObject,
  alsoKept: readonly string[] = [],
): HostConfigDifference {
  const kept = (members: readonly string[]) =>
    Object.fromEntries(
      members.flatMap(key => (isZero(given[key]) && !isZero(stored[key]) ? [[key, stored[key]!]] : [])),
    )
  const asked: JsonObject = { ...given, ...kept([...RESOURCES, ...alsoKept]) }
  const hostConfig: JsonObject = { ...asked, ...kept(DAEMON_DEFAULTS) }
  const keys = new Set([...Object.keys(stored), ...Object.keys(hostConfig)])
  const changed = [...keys].filter(key => !isSame(key, stored[key], hostConfig[key]))
  if (changed.length === 0) return { kind: 'none' }
  if (changed.every(key => UPDATABLE.includes(key) && !isZero(hostConfig[key]))) {
    const resources = Object.fromEntries(changed.map(key => [key, hostConfig[key]!]))
    return { kind: 'update', resources: withSwap(resources), hostConfig, asked }
  }
  return { kind: 'replace', hostConfig, asked }
}

/** Memory may not grow over the swap limit that is set, so it brings its own: twice the memory, as daemons default it. */
function withSwap(resources: Record<string, JsonValue>): JsonObject {
  const { Memory: memory, MemorySwap: swap } = resources
  return typeof memory === 'number' && swap === undefined
    ? { ...resources, MemorySwap: memory * 2 }
    : resources
}

function isSame(key: string, stored: JsonValue | undefined, given: JsonValue | undefined): boolean {
  if (isZero(stored) && isZero(given)) return true
  if (key === 'CapAdd' || key === 'CapDrop') return capabilities(stored) === capabilities(given)
  if (key === 'NetworkMode') return (isDefaultNetwork(stored) && isDefaultNetwork(given)) || stored === given
  if (key === 'RestartPolicy')
    return (
      (policyName(stored) === policyName(given) && JSON.stringify(stored) === JSON.stringify(given)) ||
      (policyName(stored) === '' && policyName(given) === '')
    )
  return JSON.stringify(normal(stored)) === JSON.stringify(normal(given))
}

/** Daemons since 19.03 write them with their prefix. */
const capabilities = (list: JsonValue | undefined): string =>
  Array.isArray(list) ? list.map(name => String(name).toUpperCase().replace(/^CAP_/, '')).join() : ''

const isDefaultNetwork = (mode: JsonValue | undefined): boolean =>
  isZero(mode) || (typeof mode === 'string' && DEFAULT_NETWORKS.includes(mode))

/** `no` and nothing are the same. */
function policyName(policy: JsonValue | undefined): string {
  const name = isJsonObject(policy) ? policy.Name : undefined
  return typeof name === 'string' && name !== 'no' ? name : ''
}

/** Says nothing: null, false, 0, the empty string, and lists and objects of nothing. */
export function isZero(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isJsonObject(value) && Object.values(value).every(isZero)
}

/** Without what says nothing, keys in order: two of these are equal when they mean the same. */
function normal(value: JsonValue | undefined): JsonValue {
  if (value === undefined || isZero(value)) return null
  if (Array.isArray(value)) return value.map(normal)
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] =>
    isZero(member) ? [] : [[key, normal(member)]],
  )
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}

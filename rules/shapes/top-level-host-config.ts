/**
 * Members of HostConfig at the top of a create request. Up to docker 26 daemons read them there: all of them when there is
 * no HostConfig, and some resources also beside one in which they are not set (moby `runconfig/config_unix.go` at v26.1.4,
 * getHostConfig). CLIs up to 1.5 know no other place for resources, 1.6 sends both, and the volume driver moved with 1.21.
 */
import { hostConfig as hostConfigShape } from '../../src/api/request-shapes/container.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

const MEMBERS: ReadonlySet<string> = new Set([...hostConfigShape.fields.values()].map(field => field.name))

/** Those that also count beside a HostConfig. */
const RESOURCES = ['Memory', 'MemorySwap', 'CpuShares', 'CpusetCpus', 'VolumeDriver'] as const

export const hostConfigFromTopLevel = onObject(body => {
  const { HostConfig: given, Cpuset: cpuset, ...others } = body
  const inner = isJsonObject(given) ? given : undefined
  if (given !== undefined && given !== null && inner === undefined) return body
  const isMember = (key: string): boolean => MEMBERS.has(key)
  if (cpuset === undefined && inner?.Cpuset === undefined && !Object.keys(others).some(isMember)) return body
  const beside = Object.fromEntries(Object.entries(others).filter(([key]) => isMember(key)))
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => !isMember(key)))
  const merged = withCpuset(inner === undefined ? filled(beside) : withResources(inner, beside), cpuset)
  return inner === undefined && Object.keys(merged).length === 0
    ? { ...rest, ...(given === undefined ? {} : { HostConfig: given }) }
    : { ...rest, HostConfig: merged }
})

function withResources(inner: JsonObject, beside: JsonObject): JsonObject {
  const missing = RESOURCES.filter(key => isUnset(inner[key]) && !isUnset(beside[key]))
  return { ...inner, ...Object.fromEntries(missing.map(key => [key, beside[key]])) }
}

/** The CPUs of a container were called Cpuset up to docker 1.5. */
function withCpuset(hostConfig: JsonObject, beside: JsonValue | undefined): JsonObject {
  const { Cpuset: own, ...rest } = hostConfig
  const cpus = [rest.CpusetCpus, own, beside].find(value => !isUnset(value))
  return cpus === undefined || cpus === rest.CpusetCpus ? rest : { ...rest, CpusetCpus: cpus }
}

const filled = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null))

const isUnset = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === 0 || value === ''

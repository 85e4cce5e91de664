/**
 * Every door through which a container gets more of its host than its own file system and network: the fields of
 * HostConfig (moby `api/types/container/hostconfig.go` at docker-v29.7.2, and older ones: Capabilities, LxcConf), exec,
 * build queries, tasks of services, plugins; in one shape, so that a rule need not know them all.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { hostConfigs, serviceNetworks, taskTemplate } from './host-configs.ts'
import type { JudgedCall } from './judged-call.ts'
import { mountsOf } from './mounts.ts'
import { installsPlugin, type PluginPrivilege, pluginPrivileges } from './plugin-privileges.ts'
import { asObject, flagAt, objectAt, objectsAt, stringAt, stringsAt, UnreadableError } from './reading.ts'

/** Calls whose content Longshore cannot see: a stream of BuildKit's own, an archive. */
const UNSEEN = new Set(['Grpc', 'Session', 'PluginCreate'])

export class Privileges {
  readonly privileged: boolean
  readonly hostNetwork: boolean
  readonly hostPid: boolean
  readonly hostIpc: boolean
  readonly hostUts: boolean
  readonly hostUserns: boolean
  readonly hostCgroupns: boolean
  /** Containers whose namespaces or volumes are joined: `container:db`, VolumesFrom. */
  readonly joins: readonly string[]
  /** In capitals, without `CAP_`: `SYS_ADMIN`, `ALL`. */
  readonly capAdd: readonly string[]
  /** Paths on the host, names of requested devices, and rules such as `c 1:3 rwm`. */
  readonly devices: readonly string[]
  /** As `seccomp=unconfined`, also where the client wrote a colon or the API has a field. */
  readonly securityOpt: readonly string[]
  /** /proc and /sys are masked otherwise than by default. */
  readonly unmaskedPaths: boolean
  readonly cgroupParent: string
  readonly sysctls: readonly string[]
  /** Another runtime than the daemon's default. */
  readonly runtime: string
  /** Paths of the host that are mounted, by any of their names. */
  readonly hostPaths: readonly string[]
  /** A plugin is installed or gets other settings: it runs as root on the host. */
  readonly plugin: boolean
  /** The call's content cannot be judged. */
  readonly unseen: boolean

  constructor(call: JudgedCall) {
    const hosts = hostConfigs(call)
    const task = objectAt(taskTemplate(call), 'ContainerSpec')
    const plugin = pluginPrivileges(call)
    const mounts = mountsOf(call)
    const some = (key: string, isOpen: (value: string) => boolean) =>
      hosts.some(host => isOpen(stringAt(host, key)))
    const isExec = call.operation.name === 'ContainerExec'
    const build = call.operation.name === 'ImageBuild' ? call.query : new URLSearchParams()

    this.privileged = [...hosts, ...(isExec ? [asObject(call.body)] : [])].some(part =>
      flagAt(part, 'Privileged'),
    )
    this.hostNetwork =
      some('NetworkMode', isHost) ||
      networksNamed(call).some(isHost) ||
      build.getAll('networkmode').some(isHost) ||
      grants(plugin, 'network').some(isHost)
    this.hostPid = some('PidMode', isHost) || isGranted(plugin, 'host pid namespace')
    this.hostIpc = some('IpcMode', isHost) || isGranted(plugin, 'host ipc namespace')
    this.hostUts = some('UTSMode', isHost)
    this.hostUserns = some('UsernsMode', isHost)
    this.hostCgroupns = some('CgroupnsMode', isHost)
    this.joins = joinedContainers(call)
    this.capAdd = [
      ...hosts.flatMap(host => [...stringsAt(host, 'CapAdd'), ...stringsAt(host, 'Capabilities')]),
      ...stringsAt(task, 'CapabilityAdd'),
      ...grants(plugin, 'capabilities'),
    ].map(name => name.toUpperCase().replace(/^CAP_/, ''))
    this.devices = [
      ...mounts.filter(({ kind }) => kind === 'device').map(({ source }) => source),
      ...hosts.flatMap(host => stringsAt(host, 'DeviceCgroupRules')),
      ...(isGranted(plugin, 'allow-all-devices') ? ['*'] : []),
    ]
    this.securityOpt = [
      ...hosts.flatMap(host => stringsAt(host, 'SecurityOpt')),
      ...build.getAll('securityopt'),
      ...taskSecurity(objectAt(task, 'Privileges')),
    ].map(option => option.replace(/^([a-z-]+):/, '$1='))
    this.unmaskedPaths = hosts.some(host => isGiven(host.MaskedPaths) || isGiven(host.ReadonlyPaths))
    this.cgroupParent =
      [...hosts.map(host => stringAt(host, 'CgroupParent')), ...build.getAll('cgroupparent')].find(Boolean) ??
      ''
    this.sysctls = [
      ...[...hosts, task].flatMap(part => Object.keys(objectAt(part, 'Sysctls'))),
      ...hosts.flatMap(lxcSettings),
      ...endpointsOf(call).flatMap(endpoint =>
        stringAt(objectAt(endpoint, 'DriverOpts'), ENDPOINT_SYSCTLS).split(',').filter(Boolean),
      ),
    ]
    this.runtime = hosts.map(host => stringAt(host, 'Runtime')).find(Boolean) ?? ''
    this.hostPaths = mounts
      .filter(({ kind }) => kind === 'bind' || kind === 'plugin' || kind === 'npipe')
      .map(({ source }) => source)
    this.plugin = installsPlugin(call)
    this.unseen = UNSEEN.has(call.operation.name)
  }

  /** Any of these doors is open. A promise to gain no privileges opens none. */
  get any(): boolean {
    const { securityOpt, ...doors } = this
    return (
      securityOpt.some(option => !/^no-new-privileges(=true)?$/.test(option)) ||
      Object.values(doors).some(door => (Array.isArray(door) ? door.length > 0 : Boolean(door)))
    )
  }
}

/** Settings of an interface inside the container (libnetwork `netlabel.EndpointSysctls`, from 27.4 on). */
const ENDPOINT_SYSCTLS = 'com.docker.network.endpoint.sysctls'

function endpointsOf(call: JudgedCall): readonly JsonObject[] {
  if (call.operation.name === 'NetworkConnect') return [objectAt(asObject(call.body), 'EndpointConfig')]
  if (call.operation.name !== 'ContainerCreate') return []
  const endpoints = objectAt(objectAt(asObject(call.body), 'NetworkingConfig'), 'EndpointsConfig')
  return Object.keys(endpoints).map(name => objectAt(endpoints, name))
}

const isHost = (mode: string): boolean => mode === 'host'

const joined = (mode: string): readonly string[] =>
  mode.startsWith('container:') ? [mode.slice('container:'.length)] : []

/** A list of keys and values, or a map. */
function lxcSettings(host: JsonObject): readonly string[] {
  const { LxcConf } = host
  if (isJsonObject(LxcConf)) return Object.keys(LxcConf)
  return objectsAt(host, 'LxcConf').map(entry => stringAt(entry, 'Key'))
}

const isGiven = (value: JsonValue | undefined): boolean => value !== undefined && value !== null

const grants = (privileges: readonly PluginPrivilege[], kind: string): readonly string[] =>
  privileges.filter(({ name }) => name === kind).flatMap(({ values }) => values)

const isGranted = (privileges: readonly PluginPrivilege[], kind: string): boolean =>
  grants(privileges, kind).some(value => value !== 'false')

/** Containers whose namespaces or volumes a call joins. */
export function joinedContainers(call: JudgedCall): readonly string[] {
  const modes = hostConfigs(call).flatMap(host =>
    ['NetworkMode', 'PidMode', 'IpcMode', 'Cgroup', 'UTSMode', 'UsernsMode'].map(key => stringAt(host, key)),
  )
  const building = call.operation.name === 'ImageBuild' ? call.query.getAll('networkmode') : []
  return [
    ...[...modes, ...building].flatMap(joined),
    ...mountsOf(call).flatMap(({ kind, source }) => (kind === 'volumesFrom' ? [source] : [])),
  ]
}

/** Networks that a container or a service's tasks join by other ways than NetworkMode. */
function networksNamed(call: JudgedCall): readonly string[] {
  switch (call.operation.name) {
    case 'ContainerCreate':
      return Object.keys(objectAt(objectAt(asObject(call.body), 'NetworkingConfig'), 'EndpointsConfig'))
    case 'NetworkConnect':
      return [call.params.id ?? '']
    default:
      return serviceNetworks(call).map(target => {
        const name = target === 'host' ? target : call.networkNames?.get(target)
        if (name === undefined) throw new UnreadableError(`the network ${target}`, 'looked up')
        return name
      })
  }
}

/** A service has fields for what a container has security options for (swarm.Privileges). */
function taskSecurity(privileges: JsonObject): readonly string[] {
  const selinux = objectAt(privileges, 'SELinuxContext')
  const seccomp = objectAt(privileges, 'Seccomp')
  return [
    ...(stringAt(objectAt(privileges, 'AppArmor'), 'Mode') === 'disabled' ? ['apparmor=unconfined'] : []),
    ...(flagAt(selinux, 'Disable') ? ['label=disable'] : []),
    ...['User', 'Role', 'Type', 'Level'].flatMap(part => {
      const value = stringAt(selinux, part)
      return value === '' ? [] : [`label=${part.toLowerCase()}:${value}`]
    }),
    ...(['', 'default'].includes(stringAt(seccomp, 'Mode')) ? [] : [`seccomp=${stringAt(seccomp, 'Mode')}`]),
    ...(Object.keys(objectAt(privileges, 'CredentialSpec')).length > 0 ? ['credentialspec'] : []),
  ]
}

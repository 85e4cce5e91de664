/**
 * Every mount that a call asks for, whatever it is called there: Binds, Mounts, VolumesFrom, Tmpfs, Devices, anonymous
 * volumes, options of the local volume driver (`o=bind` makes a volume of any directory), tasks of services, plugins,
 * folders of checkpoints.
 * Fields are those of moby `api/types/container/hostconfig.go`, `api/types/mount` and
 * `daemon/volume/local/local_unix.go` at docker-v29.7.2.
 */

import { posix } from 'node:path'
import type { JsonObject } from '../translate/json.ts'
import { checkpointFolder } from './checkpoint-folder.ts'
import { hostConfigs, taskTemplate } from './host-configs.ts'
import type { JudgedCall } from './judged-call.ts'
import { pluginPrivileges, pluginSettings } from './plugin-privileges.ts'
import { asObject, entriesAt, flagAt, listAt, objectAt, objectsAt, stringAt, stringsAt } from './reading.ts'

/**
 * - `bind`: a path of the host
 * - `device`: a device of the host, or a request for one (GPUs, CDI)
 * - `volume`: a volume by name, or an anonymous one without source
 * - `volumesFrom`: all mounts of the container named by source
 * - `network`: a file system of another machine (nfs, cifs)
 * - `plugin`: a path of the host given to a plugin; without source, what cannot be seen from the call
 * - else the Type of the mount as it was given: `image`, `npipe`, `cluster`
 */
export type MountKind = string

export class Mount {
  readonly kind: MountKind
  /** A path is absolute and clean: `/srv/../etc` is `/etc`. A symlink in it cannot be seen from here. */
  readonly source: string
  readonly target: string
  readonly readOnly: boolean
  /** The volume driver; empty for the daemon's own. */
  readonly driver: string

  constructor(kind: MountKind, source: string, target: string, readOnly = false, driver = '') {
    this.kind = kind
    this.source = source
    this.target = target
    this.readOnly = readOnly
    this.driver = driver === 'local' ? '' : driver
  }
}

/** Throws UnreadableError for what is not of its type. */
export function mountsOf(call: JudgedCall): readonly Mount[] {
  const { name } = call.operation
  if (name === 'VolumeCreate') return ofVolume(asObject(call.body))
  if (name === 'VolumeUpdate') return [new Mount('cluster', call.params.name ?? '', '')]
  // Its config.json is in the tar, which passes unread.
  if (name === 'PluginCreate') return [new Mount('plugin', '', '')]
  const checkpoints = checkpointFolder(call)
  return [
    ...(checkpoints === '' ? [] : [new Mount('bind', cleanPath(checkpoints), '')]),
    ...hostConfigs(call).flatMap(ofHostConfig),
    ...mountsAt(objectAt(taskTemplate(call), 'ContainerSpec')),
    ...pluginPrivileges(call).flatMap(({ name, values }) =>
      name === 'mount' || name === 'device'
        ? values.map(path => new Mount(name === 'mount' ? 'plugin' : 'device', cleanPath(path), ''))
        : [],
    ),
    ...pluginSettings(call).flatMap(ofPluginSetting),
  ]
}

function ofHostConfig(config: JsonObject): readonly Mount[] {
  const driver = stringAt(config, 'VolumeDriver')
  return [
    ...stringsAt(config, 'Binds').map(bind => ofBind(bind, driver)),
    ...mountsAt(config),
    ...stringsAt(config, 'VolumesFrom').flatMap(ofVolumesFrom),
    ...Object.keys(objectAt(config, 'Volumes')).map(target => new Mount('volume', '', target, false, driver)),
    ...Object.keys(objectAt(config, 'Tmpfs')).map(target => new Mount('tmpfs', '', target)),
    ...objectsAt(config, 'Devices').map(
      device =>
        new Mount(
          'device',
          cleanPath(stringAt(device, 'PathOnHost')),
          stringAt(device, 'PathInContainer'),
          !/w|^$/.test(stringAt(device, 'CgroupPermissions')),
        ),
    ),
    ...objectsAt(config, 'DeviceRequests').flatMap(ofDeviceRequest),
  ]
}

/** `source:target[:options]`, or a target alone. */
function ofBind(bind: string, driver: string): Mount {
  const [first, target, options = ''] = bind.split(':')
  if (target === undefined) return new Mount('volume', '', first!, false, driver)
  const readOnly = options.split(',').includes('ro')
  return isPath(first!)
    ? new Mount('bind', cleanPath(first!), target, readOnly)
    : new Mount('volume', first!, target, readOnly, driver)
}

/** `container[:ro]`; clients of 1.0 put several into one string, with commas. */
function ofVolumesFrom(text: string): readonly Mount[] {
  return text.split(',').map(one => {
    const [container, mode = ''] = one.split(':')
    return new Mount('volumesFrom', container!, '', mode === 'ro')
  })
}

function ofDeviceRequest(request: JsonObject): readonly Mount[] {
  const ids = stringsAt(request, 'DeviceIDs')
  const driver = stringAt(request, 'Driver')
  const sources = ids.length > 0 ? ids : [driver || listAt(request, 'Capabilities').flat().join(',')]
  return sources.map(source => new Mount('device', source, '', false, driver))
}

/** `mount.Mount`, of containers and of services. */
function mountsAt(parent: JsonObject): readonly Mount[] {
  return objectsAt(parent, 'Mounts').flatMap(mount => {
    const type = mountType(stringAt(mount, 'Type'))
    const source = stringAt(mount, 'Source')
    const target = stringAt(mount, 'Target')
    const readOnly = flagAt(mount, 'ReadOnly')
    if (type !== 'volume')
      return [new Mount(type, type === 'bind' ? cleanPath(source) : source, target, readOnly)]
    const { driver, options } = driverConfig(objectAt(objectAt(mount, 'VolumeOptions'), 'DriverConfig'))
    return [
      new Mount('volume', source, target, readOnly, driver),
      ...ofDriverOptions(driver, options, target, readOnly),
    ]
  })
}

/**
 * A service's mount is a bind when it has no type, and its type may be in capitals (moby `daemon/cluster/convert/container.go`
 * at v28.5.2). A container's is refused then, so that nothing is lost in reading both the same way.
 */
const mountType = (type: string): string => type.toLowerCase() || 'bind'

function ofVolume(body: JsonObject): readonly Mount[] {
  const driver = stringAt(body, 'Driver')
  const name = stringAt(body, 'Name')
  const isCluster = Object.keys(objectAt(body, 'ClusterVolumeSpec')).length > 0
  return [
    new Mount(isCluster ? 'cluster' : 'volume', name, '', false, driver),
    ...ofDriverOptions(driver, new Map(entriesAt(body, 'DriverOpts')), '', false),
  ]
}

function driverConfig(config: JsonObject) {
  return { driver: stringAt(config, 'Name'), options: new Map(entriesAt(config, 'Options')) }
}

/** File systems that other machines serve: their device is an address. */
const NETWORK_FILE_SYSTEMS = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'ceph', 'glusterfs'])
/** Options of overlay whose values are directories of the host, several with colons between them. */
const OVERLAY_PATHS = /^(?:lowerdir\+?|upperdir|workdir|datadir\+?)=(.*)$/

/** The local driver hands these to mount(2). What another driver makes of its options is its own affair: see `driver`. */
function ofDriverOptions(
  driver: string,
  options: ReadonlyMap<string, string>,
  target: string,
  readOnly: boolean,
): readonly Mount[] {
  if (driver !== '' && driver !== 'local') return []
  const type = options.get('type') ?? ''
  const device = options.get('device') ?? ''
  const flags = (options.get('o') ?? '').split(',')
  if (type === '' && device === '') return []
  const overlaid = flags.flatMap(flag => OVERLAY_PATHS.exec(flag)?.[1]?.split(':') ?? [])
  const isReadOnly = readOnly || flags.includes('ro')
  const isBind = flags.some(flag => /^r?bind$/.test(flag.trim()))
  let kind: MountKind = 'bind'
  if (!isBind && NETWORK_FILE_SYSTEMS.has(type)) kind = 'network'
  else if (!isBind && type === 'tmpfs') kind = 'tmpfs'
  else if (!isBind && cleanPath(device).startsWith('/dev/')) kind = 'device'
  const source = kind === 'bind' || kind === 'device' ? cleanPath(device) : device
  return [
    new Mount(kind, source, target, isReadOnly),
    ...overlaid.map(path => new Mount('bind', cleanPath(path), target, isReadOnly)),
  ]
}

function ofPluginSetting(setting: string): readonly Mount[] {
  const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(setting) ?? []
  // `name.source` and `name.path` of a mount or device; a bare name may stand for either.
  return value.startsWith('/') || /\.(source|path)$/.test(key)
    ? [new Mount('plugin', cleanPath(value), '')]
    : []
}

/** Paths of Linux and of Windows: no volume's name has a slash in it. */
const isPath = (source: string): boolean => /[/\\]/.test(source)

const cleanPath = (path: string): string =>
  path === '' ? '' : posix.normalize(path).replace(/(?<=.)\/+$/, '')

/**
 * What of a JSON body is recorded, by operation: the fields named here and nothing else, so that a field nobody thought of
 * stays out. Never here: values of environment variables, labels and driver options (passwords of registries and shares
 * travel in them), data of secrets and configs, keys and tokens of swarms.
 */

/**
 * - `value`: a scalar, or a list of scalars, as it is
 * - `command`: the same, without what looks like a password
 * - `names`: of a map its keys, of a list of `NAME=value` the names
 * - an object: these members; of a list, of each element; `*` stands for every member
 */
export type Recorded = 'value' | 'command' | 'names' | { readonly [member: string]: Recorded }

const values = <const T extends string>(...members: readonly T[]): Record<T, 'value'> =>
  Object.fromEntries(members.map(member => [member, 'value'])) as Record<T, 'value'>

const mounts = values('Type', 'Source', 'Target', 'ReadOnly')

const hostConfig: Recorded = {
  ...values('Privileged', 'Binds', 'VolumesFrom', 'NetworkMode', 'PidMode', 'IpcMode', 'UTSMode'),
  ...values('UsernsMode', 'CgroupnsMode', 'CgroupParent', 'CapAdd', 'CapDrop', 'SecurityOpt', 'GroupAdd'),
  ...values('DeviceCgroupRules', 'ReadonlyRootfs', 'Runtime', 'AutoRemove', 'PublishAllPorts', 'Links'),
  ...values('Memory', 'NanoCpus', 'CpuShares', 'PidsLimit', 'OomKillDisable', 'MaskedPaths', 'ReadonlyPaths'),
  Devices: values('PathOnHost', 'PathInContainer', 'CgroupPermissions'),
  Mounts: mounts,
  PortBindings: { '*': values('HostIp', 'HostPort') },
  RestartPolicy: values('Name', 'MaximumRetryCount'),
  Sysctls: 'names',
}

const containerConfig: Readonly<Record<string, Recorded>> = {
  ...values('Image', 'User', 'WorkingDir', 'Hostname', 'Tty', 'OpenStdin', 'NetworkDisabled'),
  ...{ Cmd: 'command', Entrypoint: 'command', Env: 'names', Labels: 'names' },
}

const service: Recorded = {
  Name: 'value',
  Labels: 'names',
  TaskTemplate: {
    ContainerSpec: {
      ...values('Image', 'User', 'Dir', 'TTY', 'ReadOnly', 'CapabilityAdd', 'CapabilityDrop'),
      ...{ Command: 'command', Args: 'command', Env: 'names', Labels: 'names', Mounts: mounts },
      Secrets: values('SecretName'),
      Configs: values('ConfigName'),
    },
    Networks: values('Target'),
    Placement: values('Constraints'),
  },
  Mode: { Replicated: values('Replicas') },
  Networks: values('Target'),
  EndpointSpec: { Mode: 'value', Ports: values('Protocol', 'TargetPort', 'PublishedPort', 'PublishMode') },
}

const named: Recorded = { Name: 'value', Labels: 'names' }
const privileges: Recorded = values('Name', 'Value')

export const recordedFields: Readonly<Record<string, Recorded>> = {
  CheckpointCreate: values('CheckpointID', 'CheckpointDir', 'Exit'),
  ConfigCreate: named,
  ConfigUpdate: named,
  ContainerCopy: values('Resource'),
  ContainerCreate: {
    ...containerConfig,
    HostConfig: hostConfig,
    NetworkingConfig: { EndpointsConfig: 'names' },
  },
  ContainerExec: {
    ...values('User', 'Privileged', 'Tty', 'AttachStdin', 'WorkingDir', 'Detach'),
    ...{ Cmd: 'command', Env: 'names' },
  },
  ContainerStart: hostConfig,
  ContainerUpdate: hostConfig,
  ExecStart: values('Detach', 'Tty'),
  ImageCommit: containerConfig,
  NetworkConnect: values('Container'),
  NetworkCreate: {
    ...values('Name', 'Driver', 'Scope', 'Internal', 'Attachable', 'Ingress', 'EnableIPv6', 'ConfigOnly'),
    ...{ Options: 'names', Labels: 'names', IPAM: { Config: values('Subnet', 'IPRange', 'Gateway') } },
  },
  NetworkDisconnect: values('Container', 'Force'),
  NodeUpdate: { ...values('Name', 'Role', 'Availability'), Labels: 'names' },
  PluginPull: privileges,
  PluginSet: 'names',
  PluginUpgrade: privileges,
  SecretCreate: named,
  SecretUpdate: named,
  ServiceCreate: service,
  ServiceUpdate: service,
  SwarmInit: values('ListenAddr', 'AdvertiseAddr', 'DataPathAddr', 'ForceNewCluster'),
  SwarmJoin: values('ListenAddr', 'AdvertiseAddr', 'DataPathAddr', 'RemoteAddrs'),
  SystemAuth: values('username', 'serveraddress'),
  // A bind mount in disguise has its folder in `device`; `o` may hold the password of a share.
  VolumeCreate: { ...values('Name', 'Driver'), Labels: 'names', DriverOpts: values('type', 'device') },
}

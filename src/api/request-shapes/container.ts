/**
 * Bodies about containers: `container.Config`, `HostConfig`, `Resources` and what surrounds them, with every field they had since
 * 1.0 (moby `container.go` at v0.3.3, `runconfig/` at v1.9.1, engine-api at v1.12.6, `api/types/container` at docker-v29.7.2).
 */
import { healthcheck, mounts, ulimits } from './container-parts.ts'
import { endpointSettings } from './network.ts'
import { embedding, list, map, type Struct, struct } from './shape.ts'

const blkioWeights = list(struct('Path Weight'))
const blkioRates = list(struct('Path Rate'))
const restartPolicy = struct('Name MaximumRetryCount')

const resources = struct(
  `CpuShares Memory NanoCpus CgroupParent BlkioWeight CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus
   CpusetMems DeviceCgroupRules KernelMemory KernelMemoryTCP MemoryReservation MemorySwap MemorySwappiness OomKillDisable
   PidsLimit CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth BlkioIOps BlkioBps SandboxSize DiskQuota`,
  {
    BlkioWeightDevice: blkioWeights,
    BlkioDeviceReadBps: blkioRates,
    BlkioDeviceWriteBps: blkioRates,
    BlkioDeviceReadIOps: blkioRates,
    BlkioDeviceWriteIOps: blkioRates,
    Devices: list(struct('PathOnHost PathInContainer CgroupPermissions')),
    DeviceRequests: list(struct('Driver Count DeviceIDs Capabilities', { Options: map() })),
    Ulimits: ulimits,
  },
)

export const hostConfig: Struct = embedding(
  resources,
  struct(
    `Binds ContainerIDFile NetworkMode AutoRemove VolumeDriver VolumesFrom ConsoleSize CapAdd CapDrop Capabilities CgroupnsMode
     Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Cgroup Links OomScoreAdj PidMode Privileged PublishAllPorts
     ReadonlyRootfs SecurityOpt UTSMode UsernsMode ShmSize Runtime Isolation MaskedPaths ReadonlyPaths Init InitPath`,
    {
      LogConfig: struct('Type', { Config: map() }),
      // Read up to 1.21. A list, or a map whose keys are lxc's.
      LxcConf: list(struct('Key Value')),
      PortBindings: map(list(struct('HostIp HostPort'))),
      RestartPolicy: restartPolicy,
      Annotations: map(),
      StorageOpt: map(),
      Tmpfs: map(),
      Sysctls: map(),
      Mounts: mounts,
    },
  ),
)

/** The last line has fields of 1.0 to 1.20 which moved to HostConfig or were dropped. */
export const config: Struct = struct(
  `Hostname Domainname User AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce Env Cmd ArgsEscaped Image WorkingDir
   Entrypoint NetworkDisabled MacAddress OnBuild StopSignal StopTimeout Shell
   Memory MemorySwap CpuShares Cpuset PortSpecs Dns VolumesFrom VolumeDriver Privileged PublishService`,
  { ExposedPorts: map(), Volumes: map(), Labels: map(), Healthcheck: healthcheck },
)

/** Daemons up to docker 26 also read HostConfig's fields at the top level (moby `runconfig/config_unix.go` at v26.1.4). */
export const containerCreate: Struct = embedding(
  config,
  struct('', {
    HostConfig: hostConfig,
    NetworkingConfig: struct('', { EndpointsConfig: map(endpointSettings) }),
  }),
  hostConfig,
)

/** The body of a start before 1.24, bare or wrapped (moby `runconfig/hostconfig.go` at v1.12.6 and `config_unix.go` at v20.10.24). */
export const containerStart: Struct = embedding(struct('', { HostConfig: hostConfig }), hostConfig)

export const containerUpdate: Struct = embedding(resources, struct('', { RestartPolicy: restartPolicy }))

/** `Container` was read up to 1.22, although the path names it. */
export const containerExec: Struct = struct(
  'Container User Privileged Tty ConsoleSize AttachStdin AttachStderr AttachStdout Detach DetachKeys Env WorkingDir Cmd',
)

export const execStart: Struct = struct('Detach Tty ConsoleSize')

/** Gone since 1.24. */
export const containerCopy: Struct = struct('Resource HostPath')

/** Gone since 1.5: `Id` is the parent image, what remains a Config (moby `api_params.go` at v0.6.1). */
export const imageGetCache: Struct = embedding(config, struct('Id'))

export const checkpointCreate: Struct = struct('CheckpointID CheckpointDir Exit')

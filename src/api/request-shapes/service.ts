/** The body of service create and update: moby `api/types/swarm/service.go`, `task.go`, `container.go` at docker-v29.7.2. */
import { healthcheck, mounts, ulimits } from './container-parts.ts'
import { list, map, type Struct, struct } from './shape.ts'

const file = struct('Name UID GID Mode')

const containerSpec = struct(
  `Image Command Args Hostname Env Dir User Groups StopSignal TTY OpenStdin ReadOnly StopGracePeriod Hosts Isolation Init
   CapabilityAdd CapabilityDrop OomScoreAdj`,
  {
    Labels: map(),
    Privileges: struct('NoNewPrivileges', {
      CredentialSpec: struct('Config File Registry'),
      SELinuxContext: struct('Disable User Role Type Level'),
      Seccomp: struct('Mode Profile'),
      AppArmor: struct('Mode'),
    }),
    Mounts: mounts,
    Healthcheck: healthcheck,
    DNSConfig: struct('Nameservers Search Options'),
    Secrets: list(struct('SecretID SecretName', { File: file })),
    Configs: list(struct('ConfigID ConfigName', { File: file, Runtime: struct('') })),
    Sysctls: map(),
    Ulimits: ulimits,
  },
)

/** `runtime.PluginSpec`: its json tags are in lower case, the only ones in this body. */
const pluginSpec = struct('name remote disabled env', { privileges: list(struct('name description value')) })

const genericResource = struct('Kind Value')

const genericResources = list(
  struct('', { NamedResourceSpec: genericResource, DiscreteResourceSpec: genericResource }),
)

const networks = list(struct('Target Aliases', { DriverOpts: map() }))

const updateConfig = struct('Parallelism Delay FailureAction Monitor MaxFailureRatio Order')

const taskTemplate = struct('ForceUpdate Runtime', {
  ContainerSpec: containerSpec,
  PluginSpec: pluginSpec,
  NetworkAttachmentSpec: struct('ContainerID'),
  Resources: struct('SwapBytes MemorySwappiness', {
    Limits: struct('NanoCPUs MemoryBytes Pids', { GenericResources: genericResources }),
    Reservations: struct('NanoCPUs MemoryBytes', { GenericResources: genericResources }),
  }),
  RestartPolicy: struct('Condition Delay MaxAttempts Window'),
  Placement: struct('Constraints MaxReplicas', {
    Preferences: list(struct('', { Spread: struct('SpreadDescriptor') })),
    Platforms: list(struct('Architecture OS')),
  }),
  Networks: networks,
  LogDriver: struct('Name', { Options: map() }),
})

export const serviceSpec: Struct = struct('Name', {
  Labels: map(),
  TaskTemplate: taskTemplate,
  Mode: struct('', {
    Replicated: struct('Replicas'),
    Global: struct(''),
    ReplicatedJob: struct('MaxConcurrent TotalCompletions'),
    GlobalJob: struct(''),
  }),
  UpdateConfig: updateConfig,
  RollbackConfig: updateConfig,
  // Before 1.25 only here, from then on also in the TaskTemplate.
  Networks: networks,
  EndpointSpec: struct('Mode', { Ports: list(struct('Name Protocol TargetPort PublishedPort PublishMode')) }),
})

/** Bodies about swarms, nodes, secrets and configs: moby `api/types/swarm` at docker-v29.7.2. */
import { list, map, type Struct, struct } from './shape.ts'

const driver = struct('Name', { Options: map() })

export const swarmSpec: Struct = struct('Name', {
  Labels: map(),
  Orchestration: struct('TaskHistoryRetentionLimit'),
  Raft: struct('SnapshotInterval KeepOldSnapshots LogEntriesForSlowFollowers ElectionTick HeartbeatTick'),
  Dispatcher: struct('HeartbeatPeriod'),
  CAConfig: struct('NodeCertExpiry SigningCACert SigningCAKey ForceRotate', {
    ExternalCAs: list(struct('Protocol URL CACert', { Options: map() })),
  }),
  TaskDefaults: struct('', { LogDriver: driver }),
  EncryptionConfig: struct('AutoLockManagers'),
})

/** AutoLockManagers stands here and in the Spec. */
export const swarmInit: Struct = struct(
  `ListenAddr AdvertiseAddr DataPathAddr DataPathPort ForceNewCluster AutoLockManagers Availability DefaultAddrPool SubnetSize`,
  { Spec: swarmSpec },
)

export const swarmJoin: Struct = struct(
  'ListenAddr AdvertiseAddr DataPathAddr RemoteAddrs JoinToken Availability',
)

export const swarmUnlock: Struct = struct('UnlockKey')

export const nodeSpec: Struct = struct('Name Role Availability', { Labels: map() })

export const configSpec: Struct = struct('Name Data', { Labels: map(), Templating: driver })

export const secretSpec: Struct = struct('Name Data', { Labels: map(), Driver: driver, Templating: driver })

/**
 * The keys of every JSON request body, in the spelling of the daemon's Go structs, by operation. Go's decoder takes
 * `hostconfig` for `HostConfig`; whoever judges or translates a body has to read it the same way.
 */
import {
  checkpointCreate,
  config,
  containerCopy,
  containerCreate,
  containerExec,
  containerStart,
  containerUpdate,
  execStart,
  imageGetCache,
} from './request-shapes/container.ts'
import { networkConnect, networkCreate, networkDisconnect } from './request-shapes/network.ts'
import { serviceSpec } from './request-shapes/service.ts'
import { leaf, list, type Shape, struct } from './request-shapes/shape.ts'
import {
  configSpec,
  nodeSpec,
  secretSpec,
  swarmInit,
  swarmJoin,
  swarmSpec,
  swarmUnlock,
} from './request-shapes/swarm.ts'
import { volumeCreate, volumeUpdate } from './request-shapes/volume.ts'

export type { Shape } from './request-shapes/shape.ts'

/** `registry.AuthConfig`. `email` has had no use since 1.23. */
const authConfig = struct('username password email auth serveraddress identitytoken registrytoken')

const pluginPrivileges = list(struct('Name Description Value'))

export const requestShapes: Readonly<Record<string, Shape>> = {
  CheckpointCreate: checkpointCreate,
  ConfigCreate: configSpec,
  ConfigUpdate: configSpec,
  ContainerCopy: containerCopy,
  ContainerCreate: containerCreate,
  ContainerExec: containerExec,
  // Read before 1.24; later versions have no body here.
  ContainerStart: containerStart,
  ContainerUpdate: containerUpdate,
  ExecStart: execStart,
  ImageCommit: config,
  ImageGetCache: imageGetCache,
  // Credentials, before X-Registry-Auth came with 1.5; read without that field long after.
  ImagePush: authConfig,
  NetworkConnect: networkConnect,
  NetworkCreate: networkCreate,
  NetworkDisconnect: networkDisconnect,
  NodeUpdate: nodeSpec,
  PluginPull: pluginPrivileges,
  PluginSet: leaf,
  PluginUpgrade: pluginPrivileges,
  SecretCreate: secretSpec,
  SecretUpdate: secretSpec,
  ServiceCreate: serviceSpec,
  ServiceUpdate: serviceSpec,
  SwarmInit: swarmInit,
  SwarmJoin: swarmJoin,
  SwarmUnlock: swarmUnlock,
  SwarmUpdate: swarmSpec,
  SystemAuth: authConfig,
  VolumeCreate: volumeCreate,
  VolumeUpdate: volumeUpdate,
}

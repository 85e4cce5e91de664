/** API 1.40 (docker 19.03): moby `api/server/router/container/container_routes.go`, `build/build_routes.go` and `swarm/` at v20.10.24 and v28.5.2. */
import { change, version } from '../src/translate/change.ts'
import { isJsonObject } from '../src/translate/json.ts'
import { at, inOrder, onObject, without } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'
import { hostConfigFromTopLevel } from './shapes/top-level-host-config.ts'

/**
 * Docker 20.10 overlooks this when a client sends no HostConfig at all, and makes the namespace private; 23.0 and later do not,
 * and neither did the daemons of these clients.
 */
const shareIpcByDefault = onObject(body => {
  const hostConfig = body.HostConfig ?? {}
  if (!isJsonObject(hostConfig) || (hostConfig.IpcMode ?? '') !== '') return body
  return { ...body, HostConfig: { ...hostConfig, IpcMode: 'shareable' } }
})

const withoutNewMembers = inOrder(
  at('TaskTemplate.ContainerSpec', without('Sysctls')),
  at('TaskTemplate.ContainerSpec.Privileges.CredentialSpec', without('Config')),
  at('TaskTemplate.ContainerSpec.Configs[]', without('Runtime')),
  at('TaskTemplate.Placement', without('MaxReplicas')),
)

export default version('1.40', [
  change({
    id: 'v1.40-create-ipcmode-shareable',
    summary: 'By default the IPC namespace of a container is private; before, others could join it',
    operations: { ContainerCreate: { request: inOrder(hostConfigFromTopLevel, shareIpcByDefault) } },
  }),
  change({
    id: 'v1.40-create-bind-nonrecursive',
    summary: 'BindOptions.NonRecursive leaves mounts below the source out; before, it was ignored',
    operations: {
      ContainerCreate: { request: at('HostConfig.Mounts[].BindOptions', without('NonRecursive')) },
    },
  }),
  change({
    id: 'v1.40-create-kernelmemorytcp',
    summary: 'KernelMemoryTCP limits TCP buffers; before, it was ignored',
    operations: { ContainerCreate: { request: at('HostConfig', without('KernelMemoryTCP')) } },
  }),
  change({
    id: 'v1.40-update-pidslimit',
    summary: 'PidsLimit of an update changes the limit; before, it was ignored, and clients always sent 0',
    operations: { ContainerUpdate: { request: without('PidsLimit') } },
  }),
  change({
    id: 'v1.40-services-spec-fields',
    summary:
      'Services take sysctls, a credential spec from a config and a limit of replicas per node; before, they were ignored',
    operations: {
      ServiceCreate: { request: withoutNewMembers },
      ServiceUpdate: { request: withoutNewMembers, emulate: 'service-update' },
    },
  }),
  change({
    id: 'v1.40-swarm-init-datapathport',
    summary: 'A new swarm takes DataPathPort; before, it was ignored',
    operations: { SwarmInit: { request: without('DataPathPort') } },
  }),
  change({
    id: 'v1.40-build-outputs',
    summary: 'A build takes outputs; before, the parameter was ignored',
    operations: { ImageBuild: { query: withoutParameters('outputs') } },
  }),
])

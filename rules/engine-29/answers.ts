/**
 * Answers that Docker 29.0 gives in another shape than before, at every API version (moby `api/types` and
 * `daemon/internal/streamformatter` at docker-v29.7.2, compared with v28.5.2).
 */
import { isOlder } from '../../src/api/version.ts'
import { change, type ErrorAnswer, engine, type OperationChange } from '../../src/translate/change.ts'
import { NO_KERNEL_MEMORY_TCP, withoutLimit } from '../shapes/dropped-limit.ts'
import { at, inOrder, onObject, withDefaults, without } from '../shapes/json-edit.ts'
import { withReadyTexts } from '../shapes/progress-bar.ts'

const progressTexts: OperationChange = { message: withReadyTexts }

const chooseStream: OperationChange = {
  error: (error: ErrorAnswer) =>
    error.message === "must specify at least one of 'stdout' or 'stderr'"
      ? { ...error, message: 'Bad parameters: you must choose at least one stream' }
      : error,
}

const withoutEmptyIP = at(
  'Ports[]',
  onObject((port, context) => (port.IP === '' ? without('IP')(port, context) : port)),
)

export const answers = [
  ...engine('29.0.0', '1.52', [
    change({
      id: 'v1.52-services-spec-networks-response',
      summary: 'Services show their networks in TaskTemplate; before, also beside it when they were sent so',
      operations: {},
      status: 'not needed',
      reason:
        'Clients of 1.25 and up look into TaskTemplate first, and for older ones the daemon copies them back.',
    }),
    change({
      id: 'v1.52-progress-string',
      summary: 'Progress is told in numbers; before, also as a bar drawn in text',
      operations: {
        ImageCreate: progressTexts,
        ImagePush: progressTexts,
        ImageLoad: progressTexts,
        ImageBuild: progressTexts,
        PluginPull: progressTexts,
        PluginPush: progressTexts,
        PluginUpgrade: progressTexts,
      },
    }),
    change({
      id: 'v1.52-inspect-onbuild',
      summary: 'Config.OnBuild of a container is left out; before, it was null',
      operations: {
        ContainerInspect: { response: at('Config', withDefaults({ OnBuild: null })) },
        ImageInspect: { response: at('ContainerConfig', withDefaults({ OnBuild: null })) },
      },
    }),
    change({
      id: 'v1.52-container-list-empty-ip',
      summary: 'A port that is not published has an empty IP; before, none',
      operations: {
        ContainerList: { response: at('[]', withoutEmptyIP) },
        SystemDataUsage: {
          response: inOrder(at('Containers[]', withoutEmptyIP), at('ContainerUsage.Items[]', withoutEmptyIP)),
        },
      },
    }),
    change({
      id: 'v1.52-network-list-containers',
      summary: 'Listed networks have no Containers; before, an empty object',
      operations: { NetworkList: { response: at('[]', withDefaults({ Containers: {} })) } },
    }),
    change({
      id: 'v1.52-config-only-network-ipam',
      summary: 'Networks that are only a configuration do not tell their addresses; before, they did',
      operations: {},
      status: 'impossible',
      reason:
        'The daemon uses them for the networks that are made from such a one, and tells them of those alone.',
      loss: 'IPAM.Config of a network made with ConfigOnly is empty.',
    }),
    change({
      id: 'v1.52-auth-identitytoken',
      summary: 'A login without a token has no IdentityToken; before, an empty one',
      operations: { SystemAuth: { response: withDefaults({ IdentityToken: '' }) } },
    }),
    change({
      id: 'v1.52-plugin-dockerversion',
      summary: 'Plugins do not tell the docker they were made with; before, they did',
      operations: {},
      status: 'impossible',
      reason: 'The daemon does not tell, and left an empty Config.DockerVersion out before.',
      loss: 'Plugins have no Config.DockerVersion.',
    }),
    change({
      id: 'v1.52-logs-error-text',
      summary: 'Logs of no stream are refused in new words',
      operations: { ContainerLogs: chooseStream, ServiceLogs: chooseStream, TaskLogs: chooseStream },
    }),
    change({
      id: 'v1.52-kernelmemorytcp',
      summary: 'Kernel memory for TCP cannot be limited; before, by KernelMemoryTCP on cgroup v1',
      operations: {
        ContainerCreate: { request: at('HostConfig', withoutLimit('KernelMemoryTCP', NO_KERNEL_MEMORY_TCP)) },
        ContainerUpdate: { request: withoutLimit('KernelMemoryTCP', NO_KERNEL_MEMORY_TCP) },
        SystemInfo: {
          // Docker 23 and newer told it where it was true.
          response: onObject((info, context) =>
            isOlder(context.client, '1.40') || !isOlder(context.client, '1.42')
              ? info
              : withDefaults({ KernelMemoryTCP: false })(info, context),
          ),
        },
      },
      loss: 'No such limit is set, of which a warning tells.',
    }),
    change({
      id: 'v1.42-df-always-present-keys',
      summary: 'Disk usage leaves out what is zero or was not asked for; before, it was zero or null',
      operations: {
        SystemDataUsage: {
          response: onObject((usage, context) =>
            withDefaults({
              LayersSize: 0,
              Images: null,
              Containers: null,
              Volumes: null,
              BuildCache: null,
              ...(isOlder(context.client, '1.42') ? { BuilderSize: 0 } : {}),
            })(usage, context),
          ),
        },
      },
    }),
    change({
      id: 'v1.52-containerd-store-identity',
      summary:
        'In the containerd image store an image is known by its manifest; before, by its configuration',
      operations: {},
      status: 'not needed',
      reason: 'The ids which the daemon gives are valid in every call, whatever they are digests of.',
    }),
    change({
      id: 'v1.52-compat-wrapper-float',
      summary: 'What the daemon adds for older clients rounds integers beyond 2^53; before, they were exact',
      operations: {},
      status: 'not needed',
      reason:
        'Events are asked for at 1.52 (see v1.52-events-legacy-fields), and no other answer holds such numbers.',
    }),
  ]),
]

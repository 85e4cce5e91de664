/**
 * What API 1.42 (Docker 23.0) changed for clients older than that: the `LessThan(version, "1.42")` blocks of moby
 * `api/server/router/**` at v28.5.2, and of `daemon/server/router/**` at docker-v29.7.2.
 */
import { change, version } from '../src/translate/change.ts'
import { withBuilderSize, withParent } from './shapes/build-cache.ts'
import { refuseClusterVolume, withoutClusterVolumes } from './shapes/cluster-volumes.ts'
import { NO_KERNEL_MEMORY, withoutLimit } from './shapes/dropped-limit.ts'
import { withFilter } from './shapes/filters.ts'
import { contentTypeReplacing } from './shapes/headers.ts'
import { at, withDefaults, without } from './shapes/json-edit.ts'
import { legacyMountError, withoutIgnoredMountOptions } from './shapes/mount-options.ts'
import { withoutParameters, withParameters } from './shapes/query.ts'

const asRawStream = {
  responseHeaders: contentTypeReplacing(
    ['application/vnd.docker.multiplexed-stream'],
    'application/vnd.docker.raw-stream',
  ),
}

export default version('1.42', [
  change({
    id: 'v1.42-stream-content-type',
    summary:
      'Streams of a container without TTY name their framing in Content-Type; before, always raw-stream',
    operations: {
      ContainerAttach: asRawStream,
      ExecStart: asRawStream,
      ContainerLogs: asRawStream,
      ServiceLogs: asRawStream,
      TaskLogs: asRawStream,
    },
  }),
  change({
    id: 'v1.42-attach-ws-streams',
    summary: 'attach/ws attaches the streams that are asked for; before, all three whatever the query said',
    operations: {
      ContainerAttachWebsocket: { query: withParameters({ stdin: '1', stdout: '1', stderr: '1' }) },
    },
  }),
  change({
    id: 'v1.42-stop-restart-signal',
    summary: 'stop and restart take a signal; before, the parameter was ignored',
    operations: {
      ContainerStop: { query: withoutParameters('signal') },
      ContainerRestart: { query: withoutParameters('signal') },
    },
  }),
  change({
    id: 'v1.42-create-consolesize',
    summary: 'HostConfig.ConsoleSize is the first size of the terminal; before, it had no effect on Linux',
    operations: { ContainerCreate: { request: at('HostConfig', without('ConsoleSize')) } },
    loss: 'On a Windows daemon the console starts at its default size.',
  }),
  change({
    id: 'v1.42-exec-consolesize',
    summary: 'Exec takes ConsoleSize; before, it was ignored',
    operations: {
      ContainerExec: { request: without('ConsoleSize') },
      ExecStart: { request: without('ConsoleSize') },
    },
  }),
  change({
    id: 'v1.42-create-bind-createmountpoint',
    summary: 'BindOptions.CreateMountpoint creates the source of a bind mount; before, it was ignored',
    operations: {
      ContainerCreate: { request: at('HostConfig.Mounts[].BindOptions', without('CreateMountpoint')) },
    },
  }),
  change({
    id: 'v1.42-create-mount-options-mismatch',
    summary:
      'Options of another mount type are refused; before, some were ignored and others refused in other words',
    operations: {
      ContainerCreate: {
        request: at('HostConfig.Mounts[]', withoutIgnoredMountOptions),
        error: legacyMountError,
      },
    },
  }),
  change({
    id: 'v1.42-create-kernelmemory',
    summary: 'HostConfig.KernelMemory is ignored; before, it limited kernel memory on cgroup v1',
    operations: {
      ContainerCreate: { request: at('HostConfig', withoutLimit('KernelMemory', NO_KERNEL_MEMORY)) },
    },
    unversioned: '29.0.0',
    loss: 'No kernel memory limit is set, of which a warning tells; the daemon no longer can.',
  }),
  change({
    id: 'v1.42-update-kernelmemory',
    summary: 'KernelMemory of an update is ignored; before, it limited kernel memory on cgroup v1',
    operations: { ContainerUpdate: { request: withoutLimit('KernelMemory', NO_KERNEL_MEMORY) } },
    unversioned: '29.0.0',
    loss: 'The kernel memory limit is not changed, of which a warning tells; the daemon no longer can.',
  }),
  change({
    id: 'v1.42-info-kernelmemory',
    summary: 'Info says nothing of kernel memory limits; before, KernelMemory told whether they work',
    operations: { SystemInfo: { response: withDefaults({ KernelMemory: false }) } },
    unversioned: '29.0.0',
    loss: 'KernelMemory is always false: no such limit can be set this way, whatever the host supports.',
  }),
  change({
    id: 'v1.42-volume-prune-all',
    summary: 'Pruning removes anonymous volumes unless the filter all is given; before, every unused volume',
    operations: { VolumePrune: { query: query => withFilter(query, 'all', 'true') } },
  }),
  change({
    id: 'v1.42-volumes-cluster',
    summary: 'Volume calls know the cluster volumes of a swarm; before, only local ones existed',
    operations: {
      VolumeList: { response: withoutClusterVolumes },
      VolumeInspect: { response: refuseClusterVolume },
      VolumeCreate: { request: without('ClusterVolumeSpec') },
      VolumeDelete: { emulate: 'volume-delete' },
    },
  }),
  change({
    id: 'v1.42-images-shared-size',
    summary: 'The image list computes SharedSize on request; before, the parameter was ignored',
    operations: { ImageList: { query: withoutParameters('shared-size') } },
  }),
  change({
    id: 'v1.42-df-type',
    summary: 'Disk usage can be restricted by type; before, the parameter was ignored',
    operations: { SystemDataUsage: { query: withoutParameters('type') } },
  }),
  change({
    id: 'v1.42-df-buildersize',
    summary: 'Disk usage has no BuilderSize; before, the size of the build cache',
    operations: { SystemDataUsage: { response: withBuilderSize } },
    unversioned: '29.0.0',
  }),
  change({
    id: 'v1.42-df-buildcache-parent',
    summary: 'Records of the build cache have lists of parents; before, one Parent',
    operations: { SystemDataUsage: { response: at('BuildCache[]', withParent) } },
    unversioned: '29.0.0',
    loss: 'Of several parents the first one is shown.',
  }),
])

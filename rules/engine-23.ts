/**
 * What Docker 23.0 changed at every API version, for clients older than its own 1.42 (moby `api/types` and `daemon` at
 * v23.0.0, compared with v20.10.24).
 */
import { isOlder } from '../src/api/version.ts'
import { change, engine } from '../src/translate/change.ts'
import { at, onObject, withDefaults, without } from './shapes/json-edit.ts'

const CONDITIONS = ['', 'not-running', 'next-exit', 'removed']

const withoutAnonymousLabel = at(
  'Labels',
  onObject((labels, context) => {
    const rest = without('com.docker.volume.anonymous')(labels, context)
    return rest !== labels && Object.keys(rest ?? {}).length === 0 ? null : rest
  }),
)

export default engine('23.0.0', '1.42', [
  change({
    id: 'v1.42-inspect-kernelmemory',
    summary: 'Kernel memory limits are shown when they are set; before, always',
    operations: {
      ContainerInspect: {
        response: at(
          'HostConfig',
          onObject((hostConfig, context) =>
            withDefaults({
              KernelMemory: 0,
              ...(isOlder(context.client, '1.40') ? {} : { KernelMemoryTCP: 0 }),
            })(hostConfig, context),
          ),
        ),
      },
    },
  }),
  change({
    id: 'v1.42-wait-invalid-condition',
    summary: 'Waiting for an unknown condition is refused; before, it was waiting for the container to stop',
    operations: {
      ContainerWait: {
        query: query => {
          if (CONDITIONS.includes(query.get('condition') ?? '')) return query
          const known = new URLSearchParams(query)
          known.delete('condition')
          return known
        },
      },
    },
  }),
  change({
    id: 'v1.42-seccomp-profile-builtin',
    summary: 'The seccomp profile that comes with the daemon is called builtin; before, default',
    operations: {
      SystemInfo: {
        response: at('SecurityOptions[]', option =>
          typeof option === 'string' && option.startsWith('name=seccomp')
            ? option.replace(/,profile=builtin(?=,|$)/, ',profile=default')
            : option,
        ),
      },
    },
  }),
  change({
    id: 'v1.42-volume-anonymous-label',
    summary: 'A volume without a name of its own has a label that says so; before, it had none',
    operations: {
      VolumeList: { response: at('Volumes[]', withoutAnonymousLabel) },
      VolumeInspect: { response: withoutAnonymousLabel },
      VolumeCreate: { response: withoutAnonymousLabel },
      SystemDataUsage: { response: at('Volumes[]', withoutAnonymousLabel) },
    },
  }),
])

/**
 * What API 1.46 (Docker 27.0) changed for clients older than that: the `LessThan(version, "1.46")` blocks of moby
 * `api/server/router/**` at v28.5.2.
 */
import { change, version } from '../src/translate/change.ts'
import { isJsonObject } from '../src/translate/json.ts'
import { at, inOrder, without } from './shapes/json-edit.ts'
import { withoutParameters } from './shapes/query.ts'

const specWithoutTmpfsOptions = {
  request: at(
    'TaskTemplate.ContainerSpec',
    inOrder(without('OomScoreAdj'), at('Mounts[].TmpfsOptions', without('Options'))),
  ),
}

export default version('1.46', [
  change({
    id: 'v1.46-events-image-create',
    summary: 'An event tells of each new image; before, there was none',
    operations: {
      SystemEvents: {
        message: event =>
          isJsonObject(event) && event.Type === 'image' && event.Action === 'create' ? undefined : event,
      },
    },
  }),
  change({
    id: 'v1.46-container-list-annotations',
    summary: 'The container list shows annotations; before, it did not',
    operations: {
      ContainerList: {
        response: at('[].HostConfig', without('Annotations')),
        onlyWith: ['"Annotations"'],
      },
    },
  }),
  change({
    id: 'v1.46-push-platform',
    summary:
      'Push takes a platform as JSON; before, the parameter was ignored, and some clients sent one of another form',
    operations: { ImagePush: { query: withoutParameters('platform') } },
  }),
  change({
    id: 'v1.46-services-tmpfs-oomscore',
    summary: 'Services take OomScoreAdj and options of tmpfs mounts; before, they were ignored',
    operations: {
      ServiceCreate: specWithoutTmpfsOptions,
      ServiceUpdate: { ...specWithoutTmpfsOptions, emulate: 'service-update' },
    },
  }),
  change({
    id: 'v1.46-info-containerd',
    summary: 'Info tells how the daemon reaches containerd; before, it did not',
    operations: { SystemInfo: { response: without('Containerd') } },
  }),
])

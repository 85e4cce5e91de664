/** API 1.12 (docker 0.12, 1.0): moby `api/server/server.go`, `daemon/inspect.go` and `image/image.go` at v0.11.1 and v1.0.1. */
import { change, version } from '../src/translate/change.ts'
import { toldInStream } from './shapes/attach-errors.ts'
import {
  createError,
  lookupError,
  nameInUse,
  resizeError,
  startError,
  tagError,
} from './shapes/errors-before-1.12.ts'
import { knownEvent, numericBounds } from './shapes/events-before-1.12.ts'
import { imageInLowerCase } from './shapes/image-inspect-before-1.12.ts'
import { at, onObject, withDefaults, without } from './shapes/json-edit.ts'
import { withExposedAsPublic } from './shapes/listed-ports.ts'
import { requireRepository } from './shapes/named-tag.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withoutParameters } from './shapes/query.ts'
import { statusByText } from './shapes/status-by-text.ts'
import { images } from './v1.12/images.ts'

const withUpperId = onObject(({ Id: id, ...container }) => ({ ID: id, ...container }))

function numericLimit(query: URLSearchParams): URLSearchParams {
  const limit = query.get('limit')
  return limit === null || /^\+?\d+$/.test(limit) ? query : withoutParameters('limit')(query)
}

const withSizes = at('[]', withDefaults({ SizeRw: 0, SizeRootFs: 0 }))

export default version('1.12', [
  ...images,
  change({
    id: 'v1.0-image-tag',
    summary: 'What is wrong with the name of a tag is told in new words',
    operations: { ImageTag: { query: requireRepository, error: tagError } },
    loss: 'Names with capitals or blanks are refused.',
  }),
  change({
    id: 'v1.10-create-name-conflict',
    summary: 'A name that is in use is told in new words; before 1.10, as 500',
    operations: { ContainerCreate: { error: nameInUse } },
  }),
  change({
    id: 'v1.10-resize-not-running',
    summary: 'Resizing what does not run is an error; in 1.10 and 1.11, nothing was done',
    operations: { ContainerResize: { error: resizeError } },
  }),
  change({
    id: 'v1.12-container-inspect-camelcase',
    summary: 'An inspected container has an Id; before, an ID',
    operations: { ContainerInspect: { response: withUpperId } },
  }),
  change({
    id: 'v1.12-image-inspect-camelcase',
    summary: 'An inspected image has members like Id and ContainerConfig; before, id and container_config',
    operations: { ImageInspect: { response: imageInLowerCase } },
  }),
  change({
    id: 'v1.12-search-is-trusted',
    summary: 'Search results tell automated builds in is_automated; before, in is_trusted',
    operations: { ImageSearch: { response: at('[]', without('is_automated')) } },
  }),
  change({
    id: 'v1.12-list-ports-unpublished',
    summary: 'A port that is not published is a PrivatePort; before, it stood in PublicPort',
    operations: { ContainerList: { response: at('[].Ports', withExposedAsPublic) } },
  }),
  change({
    id: 'v1.0-container-list-params',
    summary: 'A limit must be a number; before, anything else was none',
    operations: { ContainerList: { query: numericLimit } },
  }),
  change({
    id: 'v1.10-list-since-before',
    summary:
      'Bounds of a container list are full IDs or names; before, also short IDs, or nothing that exists',
    operations: { ContainerList: { emulate: 'container-list' } },
  }),
  change({
    id: 'v1.3-container-list-size',
    summary: 'Sizes of nothing are left out; before, they were 0 when sizes were asked for',
    operations: {
      ContainerList: {
        response: (list, context) => (context.query.has('size') ? withSizes(list, context) : list),
      },
    },
  }),
  change({
    id: 'v1.12-image-list-filters',
    summary: 'Images are listed by filters; before, the parameter was ignored',
    operations: { ImageList: { query: withoutParameters('filters') } },
  }),
  change({
    id: 'v1.4-events-vocabulary',
    summary: 'Much that happens is an event; before, ten things that happen to containers and images were',
    operations: { SystemEvents: { query: numericBounds, message: knownEvent } },
  }),
  ...notNeeded([
    [
      'v1.12-pause-endpoints',
      'Containers can be paused; before, they could not',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.12-cpuset',
      'A container can be bound to CPUs; before, it could not',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.12-bind-destinations-in-volumes',
      'Places of binds are no Volumes of the container; before, CLIs put them into both',
      'The bind goes before the volume when the container is made with both.',
    ],
  ]),
  change({
    id: 'v1.0-attach-errors',
    summary: 'An attach that is not possible is refused; before, its stream said why',
    operations: { ContainerAttach: { error: toldInStream(404) } },
  }),
  // The last in this list is the first that an answer passes: what an error is about is looked at when it has its words.
  change({
    id: 'v1.0-error-status-from-text',
    summary: 'An error has a status of its own; before, its words decided, and most were 500',
    operations: {
      '*': { error: statusByText },
      ContainerCreate: { error: createError },
      ContainerStart: { error: startError },
      ImageHistory: { error: lookupError },
    },
  }),
])

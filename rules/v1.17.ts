/** API 1.17 (docker 1.5): moby `daemon/create.go` and `api/server/server.go` at v1.4.1 and v1.5.0. */
import { change, version } from '../src/translate/change.ts'
import { UntranslatableError } from '../src/translate/untranslatable.ts'
import { onObject } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'

const NOT_FOUND = 404

const refuseNoImage = onObject(body => {
  if ((body.Image ?? '') === '') throw new UntranslatableError('No such image:  (tag: latest)', NOT_FOUND)
  return body
})

export default version('1.17', [
  change({
    id: 'v1.17-create-without-image',
    summary: 'A container can be created without an image; before, that was an image that does not exist',
    unversioned: '1.5.0',
    operations: { ContainerCreate: { request: refuseNoImage } },
  }),
  change({
    id: 'v1.17-hijack-upgrade',
    summary: 'Clients ask for the raw stream with Upgrade and get 101; before, they got 200',
    operations: {},
    status: 'not needed',
    reason: 'A client is answered in the form it asks for, at every version.',
  }),
  change({
    id: 'v1.17-stats-added',
    summary: 'There are statistics of containers; before, there were not',
    operations: {},
    status: 'not needed',
    reason:
      'Their old shape is the business of v1.21-stats-networks, v1.25-stats-omitempty and v1.27-percpu-usage.',
  }),
  change({
    id: 'v1.17-events-exec',
    summary: 'Execs and want of memory are events; before, they were not',
    unversioned: '1.5.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients print what happened or pass over it, and know no list of it.',
  }),
  ...notNeeded([
    [
      'v1.17-additive',
      'Containers can be renamed, builds name their Dockerfile; before, not so',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

/** API 1.7 (docker 0.6.7): moby `api.go`, `api_params.go` and `server.go` at v0.6.6 and v0.6.7. */
import { change, version } from '../src/translate/change.ts'
import { imagesByTag } from './shapes/images-by-tag.ts'
import { inOrder } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withNestedMapping, withOneBinding } from './shapes/port-mapping.ts'
import { shortIdsAt } from './shapes/short-ids.ts'
import { images } from './v1.7/images.ts'

export default version('1.7', [
  ...images,
  change({
    id: 'v1.7-image-list-repotags',
    summary: 'An image is listed once with its RepoTags; before, once for each with Repository and Tag',
    operations: { ImageList: { response: imagesByTag } },
  }),
  change({
    id: 'v1.7-full-ids',
    summary: 'IDs have 64 digits everywhere; before, what creates and removes gave 12',
    operations: {
      ContainerCreate: { response: shortIdsAt('Id') },
      ImageCommit: { response: shortIdsAt('Id') },
      ImageCreate: { message: shortIdsAt('status') },
      ImageDelete: { response: shortIdsAt('[].Untagged', '[].Deleted') },
      ImageHistory: { response: shortIdsAt('[].Id') },
      SystemEvents: { message: shortIdsAt('id') },
    },
  }),
  change({
    id: 'v1.6-networksettings-ports',
    summary: 'Ports of a running container are in Ports; before, in PortMapping',
    operations: { ContainerInspect: { response: inOrder(withOneBinding, withNestedMapping) } },
  }),
  ...notNeeded([
    [
      'v1.7-image-save',
      'Images can be saved; before, they could not',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.7-image-load',
      'Images can be loaded; before, they could not',
      'Clients that do not know of it do not ask; for what they are told see v1.23-image-load.',
    ],
    [
      'v1.7-list-since-before-ids',
      'Containers are listed since or before a short or a full ID; before, a short one',
      'Either is found, whatever it is.',
    ],
    [
      'v1.7-no-such-anywhere',
      '`No such` anywhere in an error means 404; before, at its beginning',
      'v1.0-error-status-from-text knows the difference.',
    ],
    [
      'v1.7-rmi-in-use',
      'The image of a running container cannot be removed; before, it could',
      'The daemon of today refuses it too, and the error is told in the old words.',
    ],
    [
      'v1.7-volumesfrom-modes',
      'Volumes of another container can be read-only; before, they were as there',
      'Clients that do not know of it do not ask.',
    ],
    ['v1.7-copy-empty-path', 'An empty path to copy is refused in new words', 'Clients print the text.'],
    [
      'v1.7-info-booleans',
      'Truth values of info are numbers from 0.7.2 on; before, true and false',
      'The same change as v1.9-info-bools, which converts it.',
    ],
    [
      'v1.7-json-ampersand',
      'An ampersand is escaped in JSON; before, it was not',
      'To those who read JSON it is the same.',
    ],
    [
      'v1.7-create-via-env',
      'Numbers of a body may be quoted; before, they had to be numbers',
      'v1.19-typed-json-decoding converts them for every older client.',
    ],
    [
      'v1.7-additive',
      'Events are asked for since a date, names in use tell whose they are; before, neither',
      'Dates are converted by the clients, and texts are printed.',
    ],
  ]),
])

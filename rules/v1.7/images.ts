/** Images at API 1.7 (docker 0.6.7): moby `server.go` and `api.go` at v0.6.6 and v0.6.7. */
import { change } from '../../src/translate/change.ts'
import { shortId } from '../shapes/bare-image-ids.ts'
import { at } from '../shapes/json-edit.ts'
import { notNeeded } from '../shapes/not-needed.ts'

export const images = [
  ...notNeeded([
    [
      'v1.7-image-load',
      'Images can be loaded; before, they could not',
      'v1.23-image-load keeps the answer of then, for whoever asks at an older version, too.',
    ],
  ]),
  change({
    id: 'v1.7-viz-removed',
    summary: 'Clients draw the tree of the images themselves; before, the daemon did',
    operations: { ImageViz: { emulate: 'image-viz' } },
    loss: 'Only images that were built or committed here have a parent.',
  }),
  change({
    id: 'v1.7-import-full-id',
    summary: 'An import tells the whole ID of the image; before, 12 digits',
    operations: { ImageCreate: { message: at('status', shortId) } },
  }),
]

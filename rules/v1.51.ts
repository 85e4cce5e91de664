/** What API 1.51 (Docker 28.3) changed for clients older than that (moby `image_routes.go` at v28.5.2, getImagesJSON). */
import { change, version } from '../src/translate/change.ts'
import { at, onObject } from './shapes/json-edit.ts'

export default version('1.51', [
  change({
    id: 'v1.51-images-containers-count',
    summary: 'The image list counts the containers of each image; before, it always said -1',
    operations: {
      ImageList: {
        response: at(
          '[]',
          onObject(image => (image.Containers === -1 ? image : { ...image, Containers: -1 })),
        ),
      },
    },
  }),
])

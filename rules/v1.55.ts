/** What API 1.55 (Docker 29.6) changed for clients older than that (moby `container_routes.go` at docker-v29.7.2). */
import { change, version } from '../src/translate/change.ts'
import { without } from './shapes/json-edit.ts'

export default version('1.55', [
  change({
    id: 'v1.55-update-blkio-devices',
    summary: 'Updating a container sets the limits of its block devices; before, they were ignored',
    operations: {
      ContainerUpdate: {
        request: without(
          'BlkioWeightDevice',
          'BlkioDeviceReadBps',
          'BlkioDeviceWriteBps',
          'BlkioDeviceReadIOps',
          'BlkioDeviceWriteIOps',
        ),
      },
    },
  }),
])

/** What docker 19.03 changed at every API version (moby `api/types/container/host_config.go` at v18.09.0 and v20.10.24). */
import { change, engine } from '../src/translate/change.ts'

export default engine('19.3.0', '1.40', [
  change({
    id: 'v1.40-inspect-pidslimit-null',
    summary: 'PidsLimit of a container without limit is null; before, 0',
    operations: {},
    status: 'not needed',
    reason: 'Go clients read null as 0, and the API had documented null since 1.39.',
  }),
  change({
    id: 'v1.40-inspect-diskquota',
    summary: 'HostConfig has no DiskQuota; before, it was there and always 0',
    operations: {},
    status: 'not needed',
    reason: 'It never had any effect, and to Go clients an absent number is 0.',
  }),
])

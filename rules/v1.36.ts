/** API 1.36 (docker 18.02). */
import { change, version } from '../src/translate/change.ts'

export default version('1.36', [
  change({
    id: 'v1.36-secret-config-create-id-key',
    summary: 'The documents call the ID of a new secret or config `Id`; before, `ID`',
    operations: {},
    status: 'not needed',
    reason: 'Only the documents changed: every daemon writes `ID`.',
  }),
])

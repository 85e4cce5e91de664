/** API 1.0 (docker 0.3.3), the first: what was so from the beginning, and is no version's change. */
import { version } from '../src/translate/change.ts'

export default version('1.0', [])

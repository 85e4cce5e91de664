/** API 1.11 (docker 0.11). */
import { version } from '../src/translate/change.ts'

export default version('1.11', [])

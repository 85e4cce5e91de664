/** API 1.6 (docker 0.6.4). */
import { version } from '../src/translate/change.ts'

export default version('1.6', [])

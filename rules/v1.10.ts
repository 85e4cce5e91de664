/** API 1.10 (docker 0.9). */
import { version } from '../src/translate/change.ts'

export default version('1.10', [])

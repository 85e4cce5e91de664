/** API 1.5 (docker 0.6.2). */
import { version } from '../src/translate/change.ts'

export default version('1.5', [])

/** API 1.2 (docker 0.4.1). */
import { version } from '../src/translate/change.ts'

export default version('1.2', [])

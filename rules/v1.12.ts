/** API 1.12 (docker 0.12 and 1.0). */
import { version } from '../src/translate/change.ts'

export default version('1.12', [])

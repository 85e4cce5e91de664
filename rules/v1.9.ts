/** API 1.9 (docker 0.8). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.9/images.ts'

export default [...version('1.9', []), ...images]

/** API 1.7 (docker 0.6.7). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.7/images.ts'

export default version('1.7', [...images])

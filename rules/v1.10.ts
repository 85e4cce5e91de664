/** API 1.10 (docker 0.9). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.10/images.ts'

export default version('1.10', [...images])

/** API 1.3 (docker 0.4.5). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.3/images.ts'

export default version('1.3', [...images])

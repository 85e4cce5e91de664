/** API 1.8 (docker 0.7.1). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.8/images.ts'

export default version('1.8', [...images])

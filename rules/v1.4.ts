/** API 1.4 (docker 0.5.1). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.4/images.ts'

export default version('1.4', [...images])

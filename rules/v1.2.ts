/** API 1.2 (docker 0.4.1). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.2/images.ts'

export default version('1.2', [...images])

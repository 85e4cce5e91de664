/** API 1.1 (docker 0.3.4). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.1/images.ts'

export default version('1.1', [...images])

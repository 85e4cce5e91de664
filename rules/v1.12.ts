/** API 1.12 (docker 0.12 and 1.0). */
import { version } from '../src/translate/change.ts'
import { images } from './v1.12/images.ts'

export default version('1.12', [...images])

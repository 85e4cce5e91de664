/** What Docker 29.0 changed at every API version, for clients older than its own 1.52. */
import { answers } from './engine-29/answers.ts'
import { requests } from './engine-29/requests.ts'

export default [...requests, ...answers]

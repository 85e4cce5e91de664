/** IDs of 12 digits, which daemons up to docker 0.6.6 gave in answers about one object; lists and inspects had all 64. */
import { shortId } from './bare-image-ids.ts'
import { at, inOrder, type ValueStep } from './json-edit.ts'

/** At each of these paths. */
export const shortIdsAt = (...paths: readonly string[]): ValueStep =>
  inOrder(...paths.map(path => at(path, shortId)))

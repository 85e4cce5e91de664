/**
 * How much build cache a prune keeps: `keep-storage` up to API 1.47, `reserved-space` since, together with two more limits
 * (moby `api/server/router/build/build_routes.go` at v28.5.2, postPrune).
 */
import { withoutParameters } from './query.ts'

const onlyOldParameter = withoutParameters('reserved-space', 'max-used-space', 'min-free-space')
const INTEGER = /^[+-]?\d+$/

/** What is no number keeps its old name, under which daemons still refuse it. */
export function keepStorageAsReservedSpace(query: URLSearchParams): URLSearchParams {
  const kept = query.get('keep-storage')
  const old = onlyOldParameter(query)
  if (kept === null || !INTEGER.test(kept)) return old
  const changed = new URLSearchParams(old)
  changed.delete('keep-storage')
  changed.set('reserved-space', kept)
  return changed
}

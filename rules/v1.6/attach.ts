/** Attach before docker 0.6.4 (moby `api.go` at v0.6.3 and v0.6.4, postContainersAttach). */
import { change, type Headers } from '../../src/translate/change.ts'

export const attach = [
  change({
    id: 'v1.6-attach-multiplex',
    summary: 'Attach marks what is stdout and what stderr; before, both came as they were written',
    operations: { ContainerAttach: { writeFrame: ({ payload }) => payload, responseHeaders: onlyType } },
  }),
  change({
    id: 'v1.6-attach-before-start',
    summary:
      'A container is attached to and then started; before, it was started first, and its logs made up for the time between',
    // An attach to a container that is over had no end on daemons of the time.
    operations: { ContainerAttach: { emulate: 'attach-after-start' } },
  }),
]

/** Replies to an attach said nothing but their type. */
function onlyType({ 'content-type': type }: Headers): Headers {
  return type === undefined ? {} : { 'content-type': type }
}

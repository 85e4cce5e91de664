/** What docker 17 changed at every API version: typed errors (moby `api/errdefs` at v17.12.0-ce) in place of a search for words in their texts. */
import { change, engine } from '../src/translate/change.ts'

export default [
  ...engine('17.7.0', '1.31', [
    change({
      id: 'v1.31-secret-status-codes',
      summary: 'Errors of secrets and of node updates are 404, 409 and 400; before, 500',
      operations: {},
      status: 'not needed',
      reason: 'No client of that time tells the numbers apart.',
    }),
  ]),
  ...engine('17.9.0', '1.32', [
    change({
      id: 'v1.32-network-delete-id-wins',
      summary:
        'Deleting a network prefers the one whose ID was given; before, one of that name could come first',
      operations: {},
      status: 'not needed',
      reason: 'The old choice deleted the wrong network.',
    }),
    change({
      id: 'v1.32-container-create-406',
      summary:
        'Creating a container no longer answers 406; before, it did for errors that began with `impossible`',
      operations: {},
      status: 'not needed',
      reason: 'No error begins with that word any more.',
    }),
  ]),
  ...engine('17.10.0', '1.35', [
    change({
      id: 'v1.35-status-codes-errdefs',
      summary: 'The status of an error follows its kind; before, it followed words in the text',
      operations: {},
      status: 'not needed',
      reason: 'Texts are as they were, and clients of that time print them and do not look at the number.',
    }),
  ]),
]

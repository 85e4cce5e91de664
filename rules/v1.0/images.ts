/** Images and logins at API 1.0 (docker 0.3.3), and which changes take care of them. */
import { notNeeded } from '../shapes/not-needed.ts'

export const images = notNeeded([
  [
    'v1.0-image-pull',
    'A pull answers in text, and the daemon has the credentials',
    'v1.1-json-streams writes the text, v1.2-auth-post-no-store brings the credentials.',
  ],
  [
    'v1.0-image-import',
    'An import answers in text, with 12 digits of the ID at the end',
    'v1.1-json-streams, v1.2-json-streams and v1.7-import-full-id write it so.',
  ],
  [
    'v1.0-image-push',
    'A push answers in text, sends all tags, and the daemon has the credentials',
    'v1.2-json-streams writes the text, v1.10-push-requires-auth-or-body brings the credentials.',
  ],
  [
    'v1.0-image-insert',
    'A file from a URL is added to an image',
    'v1.12-image-insert-removed does it, v1.2-json-streams writes the answer.',
  ],
  ['v1.0-image-viz', 'The daemon draws the tree of the images', 'v1.7-viz-removed does it.'],
  ['v1.0-image-getcache', 'The CLI asks for cached steps of a build', 'v1.5-getcache-removed does it.'],
  ['v1.0-auth-get', 'The daemon tells whose login it keeps', 'v1.2-auth-get-removed does it.'],
  ['v1.0-auth-post', 'The daemon keeps the login', 'v1.2-auth-post-no-store does it.'],
])

/** API 1.5 (docker 0.6.2): moby `api.go` and `server.go` at v0.6.1 and v0.6.2. */
import { change, type Headers, version } from '../src/translate/change.ts'
import { at } from './shapes/json-edit.ts'
import { portsAsText } from './shapes/listed-ports.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.5/images.ts'

/** The status went out before the type was set, and the server guessed. */
const guessedType = {
  responseHeaders: (headers: Headers): Headers => ({
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
  }),
}

export default version('1.5', [
  ...images,
  change({
    id: 'v1.5-ports-list',
    summary: 'Ports of a container are a list; before, a line of text',
    operations: { ContainerList: { response: at('[].Ports', portsAsText) } },
  }),
  change({
    id: 'v1.5-created-content-type',
    summary: 'What create and commit answer is declared as JSON; before, as text',
    operations: { ContainerCreate: guessedType, ImageCommit: guessedType },
  }),
  ...notNeeded([
    [
      'v1.5-changes-created',
      'A container that never ran has no changes; before, that was an error',
      'Clients print what there is.',
    ],
    [
      'v1.5-inspect-conflict',
      'Docker 0.6 refused to inspect what is a container and an image; older and newer releases do not',
      'The path tells which of them is meant.',
    ],
    [
      'v1.5-image-filter-glob',
      'Images are found by a pattern; before, by a name',
      'A name is a pattern that matches itself.',
    ],
    [
      'v1.5-run-exit-code',
      'CLIs ask for the exit code when their output has ended; before, they did not',
      'They ask by calls of their own.',
    ],
    [
      'v1.5-volumesfrom-list',
      'Volumes can come from several containers; before, from one',
      'v1.10-create-dns-volumesfrom takes both.',
    ],
    [
      'v1.5-inspect-paths',
      'An inspected container has the paths of its files, and a domain; before, it had not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.5-additive',
      'A start without a body keeps the HostConfig of the last; before, it had none',
      'The HostConfig is part of the container.',
    ],
  ]),
])

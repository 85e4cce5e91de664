/** API 1.0 (docker 0.3.3), the first: what was so from the beginning, and what has become of it. */
import { version } from '../src/translate/change.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.0/images.ts'

export default version('1.0', [
  ...images,
  ...notNeeded([
    [
      'v1.0-version-prefix',
      'CLI 0.3.3 writes its version as v1.000000',
      'Versions are read as numbers before anything is translated.',
    ],
    [
      'v1.0-unrouted-paths',
      'An unknown path is 404 in the words of Go',
      'It is answered so without asking the daemon.',
    ],
    [
      'v1.0-listeners',
      'Daemons listened on tcp 4243, and CLIs sent an empty Host',
      '`--listen` takes any address, an empty Host is accepted, and the daemon gets one of Longshore’s own.',
    ],
    [
      'v1.0-unversioned-requests',
      'A path without a version means the newest one of the daemon',
      'Which version such a path means is decided by who asks, before anything is translated.',
    ],
    [
      'v1.0-error-bodies',
      'Errors are a line of text',
      'They are written in the dialect of the client’s version; see v1.24-error-json.',
    ],
    [
      'v1.0-image-lookup-errors',
      'Images that do not exist are told in two ways',
      'The business of v1.8-image-missing-status.',
    ],
    [
      'v1.0-bool-params',
      'What is neither true nor false in a query is refused',
      'The business of v1.9-bool-params.',
    ],
    [
      'v1.0-request-content-types',
      'CLIs declare plain/text, and daemons do not look at it',
      'The business of v1.15-json-content-type and v1.24-content-type-empty-body.',
    ],
    [
      'v1.0-response-content-types',
      'Answers are declared as JSON, or as what Go guesses',
      'Answers of today are declared as well; what was guessed wrong is restored by v1.5-created-content-type.',
    ],
    ['v1.0-short-ids', 'What creates and removes gives IDs of 12 digits', 'The business of v1.7-full-ids.'],
    [
      'v1.0-only-ids',
      'only_ids and trunc_cmd were in no release, and are ignored',
      'Daemons of today ignore them too.',
    ],
    [
      'v1.0-containers-ps-route',
      'Containers are listed at containers/ps',
      'Both paths are one operation before anything is translated.',
    ],
    [
      'v1.0-container-list-response',
      'A listed container has text for Ports, and a Status like `Exit 0`',
      'The business of v1.5-ports-list, v1.10-list-status-exit and v1.18-list-image-name.',
    ],
    [
      'v1.0-container-create',
      'A container is created from one flat Config',
      'The business of v1.18-resources-hostconfig, v1.6-create-name and v1.7-full-ids.',
    ],
    [
      'v1.0-create-host-fields',
      'Limits, Dns and Privileged are part of Config',
      'The business of v1.18-resources-hostconfig.',
    ],
    ['v1.0-create-volumesfrom', 'VolumesFrom is text', 'The business of v1.10-create-dns-volumesfrom.'],
    ['v1.0-create-volumes', 'Volumes are made at start', 'Made at create, they are there at start.'],
    [
      'v1.0-container-inspect',
      'An inspected container has PortMapping, Volumes and all of Config',
      'The business of v1.6-networksettings-ports, v1.10-create-dns-volumesfrom, v1.11-state-ghost and v1.20-inspect-volumes-mounts.',
    ],
    ['v1.0-container-changes', 'Changes are a list, or null', 'The business of v1.9-empty-values.'],
    ['v1.0-container-export', 'An export is a tar archive', 'So it is today.'],
    [
      'v1.0-container-start',
      'A start has no body',
      'The business of v1.3-start-hostconfig and v1.13-start-304.',
    ],
    [
      'v1.0-container-stop-restart',
      'A timeout that is no number is 10 seconds',
      'The business of v1.14-stop-negative-timeout and v1.13-stop-304.',
    ],
    [
      'v1.0-container-kill',
      'A container that does not run is killed without an error',
      'The business of v1.6-kill-signal and v1.20-kill-stopped.',
    ],
    ['v1.0-container-wait', 'Waiting answers when the container has ended', 'So it does today.'],
    [
      'v1.0-container-delete',
      'A running container is stopped and removed',
      'The business of v1.2-delete-running.',
    ],
    ['v1.0-image-list', 'Images are listed by tag', 'The business of v1.7-image-list-repotags.'],
    [
      'v1.0-image-inspect',
      'An inspected image has members in lower case',
      'The business of v1.12-image-inspect-camelcase.',
    ],
    [
      'v1.0-image-history',
      'The history has IDs of 12 digits',
      'The business of v1.7-full-ids and v1.2-history-tags.',
    ],
    [
      'v1.0-image-delete',
      'An image is removed whatever its names',
      'The business of v1.2-image-delete-json.',
    ],
    [
      'v1.0-image-search',
      'Search results have Name and Description',
      'The business of v1.6-search-keys and v1.2-search-description.',
    ],
    [
      'v1.0-commit',
      'A commit has the configuration it is given, or none',
      'The business of v1.10-commit-config-merge, v1.13-commit-pause and v1.20-portspecs.',
    ],
    [
      'v1.0-info',
      'Info tells versions, and truth values as such',
      'The business of v1.1-info-version-moved and v1.9-info-bools.',
    ],
    ['v1.0-version', 'Version tells limits', 'The business of v1.1-info-version-moved.'],
    [
      'v1.0-client-side-build',
      'CLI 0.3.3 builds by itself, out of other calls',
      'Each of them is translated.',
    ],
    ['v1.0-detach-keys', 'Ctrl-P Ctrl-Q detaches', 'So it does today.'],
    [
      'v1.0-start-missing-command',
      'Starting a command that is not in the image succeeds',
      'The business of v1.18-start-missing-binary.',
    ],
    [
      'v1.0-attach-handshake',
      'An attach has a head of two lines, then bytes as they were written',
      'The business of v1.6-attach-multiplex.',
    ],
    [
      'v1.0-attach-half-close',
      'Clients end their input and read on',
      'Each direction of a stream ends by itself.',
    ],
    [
      'v1.0-attach-early-stdin',
      'Input that came before the head of the answer was lost',
      'It is kept until the daemon answers, and sent then.',
    ],
    [
      'v1.0-attach-after-start-race',
      'CLIs start a container and attach to it afterwards',
      'The business of v1.6-attach-before-start.',
    ],
    [
      'v1.0-attach-stopped',
      'An attach waits for a container that does not run',
      'So it does today; where the container has run, v1.6-attach-before-start ends it with its logs.',
    ],
    [
      'v1.0-logs-via-attach',
      'Logs are an attach that does not follow',
      'Daemons of today take it too; its frames are the business of v1.6-attach-multiplex.',
    ],
  ]),
])

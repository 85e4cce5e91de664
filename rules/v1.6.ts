/** API 1.6 (docker 0.6.4): moby `api.go`, `container.go`, `server.go` and `term/term.go` at v0.6.3 and v0.6.5. */
import { change, version } from '../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../src/translate/json.ts'
import { withMirroredPorts, withPublishedImagePorts } from './shapes/early-port-specs.ts'
import { at, onObject } from './shapes/json-edit.ts'
import { publishedOnly } from './shapes/listed-ports.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withoutParameters } from './shapes/query.ts'
import { attach } from './v1.6/attach.ts'
import { images } from './v1.6/images.ts'

const inOldWords = onObject(({ name, description }) => ({ Name: name, Description: description }))

const KNOWN_AT_START = ['Binds', 'ContainerIDFile', 'LxcConf']

const withKnownMembers = (body: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(body)
    ? Object.fromEntries(Object.entries(body).filter(([key]) => KNOWN_AT_START.includes(key)))
    : body

export default version('1.6', [
  ...attach,
  ...images,
  change({
    id: 'v1.6-create-name',
    summary: 'A container can be given a name; before, the parameter was ignored',
    operations: { ContainerCreate: { query: withoutParameters('name') } },
  }),
  change({
    id: 'v1.6-delete-link',
    summary: 'Links can be removed; before, the parameter was ignored',
    operations: { ContainerDelete: { query: withoutParameters('link') } },
  }),
  change({
    id: 'v1.6-kill-signal',
    summary: 'A container can be sent any signal; before, the parameter was ignored',
    operations: { ContainerKill: { query: withoutParameters('signal') } },
  }),
  change({
    id: 'v1.6-ports-at-start',
    summary: 'A start publishes ports and makes links; before, it bound volumes, and ignored the rest',
    operations: { ContainerStart: { request: withKnownMembers } },
  }),
  change({
    id: 'v1.6-search-keys',
    summary: 'Search results have name, description and more; before, Name and Description',
    operations: { ImageSearch: { response: at('[]', inOldWords) } },
  }),
  change({
    id: 'v1.6-ports-unpublished',
    summary: 'Ports that are not published are listed; before, they were not',
    operations: { ContainerList: { response: at('[].Ports', publishedOnly) } },
  }),
  change({
    id: 'v1.0-create-portspecs',
    summary: 'A port `:80` is published anywhere; before, as 80',
    operations: { ContainerCreate: { request: withMirroredPorts } },
  }),
  change({
    id: 'v1.0-create-expose-publishes',
    summary: 'Ports that an image exposes are not published; before, they were when the container named none',
    operations: { ContainerCreate: { request: withPublishedImagePorts } },
  }),
  ...notNeeded([
    [
      'v1.6-expose-not-published',
      'Ports that an image exposes are not published; before, they were when the container named none',
      'The same change as v1.0-create-expose-publishes, which converts it.',
    ],
    [
      'v1.6-names',
      'Containers have names; before, they had not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.6-killed-exit-code',
      'The exit code of a killed container is 137; before, it was -1 or 137',
      'Clients know both.',
    ],
    [
      'v1.6-links',
      'Containers can be linked at start; before, they could not',
      'A part of v1.6-ports-at-start; for the variables of links see v1.52-links-env.',
    ],
    [
      'v1.6-start-waits',
      'A start returns when the container runs, and its errors have new words; before, earlier',
      'Clients print the text.',
    ],
    [
      'v1.6-resize-status',
      'A resize is 200; before, `errno 0` with 500, though it was done',
      'Clients do not look at the answer.',
    ],
    [
      'v1.6-state-finishedat',
      'State tells when a container ended; before, it did not',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.6-run-rm',
      'CLIs remove a container that has ended; before, they could not',
      'They do it by calls of their own.',
    ],
    [
      'v1.6-path-slashes',
      'CLIs write a path without double slashes; before, as it was typed',
      'Such a path is redirected, as it was by every daemon.',
    ],
    [
      'v1.6-privileged-moved',
      'Privileged is given at start; before, at create',
      'v1.18-resources-hostconfig takes it at create, v1.24-start-hostconfig at start.',
    ],
    [
      'v1.6-binds-syntax',
      'Binds have modes; before, `rw`, and any other word meant read-only',
      'Clients send rw and ro, if any.',
    ],
    [
      'v1.6-history-full-id',
      'The history has IDs of 64 digits and sizes; before, IDs of 12',
      'v1.7-full-ids cuts them.',
    ],
    [
      'v1.6-events-flush',
      'The head of events comes at once; before, with the first of them',
      'Clients wait for the head no longer than for an event.',
    ],
    [
      'v1.6-additive',
      'Builds tell an error once, processes keep their arguments in one piece; before, not so',
      'Clients print both.',
    ],
    [
      'v1.6-logs-tty-demux',
      'CLIs 0.6.4 and 0.6.5 look for frames in the log of a terminal',
      'Daemons of the time sent them none either.',
    ],
  ]),
])

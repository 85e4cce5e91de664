/** API 1.2 (docker 0.4.1): moby `container.go`, `api.go` and `server.go` at v0.4.0 and v0.4.3. */
import { change, version } from '../src/translate/change.ts'
import { at, inOrder, onObject, type ValueStep, without } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.2/images.ts'

const asFirstWritten = inOrder(
  onObject(({ ID, ...container }) => ({ Id: ID, ...container })),
  at(
    'NetworkSettings',
    onObject(({ IPAddress, IPPrefixLen, ...settings }) => ({
      IpAddress: IPAddress,
      IpPrefixLen: IPPrefixLen,
      ...settings,
    })),
  ),
)

/** The server cut what would not fit into a line. */
const LONGEST_DESCRIPTION = 45
const cut: ValueStep = text =>
  typeof text === 'string' && text.length > LONGEST_DESCRIPTION ? `${text.slice(0, 42)}...` : text

/** Bytes. */
const MINIMUM_OF_1_2 = 512 * 1024
const raisedMemory = at('Memory', memory =>
  typeof memory === 'number' && memory > 0 && memory < MINIMUM_OF_1_2 ? MINIMUM_OF_1_2 : memory,
)

export default version('1.2', [
  ...images,
  change({
    id: 'v1.2-inspect-key-case',
    summary: 'An inspected container has ID and IPAddress; before, Id and IpAddress',
    operations: { ContainerInspect: { response: asFirstWritten } },
  }),
  change({
    id: 'v1.2-image-sizes',
    summary: 'Images have sizes; before, they had none',
    operations: {
      ImageList: { response: at('[]', without('Size', 'VirtualSize')) },
      ImageInspect: { response: without('Size') },
    },
  }),
  change({
    id: 'v1.2-history-tags',
    summary: 'The history tells tags; before, it did not',
    operations: { ImageHistory: { response: at('[]', without('Tags')) } },
  }),
  change({
    id: 'v1.2-search-description',
    summary: 'Descriptions in search results are whole; before, cut',
    operations: { ImageSearch: { response: at('[].Description', cut) } },
  }),
  change({
    id: 'v1.2-delete-running',
    summary: 'A running container cannot be removed; before, it was stopped first',
    operations: { ContainerDelete: { emulate: 'running-removal' } },
  }),
  change({
    id: 'v1.2-image-delete-json',
    summary: 'Removing an image tells what was removed; before, nothing',
    operations: { ImageDelete: { emulate: 'image-removal' } },
    loss: 'An image that others were made of, or that a running container uses, is not removed.',
  }),
  change({
    id: 'v1.1-info-version-moved',
    summary: 'Limits are told by info and versions by version; before, the other way round',
    operations: {
      SystemInfo: { emulate: 'early-info' },
      SystemVersion: { emulate: 'early-version' },
    },
  }),
  change({
    id: 'v1.2-memory-minimum',
    summary: 'A memory limit is 512 KiB at least; before, anything',
    operations: { ContainerCreate: { request: raisedMemory } },
    loss: 'A smaller limit becomes the smallest that the daemon takes.',
  }),
  ...notNeeded([
    [
      'v1.2-image-delete-by-id',
      'An image is untagged when it is removed by its ID; before, never',
      'The emulation of v1.10-image-delete-untagged looks at its tags first.',
    ],
    [
      'v1.2-portspecs-pub-priv',
      'PortSpecs may name the public port; before, they could not',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.2-create-warnings',
      'Creating a container warns of more; before, of limits alone',
      'Clients print warnings.',
    ],
    [
      'v1.2-status-409',
      'A conflict is 409; before, 500',
      'v1.0-error-status-from-text knows the difference.',
    ],
    [
      'v1.2-cors-options',
      'OPTIONS is answered everywhere; before, nowhere',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.2-additive',
      'CLIs print the status when an error has no text; before, nothing',
      'Errors have texts.',
    ],
  ]),
  change({
    id: 'v1.2-image-delete-repo-wide',
    summary: 'Up to 1.9 a repository without a tag stands for all its tags; since, for `latest`',
    operations: {},
    status: 'impossible',
    reason: 'Clients cannot say which of both they mean, and more would be removed than today.',
    loss: 'Other tags stay.',
  }),
])

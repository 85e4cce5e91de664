/** API 1.3 (docker 0.4.5): moby `api.go` and `server.go` at v0.4.1, v0.4.5 and v0.4.7, `term/term.go` at v0.4.8. */
import { isOlder } from '../src/api/version.ts'
import { change, type StepContext, version } from '../src/translate/change.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { withParameters } from './shapes/query.ts'
import { images } from './v1.3/images.ts'

const withSize = withParameters({ size: '1' })

/** A bug of both sides made one. */
function swapped(query: URLSearchParams, { client }: StepContext): URLSearchParams {
  const [height, width] = [query.get('h'), query.get('w')]
  return isOlder(client, '1.1') || height === null || width === null
    ? query
    : withParameters({ h: width, w: height })(query)
}

export default version('1.3', [
  ...images,
  change({
    id: 'v1.2-container-sizes',
    summary: 'Containers are listed with sizes when asked for; in 1.2, always',
    operations: {
      ContainerList: {
        query: (query, { client }) => (isOlder(client, '1.2') ? query : withSize(query)),
      },
    },
  }),
  change({
    id: 'v1.3-start-hostconfig',
    summary: 'A start takes a HostConfig; before, it took nothing',
    operations: { ContainerStart: { request: () => undefined } },
  }),
  change({
    id: 'v1.3-resize-swapped',
    summary: 'A terminal has h rows and w columns; before, w rows and h columns',
    operations: { ContainerResize: { query: swapped } },
    loss: 'CLI 0.4.5 to 0.4.8 speaks 1.3 and still swaps them.',
  }),
  ...notNeeded([
    [
      'v1.3-start-body-content-type',
      'A start reads a body of JSON alone; docker 0.4.7 read any',
      'What is JSON is read, and clients that send none mean none.',
    ],
    [
      'v1.3-bool-parse',
      'Truth values of a query may be written `t`; before, they could not',
      'v1.9-bool-params knows the difference.',
    ],
    [
      'v1.3-inspect-volumes-rw',
      'VolumesRW tells which volumes can be written to; before, nothing did',
      'Clients pass over members they do not know.',
    ],
    [
      'v1.3-portspecs-udp',
      'PortSpecs may be of udp; before, of tcp alone',
      'Clients that do not know of it do not ask.',
    ],
    [
      'v1.3-additive',
      'Config has an Entrypoint, progress is in units; before, neither',
      'Clients pass over members they do not know, and print progress.',
    ],
    [
      'v1.3-attach-closewrite',
      'Docker 0.4.7 ends its side of an attach only; before, both',
      'Clients go by the end of what they read.',
    ],
  ]),
])

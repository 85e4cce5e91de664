/** API 1.9 (docker 0.8): moby `api.go` and `server.go` at v0.7.1, v0.7.6 and v0.8.1, `engine/env.go` at v0.8.1. */
import { isOlder } from '../src/api/version.ts'
import { change, type ErrorAnswer, type StepContext, version } from '../src/translate/change.ts'
import { UntranslatableError } from '../src/translate/untranslatable.ts'
import { strictFlags } from './shapes/bool-parameters.ts'
import { withFilter } from './shapes/filters.ts'
import { at, inOrder, onObject, type ValueStep, withDefaults } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { images } from './v1.9/images.ts'

const asFlag: ValueStep = number => (typeof number === 'number' ? number !== 0 : number)

const withLxcVersion = onObject(({ ExecutionDriver: _driver, ...info }) => ({ ...info, LXCVersion: '' }))

/** No ID begins with this, so that a list of the containers that have it is empty. */
const NO_ID = '^$'

/** A limit of zero was none of them; one that is no number, none at all. One below -1 asked for stopped ones too. */
function lenientLimit(query: URLSearchParams): URLSearchParams {
  const limit = query.get('limit')
  if (limit === null) return query
  if (/^\+?0*[1-9]\d*$/.test(limit)) return query
  const changed = new URLSearchParams(query)
  changed.delete('limit')
  if (/^[+-]?0+$/.test(limit)) return withFilter(changed, 'id', NO_ID)
  if (/^-\d+$/.test(limit) && limit !== '-1') changed.set('all', '1')
  return changed
}

/** What was no number could not be read; no signal, and zero, meant SIGKILL. */
function numericSignal(query: URLSearchParams): URLSearchParams {
  const signal = query.get('signal') ?? ''
  if (signal !== '' && !/^[+-]?\d+$/.test(signal)) {
    throw new UntranslatableError(`strconv.ParseInt: parsing "${signal}": invalid syntax`, 500)
  }
  if (query.get('signal') === null || Number(signal) > 0) return query
  const changed = new URLSearchParams(query)
  changed.delete('signal')
  return changed
}

const emptyAsNull: ValueStep = list => (Array.isArray(list) && list.length === 0 ? null : list)

const withSizes = withDefaults({ SizeRw: 0, SizeRootFs: 0 })

/** Sizes came with 1.2; up to 1.4 ports were text. */
const listedBefore = onObject((container, context) =>
  isOlder(context.client, '1.2')
    ? container
    : withSizes(at('Ports', emptyAsNull)(container, context), context),
)

export default [
  ...images,
  ...version('1.9', [
    change({
      id: 'v1.9-info-bools',
      summary: 'Debug, MemoryLimit, SwapLimit and IPv4Forwarding are 1 or 0; before, true or false',
      operations: {
        SystemInfo: {
          response: inOrder(
            ...['Debug', 'MemoryLimit', 'SwapLimit', 'IPv4Forwarding'].map(name => at(name, asFlag)),
          ),
        },
      },
    }),
    change({
      id: 'v1.9-info-lxcversion',
      summary: 'Info names the exec driver; before, the version of LXC',
      operations: { SystemInfo: { response: withLxcVersion } },
      loss: 'LXCVersion is empty.',
    }),
    change({
      id: 'v1.9-bool-params',
      summary:
        'Anything but a few words is true in a query; before, what is neither true nor false was refused',
      operations: {
        ContainerAttach: { query: strictFlags('logs', 'stream', 'stdin', 'stdout', 'stderr') },
        ContainerDelete: { query: strictFlags('v', 'link') },
        ContainerList: { query: strictFlags('all', 'size') },
        ImageList: { query: strictFlags('all') },
      },
    }),
    change({
      id: 'v1.9-list-limit-zero',
      summary:
        'Listing at most 0 containers lists all; before, none, and a limit that is no number was ignored',
      operations: { ContainerList: { query: lenientLimit } },
    }),
    change({
      id: 'v1.9-kill-signal-name',
      summary: 'Signals have names; before, numbers',
      operations: { ContainerKill: { query: numericSignal } },
    }),
    change({
      id: 'v1.9-empty-values',
      summary: 'Lists of nothing are empty, and sizes only there when asked for; before, null and 0',
      operations: {
        ContainerList: { response: at('[]', listedBefore) },
        ContainerChanges: { response: emptyAsNull },
      },
    }),
    change({
      id: 'v1.9-copy-not-found',
      summary: 'Copying from a container that does not exist is 404 without a word; before, with its name',
      operations: { ContainerCopy: { error: missingContainer } },
    }),
    ...notNeeded([
      [
        'v1.9-loose-json-types',
        'Members of a body may have several types; before, one',
        'v1.19-typed-json-decoding converts them for every older client.',
      ],
      [
        'v1.9-copy-resource-type',
        'A path to copy that looks like JSON is sent as such; before, as text',
        'The emulation of v1.24-container-copy reads it either way.',
      ],
      [
        'v1.9-error-text-prefix',
        'Errors of docker 0.8 begin with the name of a job; before and after, they do not',
        'Clients look for `No such` anywhere and print the rest.',
      ],
      [
        'v1.9-json-whitespace',
        'Objects end with a newline, and lists have one between elements; before, there was no white space',
        'To those who read JSON it is the same.',
      ],
      [
        'v1.9-list-command-type',
        'Docker 0.8 and 0.9 sent a command like `true` as a truth value; older and newer releases send text',
        'Text is what clients expect.',
      ],
      [
        'v1.9-additive',
        'Searches take credentials, and containers tell OnBuild; before, neither',
        'Clients that do not know of it do not ask, and pass over members they do not know.',
      ],
    ]),
  ]),
]

function missingContainer(error: ErrorAnswer, { params }: StepContext): ErrorAnswer {
  return error.status === 404 && error.message === ''
    ? { ...error, message: `No such container: ${params.name}` }
    : error
}

/** API 1.24 (docker 1.12): moby `api/server/` and `daemon/list.go` at v1.11.2 and v1.12.0, `container_routes.go` at v20.10.24. */
import { change, type ErrorAnswer, type StepContext, version } from '../src/translate/change.ts'
import { withoutIdleType } from './shapes/declared-json.ts'
import { isEmptyStartBody } from './shapes/empty-start-body.ts'
import { withFilter } from './shapes/filters.ts'
import { at, onObject, type ValueStep, withDefaults } from './shapes/json-edit.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { containerCopy, legacyStart } from './v1.24/legacy-start.ts'

/** Both imply that containers which do not run are listed too. */
function sinceAndBeforeAsFilters(query: URLSearchParams): URLSearchParams {
  const bounds = ['since', 'before'].flatMap(name => {
    const container = query.get(name)
    return container ? [[name, container] as const] : []
  })
  const filtered = bounds.reduce((current, [name, container]) => withFilter(current, name, container), query)
  if (filtered === query) return query
  const changed = new URLSearchParams(filtered)
  for (const [name] of bounds) changed.delete(name)
  changed.set('all', '1')
  return changed
}

/** Docker up to 27 answered 500 to a filter that names no container. */
const missingContainer = (error: ErrorAnswer): ErrorAnswer =>
  error.status === 500 && /^no such container/i.test(error.message) ? { ...error, status: 404 } : error

const TAG_OPTIONS = ['syslog-tag', 'gelf-tag', 'fluentd-tag'] as const

const tagOption = onObject(options => {
  const given = TAG_OPTIONS.filter(name => options[name] !== undefined)
  if (given.length === 0) return options
  const rest = Object.fromEntries(
    Object.entries(options).filter(([name]) => !TAG_OPTIONS.some(option => option === name)),
  )
  return { ...rest, tag: options.tag ?? options[given[0]!] }
})

/** A value with an equals sign in it would be cut there. */
const SECURITY_OPTION = /^(label|apparmor|seccomp|no-new-privileges):(.*=.*)$/s

const equalsForColon: ValueStep = option =>
  typeof option === 'string' ? option.replace(SECURITY_OPTION, '$1=$2') : option

const windowsLimits = onObject(hostConfig => {
  const { BlkioIOps: operations, BlkioBps: bytes, SandboxSize: size, ...rest } = hostConfig
  if (operations === undefined && bytes === undefined && size === undefined) return hostConfig
  return {
    ...rest,
    ...(operations ? { IOMaximumIOps: operations } : {}),
    ...(bytes ? { IOMaximumBandwidth: bytes } : {}),
    ...(size ? { StorageOpt: { size: String(size) } } : {}),
  }
})

/** The manager of a swarm says what kind of error it is; in a line of text that was left out. */
const withoutRpcPrefix = (error: ErrorAnswer): ErrorAnswer => ({
  ...error,
  message: error.message.replace(/^rpc error: code = \w+ desc = /, ''),
})

const NEVER = /^`?since`? time .* cannot be after `?until`? time/i

export default version('1.24', [
  legacyStart,
  containerCopy,
  change({
    id: 'v1.24-error-json',
    summary: 'Errors are JSON, {"message": …}; before, a line of plain text',
    // The gateway writes every error in the dialect of the client's version.
    operations: { '*': { error: withoutRpcPrefix } },
  }),
  change({
    id: 'v1.24-start-body-length',
    summary: 'A start has no body; before, it could be a HostConfig, or one that says nothing',
    operations: { ContainerStart: { request: body => (isEmptyStartBody(body) ? undefined : body) } },
  }),
  change({
    id: 'v1.24-content-type-empty-body',
    summary: 'A type without a body is refused when it is not application/json; before, it was ignored',
    operations: {
      '*': {
        // A hijacked exec is declared as JSON by its own rule, and its body is counted later.
        requestHeaders: (headers, { operation }: StepContext) =>
          operation === 'ExecStart' ? headers : withoutIdleType(headers),
      },
    },
  }),
  change({
    id: 'v1.24-list-since-before',
    summary: 'Containers are listed since or before another by filters; before, by parameters',
    unversioned: '1.12.0',
    operations: {
      ContainerList: {
        query: sinceAndBeforeAsFilters,
        error: missingContainer,
        // The filters take no short IDs, as the parameters did.
        emulate: 'container-list',
      },
    },
  }),
  change({
    id: 'v1.24-log-tag-options',
    summary: 'The tag of log lines is the option `tag`; before, each log driver had its own',
    unversioned: '1.12.0',
    operations: { ContainerCreate: { request: at('HostConfig.LogConfig.Config', tagOption) } },
  }),
  change({
    id: 'v1.24-securityopt-colon',
    summary: 'Security options are written `key=value`; before, `key:value`',
    unversioned: '1.11.0',
    operations: { ContainerCreate: { request: at('HostConfig.SecurityOpt[]', equalsForColon) } },
  }),
  change({
    id: 'v1.24-windows-qos',
    summary: 'Limits of Windows containers are called IOMaximum…; before, Blkio… and SandboxSize',
    unversioned: '1.12.0',
    operations: { ContainerCreate: { request: at('HostConfig', windowsLimits) } },
  }),
  change({
    id: 'v1.24-search-limit',
    summary: 'Search results do not tell trusted builds; before, they did in is_trusted',
    unversioned: '1.12.0',
    operations: {
      ImageSearch: { response: at('[]', withDefaults({ is_automated: false, is_trusted: false })) },
    },
    loss: 'No image is shown as a trusted build.',
  }),
  change({
    id: 'v1.24-events-until',
    summary: 'Events that begin after they end are an error; before, there were none',
    unversioned: '1.12.0',
    operations: {
      SystemEvents: { error: error => (NEVER.test(error.message) ? { status: 200, message: '' } : error) },
    },
  }),
  ...notNeeded([
    ['v1.24-copy-removed', 'Files are no longer copied by POST', 'The business of v1.24-container-copy.'],
    [
      'v1.24-error-wording',
      'Errors say what is missing in new words',
      'They still begin with `No such` and name it, which is what clients look for.',
    ],
    [
      'v1.24-404-route-body',
      'An unknown path is JSON; before, text',
      'It is written in the dialect of the client like every error.',
    ],
    [
      'v1.24-attach-error-raw',
      'Errors of attach may come as a raw stream; before, as ordinary answers',
      'They are read as errors, whatever their type, and written in the dialect of the client.',
    ],
    [
      'v1.24-host-header-socket-path',
      'Host must be a name; before, CLIs sent the path of the socket',
      'The daemon gets a Host of Longshore’s own.',
    ],
    [
      'v1.24-malformed-host',
      'Host must be a name; before, CLIs sent the path of the socket',
      'The daemon gets a Host of Longshore’s own.',
    ],
    [
      'v1.24-create-400',
      'A container that lacks a command is 400; before, 500',
      'Clients of that time print the text and do not tell the numbers apart.',
    ],
    [
      'v1.24-exec-create-container',
      'An exec is for the container in the path; before, its body named it too',
      'Daemons have always gone by the path.',
    ],
    [
      'v1.24-attach-detachkeys-hijack',
      'Attach takes detach keys and answers 101; before, 200',
      'A client is answered in the form it asks for, at every version.',
    ],
    [
      'v1.24-daemon-version-gate',
      'Daemons refuse versions they no longer serve',
      'Which versions a daemon serves is read from it.',
    ],
    [
      'v1.24-empty-reply-content-type',
      'Empty answers have no type; before, they were text',
      'There is nothing in them that could have one.',
    ],
    [
      'v1.24-archive-missing-text',
      'A path that is not in a container is told in new words',
      'Clients look at the status, which is the same.',
    ],
    [
      'v1.24-events-detach',
      'Detaching and health are events; before, they were not',
      'Clients print what happened or pass over it, and know no list of it.',
    ],
    [
      'v1.24-removed-gates-index',
      'Daemons of today no longer do for old clients what docker 24 did for them',
      'A list of other changes, each of which is here by itself.',
    ],
    [
      'v1.24-additive',
      'There are swarms, services and nodes; before, there were not',
      'Clients do not ask for what they do not know of, and pass over its members.',
    ],
  ]),
])

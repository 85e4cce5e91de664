/**
 * Gives a request its name: the operation, the version the client speaks, the parameters. Everything the daemon's router
 * and its version check would refuse is refused here in the same words, so that the daemon never sees it
 * (moby `daemon/server/server.go` CreateMux and `middleware/version.go` at docker-v29.7.2).
 */
import type { Call } from '../api/call.ts'
import { apiVersionOfCli } from '../api/cli-releases.ts'
import { findOperation, successorOf } from '../api/operations.ts'
import { type ApiVersion, isOlder, parseApiVersion } from '../api/version.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import type { Refusal } from './refusal.ts'
import { bytesToText, escapePath, readPath, splitTarget, splitVersion } from './request-path.ts'

export interface RequestHead {
  readonly method: string
  /** The request target as it came: path and query, or a whole URL. */
  readonly target: string
  readonly userAgent: string | undefined
  readonly contentType: string | undefined
}

export interface ServedVersions {
  /** Clients below `oldest` and above `newest` are refused. */
  readonly oldest: ApiVersion
  readonly newest: ApiVersion
  /** The newest version spoken to the daemon: what `unversioned: newest` means. */
  readonly current: ApiVersion
  /** What a path without a version means: an API version, or decided from who asks. */
  readonly unversioned: ApiVersion | 'auto' | 'newest'
}

export type Naming = { readonly call: Call } | { readonly refusal: Refusal }

/** The first release that posted `/build` with a version in the path, 0.5, spoke 1.4; its multipart predecessors spoke 1.1 to 1.3. */
const MULTIPART_BUILD_VERSION: ApiVersion = '1.1'

export function nameCall(head: RequestHead, served: ServedVersions): Naming {
  const { rawPath, query } = splitTarget(head.target)
  const path = readPath(rawPath)
  if (path.kind === 'malformed') return refuse(400, `bad request: ${path.reason}`, spokenDialect(rawPath))
  const plain = path.kind === 'path' ? path.decoded : path.cleaned
  const { prefix, route } = splitVersion(plain)
  const found = findOperation(head.method, route)
  if (found === undefined) return notFound(parseApiVersion(prefix ?? ''))
  if (path.kind === 'unclean') {
    const location = escapePath(plain) + (query === '' ? '' : `?${query}`)
    return { refusal: { status: 301, message: '', dialect: 'text', location } }
  }
  const client =
    prefix === undefined ? unversionedMeans(head, found.operation.name, served) : parseApiVersion(prefix)
  if (client === undefined) {
    return refuse(
      400,
      `client version ${prefix} is not a version of the Engine API: it has the form 1.41`,
      spokenDialect(plain),
      'version-check',
    )
  }
  const outOfRange = checkRange(prefix ?? client, client, served)
  if (outOfRange !== undefined) return refuse(400, outOfRange, dialectOf(client), 'version-check')
  const { until } = found.operation
  if (until !== undefined && !isOlder(client, until)) return notFound(client)
  const params = Object.fromEntries(
    Object.entries(found.params).map(([key, value]) => [key, bytesToText(value)]),
  )
  const successor = successorOf(found.operation)
  return {
    call: {
      operation: successor ?? found.operation,
      params,
      path: escapePath(successor?.path ?? route),
      query,
      client,
      versioned: prefix !== undefined,
    },
  }
}

/** From 1.12 on daemons said it in words of their own; before, in those of Go's router. */
const FIRST_OWN_WORDS: ApiVersion = '1.12'

function notFound(client: ApiVersion | undefined): Naming {
  const isGoes = client !== undefined && isOlder(client, FIRST_OWN_WORDS)
  const dialect = client === undefined ? 'json' : dialectOf(client)
  return refuse(404, isGoes ? '404 page not found' : 'page not found', dialect)
}

/** The dialect of an error that is found before the version is known to be one. */
export function spokenDialect(path: string): Dialect {
  const version = parseApiVersion(splitVersion(path).prefix ?? '')
  return version === undefined ? 'json' : dialectOf(version)
}

function unversionedMeans(head: RequestHead, operation: string, served: ServedVersions): ApiVersion {
  if (served.unversioned === 'newest') return served.current
  if (served.unversioned !== 'auto') return served.unversioned
  const cli = apiVersionOfCli(head.userAgent ?? '')
  if (cli !== undefined) return cli
  const isMultipart = head.contentType?.toLowerCase().startsWith('multipart/form-data') ?? false
  return operation === 'ImageBuild' && isMultipart ? MULTIPART_BUILD_VERSION : served.current
}

function checkRange(spelled: string, client: ApiVersion, served: ServedVersions): string | undefined {
  if (isOlder(client, served.oldest)) {
    return `client version ${spelled} is too old. Minimum supported API version is ${served.oldest}, please upgrade your client to a newer version`
  }
  if (isOlder(served.newest, client)) {
    return `client version ${spelled} is too new. Maximum supported API version is ${served.newest}`
  }
  return undefined
}

function refuse(status: number, message: string, dialect: Dialect, inDaemonsName?: 'version-check'): Naming {
  return { refusal: { status, message, dialect, ...(inDaemonsName && { inDaemonsName }) } }
}

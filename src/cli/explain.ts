/** `longshore explain`: what would happen to one call, without sending it. */
import { type Command, InvalidArgumentError } from 'commander'
import { type ApiVersion, parseApiVersion } from '../api/version.ts'
import type { KeyedChange, OperationChange } from '../translate/change.ts'
import { columns, listed, madeBy } from './change-listing.ts'

export interface Explanation {
  /** The operationId. */
  readonly operation: string
  readonly from: ApiVersion
  /** The version the daemon would be spoken to at. */
  readonly to: ApiVersion
  readonly engine?: string
  /** The changes that apply, in the order the request passes them. */
  readonly changes: readonly KeyedChange[]
}

export type Explain = (
  method: string,
  path: string,
  from: ApiVersion | undefined,
  to: ApiVersion | undefined,
  engine: string | undefined,
) => Explanation | { readonly error: string }

export interface ExplainDeps {
  readonly explain: Explain
  readonly stdout: (text: string) => void
}

/** The command line is well-formed and still means nothing: there is no such operation. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function addExplain(program: Command, deps: ExplainDeps): void {
  program
    .command('explain')
    .description('show which changes a call would pass on its way to the daemon and back, and what is lost')
    .argument('<method>', 'GET, POST, …')
    .argument('<path>', 'path of the call, with or without /v1.N in front: /v1.20/containers/json')
    .option('--from <version>', 'API version the client speaks', version)
    .option('--to <version>', 'API version to speak to the daemon', version)
    .option('--engine <release>', 'release of the engine, such as 29.0.0', release)
    .option('--json', 'print JSON')
    .action((method: string, path: string, given: Given) => {
      const found = deps.explain(method.toUpperCase(), path, given.from, given.to, given.engine)
      if ('error' in found) throw new UsageError(found.error)
      deps.stdout(given.json ? `${JSON.stringify(asJson(found), null, 2)}\n` : asText(found))
    })
}

interface Given {
  readonly from?: ApiVersion
  readonly to?: ApiVersion
  readonly engine?: string
  readonly json?: true
}

function version(text: string): ApiVersion {
  const parsed = parseApiVersion(text)
  if (parsed === undefined) throw new InvalidArgumentError('Write an API version such as 1.24.')
  return parsed
}

function release(text: string): string {
  if (!/^\d+(\.\d+)*([-+~].*)?$/.test(text)) throw new InvalidArgumentError('Write a release such as 29.0.0.')
  return text
}

type Direction = 'request' | 'response'

/** What a step needs is no step. */
type StepKind = Exclude<keyof OperationChange, 'onlyWith'>

/** Which way each step works, and on what. */
const PARTS: Readonly<Record<StepKind, readonly [Direction, string]>> = {
  query: ['request', 'query'],
  requestHeaders: ['request', 'header fields'],
  requestText: ['request', 'body as text'],
  request: ['request', 'body'],
  requestBytes: ['request', 'archive'],
  emulate: ['request', 'emulated'],
  resolvesContainer: ['request', 'container looked up'],
  outlivesClient: ['request', 'goes on when the client leaves'],
  atLeast: ['request', 'version spoken to the daemon'],
  status: ['response', 'status'],
  responseHeaders: ['response', 'header fields'],
  response: ['response', 'body'],
  message: ['response', 'stream messages'],
  writeMessage: ['response', 'form of the stream'],
  frame: ['response', 'stdcopy frames'],
  writeFrame: ['response', 'form of the stream'],
  websocketOpcode: ['response', 'websocket frames'],
  error: ['response', 'errors'],
}

interface Passed {
  readonly change: KeyedChange
  /** What of the call it touches: `query`, `body`. */
  readonly parts: readonly string[]
}

/** Requests climb the changes, responses descend them. */
function passes({ operation, changes }: Explanation, direction: Direction): Passed[] {
  const passed = changes
    .map(change => ({ change, parts: partsOf(change, operation, direction) }))
    .filter(({ parts }) => parts.length > 0)
  return direction === 'request' ? passed : passed.reverse()
}

function partsOf(change: KeyedChange, operation: string, direction: Direction): string[] {
  const steps = { ...change.operations['*'], ...change.operations[operation] }
  return Object.entries(PARTS).flatMap(([key, [way, word]]) =>
    way === direction && steps[key as StepKind] !== undefined ? [word] : [],
  )
}

function asJson(explanation: Explanation) {
  const { operation, from, to, engine } = explanation
  const way = (direction: Direction) =>
    passes(explanation, direction).map(({ change, parts }) => ({ ...listed(change), parts }))
  return {
    operation,
    from,
    to,
    ...(engine !== undefined && { engine }),
    request: way('request'),
    response: way('response'),
    losses: losses(explanation),
  }
}

function losses({ changes }: Explanation): { readonly id: string; readonly loss: string }[] {
  return changes.flatMap(({ id, loss, status, reason }) => {
    const lost = loss ?? (status === 'impossible' ? reason : undefined)
    return lost === undefined ? [] : [{ id, loss: lost }]
  })
}

function asText(explanation: Explanation): string {
  const { operation, from, to, engine } = explanation
  const lost = losses(explanation)
  return `${[
    `${operation}: a client of API ${from}, the daemon spoken to at ${to}${engine === undefined ? '' : `, engine ${engine}`}`,
    '',
    ...way(`Request, ${from} to ${to}`, passes(explanation, 'request')),
    '',
    ...way(`Response, ${to} to ${from}`, passes(explanation, 'response')),
    ...(lost.length === 0 ? [] : ['', 'Losses:', ...lost.map(({ id, loss }) => `  ${id}: ${loss}`)]),
  ].join('\n')}\n`
}

function way(heading: string, passed: readonly Passed[]): string[] {
  if (passed.length === 0) return [`${heading}: passes unchanged.`]
  const lines = columns(
    passed.map(({ change, parts }) => [change.id, madeBy(listed(change)), parts.join(', ')]),
  )
  return [
    `${heading}:`,
    ...lines.flatMap((line, index) => [`  ${line}`, `      ${passed[index]?.change.summary}`]),
  ]
}

/** `longshore policy`: checks a policy, tells what it says to one call, and writes one from what was seen. */

import { type Command, InvalidArgumentError } from 'commander'
import type { Identity } from '../access/identity.ts'
import type { Explained, Policy } from '../access/judge.ts'
import type { JudgedCall, JudgedObject } from '../access/judged-call.ts'
import { learnPolicy } from '../access/learn.ts'
import { presetNames } from '../access/presets.ts'
import { existingObject } from '../access/subjects.ts'
import { unreachableRules } from '../access/unreachable.ts'
import { columns } from './change-listing.ts'
import { UsageError } from './explain.ts'

/** A call as it would be sent, or why there is none. */
export type PrepareCall = (
  method: string,
  path: string,
  body: string | undefined,
) => Omit<JudgedCall, 'identity' | 'object'> | { readonly error: string }

export interface PolicyDeps {
  /** Throws for a file that cannot be read. */
  readonly readFile: (path: string) => string
  /** Loads a file, or a preset by name. Throws ConfigError. */
  readonly openPolicy: (fileOrPreset: string) => Policy
  readonly prepareCall: PrepareCall
  readonly stdout: (text: string) => void
}

const FILE = `a file, or a preset: ${presetNames.join(', ')}`

export function addPolicy(program: Command, deps: PolicyDeps): void {
  const policy = program.command('policy').description('check, explain and learn access policies')
  policy
    .command('check')
    .description('read a policy and say what is wrong with it')
    .argument('<file>', FILE)
    .action((file: string) => check(file, deps))
  policy
    .command('explain')
    .description('tell which rule of a policy decides on a call, and why')
    .argument('<method>', 'GET, POST, …')
    .argument('<path>', 'path of the call with its query, with or without /v1.N in front')
    .argument('[body]', 'JSON body, or @file')
    .requiredOption('--policy <file>', FILE)
    .requiredOption(
      '--as <id>',
      'who calls: a listener, or listener=ci,cn=…,san=DNS:…,uid=…,gid=…,address=…',
      readIdentity,
    )
    .option(
      '--label <label>',
      'label of the object that the call names: key=value; may be repeated',
      collect,
      [],
    )
    .option('--image <image>', 'image of the container that the call names')
    .option('--json', 'print JSON')
    .action((method: string, path: string, body: string | undefined, given: Given) =>
      explain(method, path, body, given, deps),
    )
  policy
    .command('learn')
    .description('write the smallest policy that allows what an audit log shows')
    .argument('<audit>', 'an audit log')
    .action((audit: string) => deps.stdout(learnPolicy(deps.readFile(audit))))
}

interface Given {
  readonly policy: string
  readonly as: Identity
  readonly label: readonly string[]
  readonly image?: string
  readonly json?: true
}

function check(file: string, deps: PolicyDeps): void {
  const { rules } = deps.openPolicy(file)
  const count = (decision: string) => rules.filter(rule => rule.decision === decision).length
  const unreachable = unreachableRules(rules).map(
    ({ rule, behind }) => `  ${rule} never decides: ${behind.join(', ')} decides all of its calls before.\n`,
  )
  deps.stdout(
    `${file}: ${rules.length} rules (allow ${count('allow')}, warn ${count('warn')}, deny ${count('deny')}); anything else is denied.\n${unreachable.join('')}`,
  )
}

function explain(
  method: string,
  path: string,
  body: string | undefined,
  given: Given,
  deps: PolicyDeps,
): void {
  const policy = deps.openPolicy(given.policy)
  const text = body?.startsWith('@') ? deps.readFile(body.slice(1)) : body
  const prepared = deps.prepareCall(method.toUpperCase(), path, text)
  if ('error' in prepared) throw new UsageError(prepared.error)
  const object = assumedObject(prepared, given)
  const call: JudgedCall = { ...prepared, identity: given.as, ...(object && { object }) }
  const explained = policy.explain(call)
  deps.stdout(given.json ? `${JSON.stringify(asJson(call, explained), null, 2)}\n` : asText(call, explained))
}

/** No daemon is asked: the object is taken to be called as the path calls it. */
function assumedObject(
  { operation, params, query }: Omit<JudgedCall, 'identity' | 'object'>,
  { label, image }: Given,
): JudgedObject | undefined {
  const existing = existingObject(operation, params, query)
  if (existing === undefined) return undefined
  const { kind, reference } = existing
  const labels = new Map(label.map(pair => splitPair(pair)))
  return { kind, id: reference, names: [reference], ...(image !== undefined && { image }), labels }
}

function asJson(call: JudgedCall, { verdict, considered }: Explained) {
  return { operation: call.operation.name, ...verdict, rule: verdict.rule ?? null, considered }
}

const WORDS: Readonly<Record<string, string>> = {
  matched: 'matches',
  undecidable: 'cannot tell whether it matches: denied',
  operations: 'not about this operation',
  who: 'not about this client',
  versions: 'not about this API version',
  names: 'not about this name',
  images: 'not about this image',
  labels: 'not about these labels',
  when: 'its condition does not hold',
}

function asText(call: JudgedCall, { verdict, considered }: Explained): string {
  const rows = considered.map(({ rule, outcome }) => [`  ${rule}`, WORDS[outcome]!])
  const by = verdict.rule === undefined ? 'no rule' : `rule ${verdict.rule}`
  return `${[
    `${call.operation.name}: ${verdict.decision} (${by})`,
    ...(verdict.message === undefined ? [] : [verdict.message]),
    ...(rows.length === 0 ? [] : ['', ...columns(rows)]),
  ].join('\n')}\n`
}

function splitPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=')
  return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

/** `ci`, or parts with commas between them. */
function readIdentity(text: string): Identity {
  if (!text.includes('=')) return { listener: text }
  const parts = new Map<string, string[]>()
  for (const part of text.split(',')) {
    const [key, value] = splitPair(part.trim())
    if (!['listener', 'cn', 'san', 'uid', 'gid', 'address'].includes(key) || value === '') {
      throw new InvalidArgumentError(
        'Write listener=, cn=, san=, uid=, gid= or address=, with commas between them.',
      )
    }
    parts.set(key, [...(parts.get(key) ?? []), value])
  }
  const one = (key: string) => parts.get(key)?.at(-1)
  const id = (key: string) => Number(one(key) ?? Number.NaN)
  const address = one('address')
  return {
    listener: one('listener') ?? '',
    ...((parts.has('cn') || parts.has('san')) && {
      tls: { commonName: one('cn') ?? '', subjectAltNames: parts.get('san') ?? [] },
    }),
    ...((parts.has('uid') || parts.has('gid')) && { unix: { uid: id('uid'), gid: id('gid'), pid: 0 } }),
    ...(address !== undefined && { address }),
  }
}

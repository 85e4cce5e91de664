/** What a policy file may hold, and what is wrong with one that holds something else. */
import { isIP } from 'node:net'
import * as z from 'zod'
import { shown } from '../config/errors.ts'
import { oneOf, text, written } from '../config/values.ts'
import { compileCondition } from './condition.ts'
import { globs, labelGlobs } from './glob.ts'
import { operationsNamed } from './operation-groups.ts'
import { versionRange } from './versions.ts'
import { HIDEABLE } from './visibility.ts'
import { blockList, compileWho } from './who.ts'

/** One value, or a list of values. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    input => (Array.isArray(input) || input === undefined ? input : [input]),
    z.array(item).min(1, { error: 'must not be empty; leave the key out to match everything.' }),
  )

const mapping = <S extends z.ZodRawShape>(what: string, shape: S) =>
  z.strictObject(shape, {
    error: issue =>
      issue.code === 'invalid_type' ? `must be a mapping of ${what}, not ${shown(issue.input)}.` : undefined,
  })

const glob = text('a name, with * for any part of it')

const operation = written(
  'an operationId, a group (read, write, containers, images.read, …) or a glob such as Container*',
  pattern => {
    const names = operationsNamed(pattern)
    return names.length === 0 ? undefined : names
  },
)

const ID_MAX = 2 ** 32 - 2
const numericId = written('a numeric id', value =>
  /^\d{1,10}$/.test(value) && Number(value) <= ID_MAX ? Number(value) : undefined,
)

const subjectAltName = written(
  'a name with its type in front, such as DNS:ci.example or URI:spiffe://example/*',
  value => (/^[A-Za-z ]+:./.test(value) ? value : undefined),
)

const network = written('an address or a network such as 10.0.0.0/8', value => {
  if (isIP(value.split('/')[0]!) === 0) return undefined
  try {
    blockList([value])
    return value
  } catch {
    return undefined
  }
})

const who = mapping('who calls', {
  listener: oneOrMore(glob).optional(),
  cn: oneOrMore(glob).optional(),
  san: oneOrMore(subjectAltName).optional(),
  uid: oneOrMore(numericId).optional(),
  gid: oneOrMore(numericId).optional(),
  container: oneOrMore(glob).optional(),
  address: oneOrMore(network).optional(),
}).transform(given => compileWho(withoutUndefined(given)))

const version = written('an API version or a range such as <1.24, >=1.44 or 1.24..1.40', versionRange)

const condition = z
  .union([z.boolean().transform(String), z.string()], { error: 'must be a CEL expression in text.' })
  .transform((expression, context) => {
    try {
      return compileCondition(expression)
    } catch (error) {
      const message = `is no condition: ${(error as Error).message.replace(/\.?$/, '.')}`
      context.issues.push({ code: 'custom', message, input: expression })
      return z.NEVER
    }
  })

const rule = mapping('name, operations, decision and what it depends on', {
  name: text('a name for the rule'),
  operations: oneOrMore(operation).transform(named => new Set(named.flat())),
  decision: oneOf('allow', 'warn', 'deny'),
  message: text('what a denied client is told').optional(),
  record: oneOf('output', 'input').optional(),
  who: who.optional(),
  versions: oneOrMore(version)
    .transform(
      ranges => (client: Parameters<(typeof ranges)[number]>[0]) => ranges.some(range => range(client)),
    )
    .optional(),
  names: oneOrMore(glob).transform(globs).optional(),
  images: oneOrMore(glob).transform(globs).optional(),
  labels: oneOrMore(glob).transform(labelGlobs).optional(),
  when: condition.optional(),
}).transform(withoutUndefined)

const criteria = {
  names: oneOrMore(glob).transform(globs).optional(),
  labels: oneOrMore(glob).transform(labelGlobs).optional(),
}

const visibility = mapping('who, objects, and hide or show', {
  who: who.optional(),
  objects: oneOrMore(oneOf('containers', 'images', 'networks', 'volumes'))
    .transform(plurals => HIDEABLE.filter(kind => plurals.includes(`${kind}s`)))
    .optional(),
  hide: mapping('names and labels', criteria).optional(),
  show: mapping('names and labels', criteria).optional(),
}).transform(({ who, objects = HIDEABLE, hide, show }, context) => {
  const criteria = hide ?? show
  if (criteria === undefined || (hide !== undefined && show !== undefined)) {
    context.issues.push({ code: 'custom', message: 'must have either hide or show.', input: criteria })
    return z.NEVER
  }
  if (criteria.names === undefined && criteria.labels === undefined) {
    context.issues.push({
      code: 'custom',
      message: 'must say names or labels to hide or show.',
      input: criteria,
    })
    return z.NEVER
  }
  const mode = hide === undefined ? ('show' as const) : ('hide' as const)
  return withoutUndefined({ who, kinds: objects, mode, ...criteria })
})

const redaction = mapping('who and env', {
  who: who.optional(),
  env: oneOrMore(glob).transform(globs),
}).transform(withoutUndefined)

const list = <T extends z.ZodType>(item: T, what: string) =>
  z.array(item, { error: issue => `must be a list of ${what}, not ${shown(issue.input)}.` })

export const policySchema = z.strictObject({
  rules: list(rule, 'rules'),
  visibility: list(visibility, 'entries').default([]),
  redact: list(redaction, 'entries').default([]),
})

/** Known keys of the mapping at a path, for the remedy of an unknown one. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  switch (path.map(step => (typeof step === 'number' ? '*' : String(step))).join('.')) {
    case '':
      return Object.keys(policySchema.shape)
    case 'rules.*':
      return [
        'name',
        'operations',
        'decision',
        'message',
        'record',
        'who',
        'versions',
        'names',
        'images',
        'labels',
        'when',
      ]
    case 'visibility.*':
      return ['who', 'objects', 'hide', 'show']
    case 'visibility.*.hide':
    case 'visibility.*.show':
      return ['names', 'labels']
    case 'redact.*':
      return ['who', 'env']
    default:
      return ['listener', 'cn', 'san', 'uid', 'gid', 'container', 'address']
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Absent keys are absent in TypeScript's eyes too (`exactOptionalPropertyTypes`). */
function withoutUndefined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}

/**
 * Replaces what cannot be equal on both sides by placeholders that keep its type. The list of what that is, and why, is
 * in volatile.ts; ids of objects which each side created itself come from the scenario.
 */
import { isObject, LosslessNumber, type Tree } from './body.ts'
import { show } from './compare.ts'

export interface Volatile {
  readonly name: string
  readonly reason: string
  /** Operations whose scenarios it applies to; default all. */
  readonly operations?: readonly string[]
  /** Scenarios of those it applies to; default all. */
  readonly scenarios?: readonly string[]
  /** Matched against the member's path: `ask POST /containers/create: body.json.Id`. */
  readonly at: RegExp
  /** Returns its input when that does not have the form which is expected here. */
  readonly replace: (value: Tree) => Tree
}

export function normalise(
  tree: Tree,
  path: string,
  rules: readonly Volatile[],
  owned: ReadonlyMap<string, string>,
): Tree {
  let value = tree
  if (Array.isArray(tree)) value = tree.map((item, i) => normalise(item, `${path}.${i}`, rules, owned))
  else if (isObject(tree))
    value = Object.fromEntries(
      Object.entries(tree).map(([key, item]) => [
        withoutOwn(key, owned),
        normalise(item, `${path}.${key}`, rules, owned),
      ]),
    )
  else if (typeof tree === 'string') value = withoutOwn(tree, owned)
  for (const rule of rules) if (rule.at.test(path)) value = rule.replace(value)
  return value
}

function withoutOwn(text: string, owned: ReadonlyMap<string, string>): string {
  let result = text
  for (const [value, placeholder] of owned) result = result.replaceAll(value, placeholder)
  return result
}

/** Any time but the zero one, which says "never". Go trims zeros off fractions, so their length means nothing. */
export function time(value: Tree): Tree {
  return typeof value === 'string' &&
    /^(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
    ? '<time>'
    : value
}

/** Whole numbers stay told from fractions, and zero from the rest unless `orZero`. */
export const number =
  (orZero: 'zero is different' | 'zero is no different') =>
  (value: Tree): Tree => {
    if (!(value instanceof LosslessNumber)) return value
    if (orZero === 'zero is different' && value.value === '0') return value
    return value.value.includes('.') ? '<fraction>' : '<whole number>'
  }

/** Parts of a text. */
export const text =
  (pattern: RegExp, placeholder: string) =>
  (value: Tree): Tree =>
    typeof value === 'string' ? value.replaceAll(pattern, placeholder) : value

/** What is told of a path in a container, read: JSON in base64. */
export function pathStatWithoutTime(value: Tree): Tree {
  if (typeof value !== 'string') return value
  const stat = Buffer.from(value, 'base64').toString()
  return stat.replace(/"mtime":"[^"]+"/, '"mtime":"<time>"')
}

/** Ids of 64 digits wherever they stand in a text. */
export const longIds = text(/\b[0-9a-f]{64}\b/g, '<id>')

/** Ids, or what stands for them, in brackets, which the daemon lists in the order of a Go map. */
export function idsInAnyOrder(value: Tree): Tree {
  if (typeof value !== 'string') return value
  return value.replace(
    /\[([0-9a-f]{64}|<[^>]+>)(, ([0-9a-f]{64}|<[^>]+>))*\]/g,
    list => `[${list.slice(1, -1).split(', ').sort().join(', ')}]`,
  )
}

/** A list which the daemon writes in the order of a Go map, that is in none. What has a name is sorted by it alone. */
export function anyOrder(value: Tree): Tree {
  const key = (item: Tree) =>
    isObject(item) && typeof item.Name === 'string' ? item.Name : show(membersByName(item), Infinity)
  return Array.isArray(value) ? [...value].sort((a, b) => (key(a) < key(b) ? -1 : 1)) : value
}

function membersByName(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(membersByName)
  if (!isObject(tree)) return tree
  const members = Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, membersByName(member)]))
}

/** Each value of a list once, in an order that no daemon chose. */
export function eachOnce(list: Tree): Tree {
  if (!Array.isArray(list)) return list
  const byText = new Map((list as readonly Tree[]).map(item => [show(item, Infinity), item]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

/** What two images share is in the archive of the first, and a link in the second; which is which is told by nothing. */
export function linksResolved(entries: Tree): Tree {
  if (!Array.isArray(entries)) return entries
  const byName = new Map((entries as readonly Tree[]).filter(isObject).map(entry => [entry.name, entry]))
  return (entries as readonly Tree[]).map(entry => {
    if (!isObject(entry) || typeof entry.link !== 'string') return entry
    const target = byName.get(entry.link.replace(/^\.\.\//, ''))
    return target ? { ...target, name: entry.name ?? '' } : entry
  })
}

/** Progress of several things at a time: the last word on each. How often each is told of before depends on the machine. */
export function lastWords(messages: Tree): Tree {
  if (!Array.isArray(messages)) return messages
  const idOf = (message: Tree | undefined) => (isObject(message) ? message.id : undefined)
  const isLast = (message: Tree, i: number) =>
    idOf(message) === undefined || !messages.slice(i + 1).some(later => idOf(later) === idOf(message))
  return anyOrder(messages.filter(isLast))
}

/** Progress of one thing at a time: how it begins. Whether more is told of the same depends on the time that went by. */
export function firstWords(messages: Tree): Tree {
  if (!Array.isArray(messages)) return messages
  const subject = (message: Tree | undefined) =>
    isObject(message) && message.id !== undefined ? `${show(message.id)} ${show(message.status)}` : undefined
  return (messages as readonly Tree[]).filter((message, i) => {
    const told = subject(message)
    return told === undefined || told !== subject(messages[i - 1])
  })
}

/**
 * Finds the first member in which two trees differ. Order of object members is not compared: no JSON reader sees it.
 */
import { isObject, LosslessNumber, type Tree } from './body.ts'

export interface Difference {
  /** `body.json.HostConfig.Binds.0` */
  readonly path: string
  readonly direct: string
  readonly through: string
}

/** Values are cut to this many characters where they are shown. */
const SHOWN_CHARACTERS = 160

export function firstDifference(direct: Tree, through: Tree, path = ''): Difference | undefined {
  const here = (name: string) => (path ? `${path}.${name}` : name)
  if (Array.isArray(direct) && Array.isArray(through)) {
    for (let i = 0; i < Math.max(direct.length, through.length); i++) {
      const difference = member(direct[i], through[i], here(String(i)))
      if (difference) return difference
    }
    return undefined
  }
  if (isObject(direct) && isObject(through)) {
    for (const key of new Set([...Object.keys(direct), ...Object.keys(through)])) {
      const difference = member(own(direct, key), own(through, key), here(key))
      if (difference) return difference
    }
    return undefined
  }
  return show(direct, Infinity) === show(through, Infinity) ? undefined : difference(path, direct, through)
}

/** Not what objects inherit: a label may be called `constructor`. */
function own(object: { readonly [key: string]: Tree }, key: string): Tree | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function member(direct: Tree | undefined, through: Tree | undefined, path: string): Difference | undefined {
  if (direct === undefined || through === undefined) return difference(path, direct, through)
  return firstDifference(direct, through, path)
}

function difference(path: string, direct: Tree | undefined, through: Tree | undefined): Difference {
  return { path, direct: show(direct), through: show(through) }
}

/** As text: JSON with numbers as they were written, or `(absent)`. */
export function show(tree: Tree | undefined, limit = SHOWN_CHARACTERS): string {
  if (tree === undefined) return '(absent)'
  const text = JSON.stringify(tree, (_key, value) =>
    value instanceof LosslessNumber ? `#${value.value}#` : value,
  ).replaceAll(/"#([^"]*)#"/g, '$1')
  return text.length > limit ? `${text.slice(0, limit)}…` : text
}

/**
 * Finds the members in which two trees differ. Order of object members is not compared: no JSON reader sees it.
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

export function* differences(direct: Tree, through: Tree, path = ''): Generator<Difference> {
  const keys =
    Array.isArray(direct) && Array.isArray(through)
      ? Array.from({ length: Math.max(direct.length, through.length) }, (_, i) => String(i))
      : isObject(direct) && isObject(through)
        ? new Set([...Object.keys(direct), ...Object.keys(through)])
        : undefined
  if (!keys) {
    if (show(direct, Infinity) !== show(through, Infinity)) yield difference(path, direct, through)
    return
  }
  for (const key of keys) {
    const [left, right] = [own(direct, key), own(through, key)]
    const here = path ? `${path}.${key}` : key
    if (left === undefined || right === undefined) yield difference(here, left, right)
    else yield* differences(left, right, here)
  }
}

/** Not what objects inherit: a label may be called `constructor`. */
function own(tree: Tree, key: string): Tree | undefined {
  return Object.hasOwn(tree as object, key) ? (tree as { readonly [key: string]: Tree })[key] : undefined
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

/** Reads the YAML file and remembers where everything stands in it. */
import { readFileSync } from 'node:fs'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { systemReason } from '../listen/errors.ts'
import { ConfigError, shown } from './errors.ts'
import type { Path, Source } from './source.ts'

/** Throws ConfigError. */
export function fileSource(path: string, namedBy: string): Source {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(
      'unreadable-file',
      `${namedBy}: ${path} cannot be read: ${systemReason(error)}.`,
      error,
    )
  }
  return parseFile(path, content)
}

/** Throws ConfigError. */
export function parseFile(path: string, content: string): Source {
  const lines = new LineCounter()
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${path}:${line}:${col}`
  }

  const [problem] = [...document.errors, ...document.warnings]
  if (problem?.code === 'DUPLICATE_KEY') {
    const key = content.slice(problem.pos[0]).match(/^[^\s:]+/)?.[0] ?? 'key'
    throw new ConfigError(
      'duplicate-key',
      `${at(problem.pos[0])}: ${key} is given twice; remove one of them.`,
    )
  }
  if (problem) throw new ConfigError('yaml-syntax', `${at(problem.pos[0])}: ${yamlProblem(problem)}`)

  const root: unknown = document.contents
  if (root === null) return { values: {}, where: () => path }
  if (!isMap(root)) {
    throw new ConfigError(
      'invalid-value',
      `${at(0)}: the file must be a mapping of options (key: value), not ${shown(plain(root, at))}.`,
    )
  }
  return {
    values: plain(root, at) as Record<string, unknown>,
    where: path => {
      const { offset, key } = locate(document, path)
      return `${at(offset)}: ${key}`
    },
  }
}

function yamlProblem({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second YAML document begins here; put all options into one.'
  return `this is not valid YAML: ${message.replace(/\.?$/, '.')}`
}

/** Numbers stay as they were typed; the schema reads them. */
function plain(node: unknown, at: (offset: number) => string): unknown {
  if (node === null) return null
  if (isScalar(node)) return typeof node.value === 'number' ? node.source : node.value
  if (isSeq(node)) return node.items.map(item => plain(item, at))
  if (isMap(node)) return Object.fromEntries(node.items.map(pair => [keyOf(pair.key), plain(pair.value, at)]))
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  throw new ConfigError('yaml-syntax', `${at(offset)}: aliases are not supported here; write the value out.`)
}

function keyOf(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key)
}

/** The key at the path's end, as `listen[1].address`, and where it is; or what the file has instead of it. */
function locate(document: Document, path: Path): { readonly offset: number; readonly key: string } {
  let node: unknown = document.contents
  let offset = 0
  let key = ''
  for (const step of path) {
    if (isMap(node)) {
      key += `${key && '.'}${String(step)}`
      const pair = node.items.find(item => keyOf(item.key) === step)
      if (pair === undefined) break
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      key += `[${String(step)}]`
      node = node.items[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return { offset, key }
}

/** `GET /images/viz` (API 1.0 to 1.6; moby `server.go` at v0.3.4 and v0.6.6, ImagesViz): the tree of the images, for graphviz. */
import { isOlder } from '../api/version.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer, type Emulation, madeAnswer } from './emulation.ts'

const TEXT = 'text/plain; charset=utf-8'
const SHORT_ID_LENGTH = 12
const UNTAGGED = '<none>:<none>'
const BOX = 'shape=box,fillcolor="paleturquoise",style="filled,rounded"'

export const imageViz: Emulation = async ({ call, daemon }) => {
  const { status, body, message } = await daemon.call({
    method: 'GET',
    path: '/images/json',
    query: { all: '1' },
  })
  if (status !== 200) throw new EmulatedAnswer(500, message)
  const nodes = (Array.isArray(body) ? body : []).map(nodeOf)
  // Docker 0.6.2, of API 1.5, was the first to print a graph of nothing.
  return madeAnswer(TEXT, nodes.length === 0 && isOlder(call.client, '1.5') ? '' : graphOf(nodes))
}

interface Node {
  readonly id: string
  /** Empty for an image without one, or whose builder keeps none. */
  readonly parent: string
  readonly tags: readonly string[]
}

function nodeOf(image: JsonValue): Node {
  const { Id, ParentId, RepoTags } = isJsonObject(image) ? image : {}
  const tags = Array.isArray(RepoTags) ? RepoTags.map(String) : []
  return { id: shortId(Id), parent: shortId(ParentId), tags: tags.filter(tag => tag !== UNTAGGED) }
}

function graphOf(nodes: readonly Node[]): string {
  const sorted = nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const edges = sorted.map(({ id, parent }) =>
    parent === '' ? ` base -> "${id}" [style=invis]\n` : ` "${parent}" -> "${id}"\n`,
  )
  const labels = nodes.flatMap(({ id, tags }) =>
    tags.length === 0 ? [] : [` "${id}" [label="${[id, ...tags].join('\\n')}",${BOX}];\n`],
  )
  return `digraph docker {\n${edges.join('')}${labels.join('')} base [style=invisible]\n}\n`
}

const shortId = (id: JsonValue | undefined): string =>
  typeof id === 'string' ? id.replace(/^sha256:/, '').slice(0, SHORT_ID_LENGTH) : ''

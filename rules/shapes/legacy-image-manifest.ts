/**
 * Images as docker up to 1.9 described them, each by its own layer and the id of its parent, described as docker from 1.10 on
 * does: all layers and their history in one configuration (moby `image/v1/imagev1.go` at v28.5.2,
 * MakeConfigFromV1Config and HistoryFromConfig).
 */
import { createHash } from 'node:crypto'
import { encodeJson, isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import type { AddedEntry } from '../../src/translate/tar-addition.ts'

export interface LegacyImage {
  /** What stands in its `json`. */
  json?: JsonObject
  /** Digest of its `layer.tar`. */
  diffId?: string
}

/** The configurations of the images nothing else is built on, and of those with a tag; and the manifest that lists them. */
export function manifestEntries(
  images: ReadonlyMap<string, LegacyImage>,
  repositories: JsonObject,
): readonly AddedEntry[] {
  const tags = tagsOf(repositories)
  const parents = new Set([...images.values()].map(({ json }) => json?.parent))
  const tops = [...images.keys()].filter(id => tags.has(id) || !parents.has(id))
  const found = tops.flatMap(id => {
    const chain = chainOf(id, images)
    return chain === undefined ? [] : [{ chain, tags: tags.get(id) ?? null, config: configOf(chain) }]
  })
  if (found.length === 0) return []
  const manifest = found.map(({ chain, tags, config }) => ({
    Config: config.name,
    RepoTags: tags,
    Layers: chain.map(({ id }) => `${id}/layer.tar`),
  }))
  return [
    ...found.map(({ config }) => config),
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
  ]
}

/** `{"busybox": {"latest": "<id>"}}`, as the names of each id. */
function tagsOf(repositories: JsonObject): ReadonlyMap<string, string[]> {
  const tags = new Map<string, string[]>()
  for (const [repository, byTag] of Object.entries(repositories)) {
    if (!isJsonObject(byTag)) continue
    for (const [tag, id] of Object.entries(byTag)) {
      if (typeof id === 'string') tags.set(id, [...(tags.get(id) ?? []), `${repository}:${tag}`])
    }
  }
  return tags
}

/** As many as daemons put on one another (moby `layer/layer_store.go`, maxLayerDepth is 125; the graph of 1.9 had 127). */
const MOST_LAYERS = 127

interface Link {
  readonly id: string
  readonly json: JsonObject
  readonly diffId: string
}

/** From the base up. Undefined when a part of it is not in the archive. */
function chainOf(top: string, images: ReadonlyMap<string, LegacyImage>): readonly Link[] | undefined {
  const chain: Link[] = []
  for (let id: JsonValue | undefined = top; typeof id === 'string' && id !== ''; ) {
    const { json, diffId }: LegacyImage = images.get(id) ?? {}
    if (json === undefined || diffId === undefined || chain.length >= MOST_LAYERS) return undefined
    chain.unshift({ id, json, diffId })
    id = json.parent
  }
  return chain
}

function configOf(chain: readonly Link[]): { readonly name: string; readonly content: Buffer } {
  const {
    id: _,
    parent: _p,
    Size: _s,
    parent_id: _pi,
    layer_id: _l,
    throwaway: _t,
    ...rest
  } = chain.at(-1)!.json
  const config = {
    architecture: 'amd64',
    os: 'linux',
    ...rest,
    rootfs: { type: 'layers', diff_ids: chain.map(({ diffId }) => diffId) },
    history: chain.map(({ json }) => historyOf(json)),
  }
  const content = Buffer.from(encodeJson(sorted(config), true))
  return { name: `${createHash('sha256').update(content).digest('hex')}.json`, content }
}

function historyOf({ created, container_config: container, author, comment }: JsonObject): JsonObject {
  const command = isJsonObject(container) && Array.isArray(container.Cmd) ? container.Cmd.join(' ') : ''
  return {
    ...(created === undefined ? {} : { created }),
    ...(command === '' ? {} : { created_by: command }),
    ...(author === undefined || author === '' ? {} : { author }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  }
}

/** In the order in which Go writes a map, so that equal images are equal here and there. */
const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * Images as listed up to API 1.6: one entry a tag, with Repository and Tag, and neither for an image without
 * (moby `api_params.go` at v0.3.3 and v0.6.7, ToLegacy; which cut at the first colon, and so registries' ports off).
 */
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

const NO_TAG = '<none>:<none>'

/** A filter by name leaves no entry of another repository, and none without. */
export function imagesByTag(images: JsonValue, { query }: StepContext): JsonValue {
  if (!Array.isArray(images)) return images
  const isFiltered = (query.get('filter') ?? '') !== ''
  return (images as readonly JsonValue[])
    .filter(isJsonObject)
    .flatMap(entriesOf)
    .filter(({ Repository }) => !isFiltered || Repository !== undefined)
}

function entriesOf({ RepoTags: tags, ParentId: _parent, ...image }: JsonObject): JsonObject[] {
  const names = Array.isArray(tags) ? (tags as readonly JsonValue[]).filter(tag => tag !== NO_TAG) : []
  return names.length === 0 ? [image] : names.map(name => ({ ...repositoryAndTag(String(name)), ...image }))
}

function repositoryAndTag(name: string): JsonObject {
  const colon = name.lastIndexOf(':')
  return colon > name.lastIndexOf('/')
    ? { Repository: name.slice(0, colon), Tag: name.slice(colon + 1) }
    : { Repository: name, Tag: '' }
}

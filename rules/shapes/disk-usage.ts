/**
 * Disk usage, three shapes of it: up to API 1.51 four lists and LayersSize; at 1.52 the same and a summary of each kind;
 * the summaries alone when `verbose` is asked for, and whenever the lists are dropped, as is announced
 * (moby `daemon/server/router/system/system_routes.go` at docker-v29.7.2, getDiskUsage).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

const LISTS = {
  Images: 'ImageUsage',
  Containers: 'ContainerUsage',
  Volumes: 'VolumeUsage',
  BuildCache: 'BuildCacheUsage',
} as const

/** A kind that was not asked for has no summary and gets no list. What is zero or empty is left out of summaries. */
export const listsOfSummaries = onObject(usage => {
  const { ImageUsage, ContainerUsage: _c, VolumeUsage: _v, BuildCacheUsage: _b, ...rest } = usage
  if (!Object.values(LISTS).some(summary => isJsonObject(usage[summary]))) return usage
  const lists: Record<string, JsonValue> = {}
  if (isJsonObject(ImageUsage) && isUnset(usage.LayersSize)) lists.LayersSize = ImageUsage.TotalSize ?? 0
  for (const [list, summary] of Object.entries(LISTS)) {
    const known = usage[summary]
    if (isJsonObject(known) && isUnset(usage[list])) lists[list] = known.Items ?? []
  }
  return { ...rest, ...lists }
})

const isUnset = (value: JsonObject[string]): boolean => value === undefined || value === null

/**
 * Disk usage, three shapes of it: up to API 1.51 four lists and LayersSize; at 1.52 the same and a summary of each kind;
 * the summaries alone when `verbose` is asked for, and whenever the lists are dropped, as is announced
 * (moby `daemon/server/router/system/system_routes.go` at docker-v29.7.2, getDiskUsage).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

const LISTS = [
  ['Images', 'ImageUsage'],
  ['Containers', 'ContainerUsage'],
  ['Volumes', 'VolumeUsage'],
  ['BuildCache', 'BuildCacheUsage'],
] as const

const SUMMARIES: readonly string[] = LISTS.map(([, summary]) => summary)

/** A kind that was not asked for has no summary and gets no list. What is zero or empty is left out of summaries. */
export const listsOfSummaries = onObject(usage => {
  const known = LISTS.filter(([, summary]) => isJsonObject(usage[summary]))
  if (known.length === 0) return usage
  const missing = known.filter(([list]) => usage[list] === undefined || usage[list] === null)
  return {
    ...Object.fromEntries(Object.entries(usage).filter(([key]) => !SUMMARIES.includes(key))),
    ...Object.fromEntries(missing.map(([list, summary]) => [list, memberOf(usage[summary], 'Items', [])])),
    ...(missing.some(([list]) => list === 'Images')
      ? { LayersSize: memberOf(usage.ImageUsage, 'TotalSize', 0) }
      : {}),
  }
})

function memberOf(summary: JsonValue | undefined, key: string, empty: JsonValue): JsonValue {
  return (isJsonObject(summary) ? summary[key] : undefined) ?? empty
}

/**
 * The build cache in disk usage, as up to API 1.41: each record had one Parent, and BuilderSize was the sum of all, both left
 * out when empty. Newer clients get the parents under a key that begins with a space (moby `api/types/build/cache.go`
 * and `api/server/router/system/system_routes.go`, getDiskUsage, at v28.5.2).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

export const withBuilderSize = onObject(usage => {
  if (!Array.isArray(usage.BuildCache) || (usage.BuilderSize ?? 0) !== 0) return usage
  const records = usage.BuildCache as readonly JsonValue[]
  const BuilderSize = records.reduce<number>((sum, record) => sum + sizeOf(record), 0)
  return BuilderSize === 0 ? usage : { ...usage, BuilderSize }
})

export const withParent = onObject(record => {
  const { ' Parents': misspelt, Parents: parents = misspelt, ...rest } = record
  if (parents === undefined) return record
  const [first] = Array.isArray(parents) ? (parents as readonly JsonValue[]) : []
  return first === undefined || rest.Parent !== undefined ? rest : { ...rest, Parent: first }
})

const sizeOf = (record: JsonValue): number =>
  isJsonObject(record) && typeof record.Size === 'number' ? record.Size : 0

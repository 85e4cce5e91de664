/**
 * The build cache in disk usage, as up to API 1.41: each record had one Parent, and BuilderSize was the sum of all. Docker
 * 23.0 began to leave them out when they are empty, and gives the parents of newer clients under a key that begins with a
 * space (moby `api/types/build/cache.go` at v28.5.2).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

export const withBuilderSize = onObject(usage => {
  if (usage.BuilderSize !== undefined) return usage
  return { ...usage, BuilderSize: records(usage).reduce<number>((sum, record) => sum + sizeOf(record), 0) }
})

export const withParent = onObject(record => {
  const { ' Parents': misspelt, Parents: parents = misspelt, ...rest } = record
  if (record.Parent !== undefined) return parents === undefined ? record : rest
  const first = Array.isArray(parents) ? (parents as readonly JsonValue[])[0] : undefined
  return { ...rest, Parent: first ?? '' }
})

const records = (usage: JsonObject): readonly JsonValue[] =>
  Array.isArray(usage.BuildCache) ? (usage.BuildCache as readonly JsonValue[]) : []

const sizeOf = (record: JsonValue): number =>
  isJsonObject(record) && typeof record.Size === 'number' ? record.Size : 0

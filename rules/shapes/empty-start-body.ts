/**
 * The body of a start. Before API 1.24 it could be a HostConfig, flat or wrapped (moby
 * `api/server/router/container/container_routes.go` at v20.10.24, postContainersStart); now it must be empty.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'

/** Null, an empty object and an empty wrapped one have always been a plain start. */
export function isEmptyStartBody(body: JsonValue | undefined): boolean {
  if (body === undefined || body === null) return true
  if (!isJsonObject(body)) return false
  const members = Object.entries(body).filter(([, value]) => value !== undefined)
  return members.every(([key, value]) => key === 'HostConfig' && (value === null || isEmpty(value)))
}

const isEmpty = (value: JsonObject[string]): boolean => isJsonObject(value) && Object.keys(value).length === 0

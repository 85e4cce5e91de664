/**
 * The networks of a service in a request: ServiceSpec.Networks up to API 1.24, TaskTemplate.Networks since. Daemons took
 * the old place at every version until 29.0 (moby `daemon/server/router/swarm/helpers.go` at docker-v29.7.2,
 * adjustForAPIVersion).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

export const networksOfTask = onObject(spec => {
  const { Networks: networks, ...rest } = spec
  const task = isJsonObject(spec.TaskTemplate) ? spec.TaskTemplate : {}
  if (!isFilled(networks)) return spec
  return isFilled(task.Networks) ? rest : { ...rest, TaskTemplate: { ...task, Networks: networks } }
})

const isFilled = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length > 0

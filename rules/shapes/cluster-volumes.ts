/**
 * Volumes that live in a swarm (CSI), which daemons hide from clients older than API 1.42
 * (moby `api/server/router/volume/volume_routes.go` at v28.5.2).
 */
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { at } from './json-edit.ts'

const NOT_FOUND = 404

const isClusterVolume = (value: JsonValue): boolean =>
  isJsonObject(value) && isJsonObject(value.ClusterVolume)

export const withoutClusterVolumes = at('Volumes', value => {
  if (!Array.isArray(value)) return value
  const list = value as readonly JsonValue[]
  return list.some(isClusterVolume) ? list.filter(volume => !isClusterVolume(volume)) : value
})

export function refuseClusterVolume(volume: JsonValue, context: StepContext): JsonValue {
  if (isClusterVolume(volume))
    throw new UntranslatableError(`get ${context.params.name ?? ''}: no such volume`, NOT_FOUND)
  return volume
}

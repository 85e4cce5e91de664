/**
 * An inspected image as up to API 1.11: its own members in lower case, and left out when they are empty; those of the two
 * configurations inside as always (moby `image/image.go` at v0.11.1).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

const OLD_NAMES: Readonly<Record<string, string>> = {
  Parent: 'parent',
  Comment: 'comment',
  Created: 'created',
  Container: 'container',
  ContainerConfig: 'container_config',
  DockerVersion: 'docker_version',
  Author: 'author',
  Config: 'config',
  Architecture: 'architecture',
  Os: 'os',
}
const ALWAYS_THERE = ['Created', 'ContainerConfig']
const NEVER = '0001-01-01T00:00:00Z'

export const imageInLowerCase = onObject(image => {
  const config = isJsonObject(image.ContainerConfig) ? image.ContainerConfig : (image.Config ?? {})
  const whole: JsonObject = { ...image, Created: image.Created || NEVER, ContainerConfig: config }
  const members = Object.entries(OLD_NAMES)
    .filter(([name]) => ALWAYS_THERE.includes(name) || !isEmpty(whole[name]))
    .map(([name, old]) => [old, whole[name]] as const)
  return {
    id: image.Id,
    ...Object.fromEntries(members),
    ...(image.Size !== undefined && { Size: image.Size }),
  }
})

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === ''

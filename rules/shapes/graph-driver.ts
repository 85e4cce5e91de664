/**
 * Where a container or an image keeps its files. With the containerd image store, from API 1.52 on, there is no GraphDriver:
 * containers have Storage instead, images nothing (moby `daemon/server/router/container/inspect.go` and
 * `daemon/server/router/image/image_routes.go` at docker-v29.7.2).
 */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { onObject, withDefaults } from './json-edit.ts'

export const graphDriverOfStorage = onObject(container => {
  const { Storage: storage, ...rest } = container
  const name = snapshotterOf(storage)
  return container.GraphDriver !== undefined || name === undefined
    ? container
    : { ...rest, GraphDriver: { Data: null, Name: name } }
})

export const unnamedGraphDriver = withDefaults({ GraphDriver: { Data: null, Name: '' } })

function snapshotterOf(storage: JsonValue | undefined): JsonValue | undefined {
  const root = isJsonObject(storage) ? storage.RootFS : undefined
  const snapshot = isJsonObject(root) ? root.Snapshot : undefined
  return isJsonObject(snapshot) ? snapshot.Name : undefined
}

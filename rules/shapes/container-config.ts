/**
 * The Config and the ContainerConfig of an inspected image. Old daemons wrote every member of a container's configuration,
 * set or not (moby `api/types/container/config.go` at v20.10.24); newer ones leave out what an image cannot have, then what
 * is empty (`daemon/server/router/image/inspect_response.go` at docker-v29.7.2).
 */
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { inOrder, onObject, withDefaults } from './json-edit.ts'

/** Members an image can have, which are left out when empty from API 1.52 on. */
const EMPTY_IMAGE_CONFIG: JsonObject = {
  User: '',
  Env: null,
  Cmd: null,
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
}

/** Members only a container can have, which are left out from API 1.50 on. */
const EMPTY_CONTAINER_CONFIG: JsonObject = {
  Hostname: '',
  Domainname: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Image: '',
}

export const withContainerMembers = withDefaults(EMPTY_CONTAINER_CONFIG)

export const withEmptyMembers = onObject((image, context) => {
  const config = withDefaults(EMPTY_IMAGE_CONFIG)(image.Config ?? {}, context)
  return config === image.Config ? image : { ...image, Config: config }
})

const KNOWN_FROM_IMAGE = [
  'User',
  'ExposedPorts',
  'Env',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'Entrypoint',
  'Healthcheck',
  'OnBuild',
  'Labels',
  'StopSignal',
  'Shell',
] as const

/**
 * The container an image was made of is no longer told, and was always there; nor is its configuration, but for what it
 * shares with the image.
 */
export const withContainer = inOrder(
  withDefaults({ Container: '' }),
  onObject(image => {
    if (image.ContainerConfig !== undefined && image.ContainerConfig !== null) return image
    return { ...image, ContainerConfig: containerConfigOf(isJsonObject(image.Config) ? image.Config : {}) }
  }),
)

function containerConfigOf(config: JsonObject): JsonObject {
  const shared = KNOWN_FROM_IMAGE.filter(key => config[key] !== undefined).map(key => [key, config[key]])
  return { ...EMPTY_CONTAINER_CONFIG, ...EMPTY_IMAGE_CONFIG, ...Object.fromEntries(shared) }
}

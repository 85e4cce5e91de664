/** What becomes of an answer of the daemon's that Longshore cannot give, or does not want to: the rest of it is compared to the letter. */
import { isObject, type Tree } from '../body.ts'
import { anyOrder } from '../normalise.ts'

/** `/etc:/e:ro,rprivate`: a bind of a path, where one of a volume has a name. */
const READ_ONLY_LINE = /^(\/[^:]*):([^:]+):ro(?:,(\w+))?$/

/** An inspected container that was made with read-only binds: each is a mount that leaves what is mounted below alone. */
export function withReadOnlyMounts(container: Tree): Tree {
  if (!isObject(container) || !isObject(container.HostConfig)) return container
  const { Binds, Mounts } = container.HostConfig
  const lines = list(Binds).map(String)
  const moved = lines.filter(line => READ_ONLY_LINE.test(line)).map(asMount)
  if (moved.length === 0) return container
  const targets = new Set<Tree>(moved.map(({ Target }) => Target))
  return {
    ...container,
    HostConfig: {
      ...container.HostConfig,
      Binds: lines.filter(line => !READ_ONLY_LINE.test(line)),
      Mounts: anyOrder([...list(Mounts).map(withoutRecursion), ...moved]),
    },
    Mounts: list(container.Mounts).map(mount =>
      isObject(mount) && targets.has(mount.Destination ?? null) ? { ...mount, Mode: '' } : mount,
    ),
  }
}

function asMount(line: string) {
  const [, Source = '', Target = '', Propagation] = READ_ONLY_LINE.exec(line) ?? []
  const BindOptions = { CreateMountpoint: true, ReadOnlyNonRecursive: true }
  return {
    ...{ Type: 'bind', Source, Target, ReadOnly: true },
    BindOptions: Propagation ? { Propagation, ...BindOptions } : BindOptions,
  }
}

function withoutRecursion(mount: Tree): Tree {
  return isObject(mount) && mount.Type === 'bind' && mount.ReadOnly === true
    ? { ...mount, BindOptions: { ReadOnlyNonRecursive: true } }
    : mount
}

function list(tree: Tree | undefined): readonly Tree[] {
  return Array.isArray(tree) ? tree : []
}

/** An inspected image that the classic builder made: in which container is not told, nor what that one ran. */
export function withoutContainer(image: Tree): Tree {
  if (!isObject(image) || !isObject(image.ContainerConfig) || !isObject(image.Config)) return image
  if (!image.Container) return image
  return {
    ...image,
    Container: '',
    ContainerConfig: { ...image.ContainerConfig, Hostname: '', Image: '', Cmd: image.Config.Cmd ?? null },
  }
}

/** A port that is not published has no address, not an empty one. */
export function withoutEmptyAddress(port: Tree): Tree {
  if (!isObject(port) || port.IP !== '') return port
  const { IP: _none, ...others } = port
  return others
}

/** Of listed images those of one tag, with nothing but that tag. */
export const onlyTagged =
  (tag: string) =>
  (images: Tree): Tree =>
    list(images)
      .filter(isObject)
      .filter(image => list(image.RepoTags).includes(tag))
      .map(image => ({ ...image, RepoTags: [tag], RepoDigests: null }))

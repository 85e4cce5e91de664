/**
 * Read-only bind mounts. From API 1.44 on they are read-only all the way down, unless BindOptions.ReadOnlyNonRecursive
 * says otherwise; before, only the mount at their top was (moby `daemon/volumes.go` at v28.5.2, registerMountPoints,
 * defaultReadOnlyNonRecursive). A line of Binds (`/src:/dst:ro`) has no words for it, so it travels as a mount. What only
 * such a mount has, ReadOnlyNonRecursive together with CreateMountpoint, is how it is known again on the way back.
 */
import { posix } from 'node:path'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { at, onObject } from './json-edit.ts'

/** The HostConfig of a create request. */
export const withShallowReadOnly = onObject(hostConfig => {
  const lines = list(hostConfig.Binds)
  const mounts = list(hostConfig.Mounts)
  const moved = lines.map(mountOfLine)
  const marked = mounts.map(withNonRecursive)
  if (moved.every(mount => mount === undefined) && marked.every((mount, index) => mount === mounts[index]))
    return hostConfig
  return {
    ...hostConfig,
    ...(lines.length > 0 ? { Binds: lines.filter((_, index) => moved[index] === undefined) } : {}),
    Mounts: [...moved.filter(mount => mount !== undefined), ...marked],
  }
})

/** The answer to a container inspect. */
export const withReadOnlyLines = onObject((container, context) => {
  const { HostConfig: hostConfig } = container
  if (!isJsonObject(hostConfig)) return container
  const mounts = list(hostConfig.Mounts)
  const lines = mounts.map(lineOfMount)
  const rest = mounts.filter((_, index) => lines[index] === undefined).map(withoutNonRecursive)
  if (lines.every(line => line === undefined) && rest.every((mount, index) => mount === mounts[index]))
    return container
  const known = lines.filter(line => line !== undefined)
  const { Mounts: _, ...others } = hostConfig
  return inMountPoints(known)(
    {
      ...container,
      HostConfig: {
        ...others,
        ...(known.length > 0
          ? {
              Binds: [
                ...known.map(line => `${line.source}:${line.target}:${line.mode}`),
                ...list(hostConfig.Binds),
              ],
            }
          : {}),
        ...(rest.length > 0 ? { Mounts: rest } : {}),
      },
    },
    context,
  )
})

interface Line {
  readonly source: string
  readonly target: string
  readonly mode: string
}

/** Where the mode of a line is shown once more, beside what became of it. */
function inMountPoints(lines: readonly Line[]) {
  return at(
    'Mounts[]',
    onObject(point => {
      const line = lines.find(({ target }) => target === point.Destination)
      return line === undefined ? point : { ...point, Mode: line.mode }
    }),
  )
}

const PROPAGATIONS = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared']
const CONSISTENCIES = ['consistent', 'cached', 'delegated']

/** Undefined for what is no read-only bind of a path, is refused anyway, or asks for what mounts cannot do: relabelling (z, Z). */
function mountOfLine(line: JsonValue): JsonObject | undefined {
  if (typeof line !== 'string') return undefined
  const [source = '', target = '', mode = '', ...rest] = line.split(':')
  if (!source.startsWith('/') || !target.startsWith('/') || rest.length > 0) return undefined
  if (posix.normalize(target) === '/') return undefined
  const options = mode.split(',')
  const propagation = options.filter(option => PROPAGATIONS.includes(option))
  const consistency = options.filter(option => CONSISTENCIES.includes(option))
  const isOnlyReadOnly =
    options.length === 1 + propagation.length + consistency.length && options.includes('ro')
  if (!isOnlyReadOnly || propagation.length > 1 || consistency.length > 1) return undefined
  return {
    Type: 'bind',
    Source: source,
    Target: target,
    ReadOnly: true,
    ...(consistency[0] === undefined ? {} : { Consistency: consistency[0] }),
    BindOptions: {
      ...(propagation[0] === undefined ? {} : { Propagation: propagation[0] }),
      CreateMountpoint: true,
      ReadOnlyNonRecursive: true,
    },
  }
}

function lineOfMount(mount: JsonValue): Line | undefined {
  if (!isJsonObject(mount) || mount.Type !== 'bind' || mount.ReadOnly !== true) return undefined
  const { Source: source, Target: target, Consistency: consistency, BindOptions: options } = mount
  if (typeof source !== 'string' || typeof target !== 'string' || !isJsonObject(options)) return undefined
  if (options.CreateMountpoint !== true || options.ReadOnlyNonRecursive !== true) return undefined
  return { source, target, mode: ['ro', options.Propagation, consistency].filter(isWord).join(',') }
}

function withNonRecursive(mount: JsonValue): JsonValue {
  if (!isJsonObject(mount) || mount.Type !== 'bind' || mount.ReadOnly !== true) return mount
  const options = isJsonObject(mount.BindOptions) ? mount.BindOptions : {}
  if (options.ReadOnlyNonRecursive === true) return mount
  return { ...mount, BindOptions: { ...options, ReadOnlyNonRecursive: true } }
}

/** The daemon shows its own default only among options that the client had sent. */
function withoutNonRecursive(mount: JsonValue): JsonValue {
  if (!isJsonObject(mount) || mount.ReadOnly !== true || !isJsonObject(mount.BindOptions)) return mount
  const { BindOptions: options, ...rest } = mount
  return options.ReadOnlyNonRecursive === true && Object.keys(options).length === 1 ? rest : mount
}

const list = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : []

const isWord = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== ''

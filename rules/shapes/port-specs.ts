/**
 * Config.PortSpecs, ports to publish as `[[ip:][public]:]private[/protocol]`, deprecated since docker 0.6.5 and gone with 1.8
 * (API 1.20). They become ExposedPorts and HostConfig.PortBindings, as the old daemon made them
 * (moby `runconfig/merge.go` and `nat/nat.go` at v1.0.1, ParsePortSpecs). One that cannot be read is refused in its words.
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'
import { onObject, without } from './json-edit.ts'

const HIGHEST_PORT = 65_535
const PROTOCOLS: readonly string[] = ['tcp', 'udp']

interface Publication {
  /** `80/tcp` */
  readonly port: string
  readonly binding: { readonly HostIp: string; readonly HostPort: string }
}

/** On a create request. A port that HostConfig binds already keeps its bindings. */
export const withPortsOfSpecs = onObject((body, context) => {
  const publications = publicationsOf(body.PortSpecs)
  if (publications.length === 0) return without('PortSpecs')(body, context)
  const { PortSpecs: _, ...rest } = body
  const hostConfig = isJsonObject(rest.HostConfig) ? rest.HostConfig : {}
  const bound = isJsonObject(hostConfig.PortBindings) ? hostConfig.PortBindings : {}
  const added: Record<string, JsonValue[]> = {}
  for (const { port, binding } of publications) {
    if (bound[port] === undefined) added[port] = [...(added[port] ?? []), { ...binding }]
  }
  return {
    ...rest,
    ExposedPorts: exposed(rest.ExposedPorts, publications),
    HostConfig: { ...hostConfig, PortBindings: { ...bound, ...added } },
  }
})

/** On the configuration of a commit, which has no HostConfig. */
export const withExposedSpecs = onObject((config, context) => {
  const publications = publicationsOf(config.PortSpecs)
  if (publications.length === 0) return without('PortSpecs')(config, context)
  const { PortSpecs: _, ...rest } = config
  return { ...rest, ExposedPorts: exposed(rest.ExposedPorts, publications) }
})

function exposed(known: JsonValue | undefined, publications: readonly Publication[]): JsonObject {
  return {
    ...(isJsonObject(known) ? known : {}),
    ...Object.fromEntries(publications.map(({ port }) => [port, {}])),
  }
}

function publicationsOf(specs: JsonValue | undefined): readonly Publication[] {
  if (!Array.isArray(specs)) return []
  return (specs as readonly JsonValue[]).flatMap(spec => (typeof spec === 'string' ? parseSpec(spec) : []))
}

function parseSpec(spec: string): readonly Publication[] {
  const slash = spec.indexOf('/')
  const protocol = slash === -1 ? 'tcp' : spec.slice(slash + 1).toLowerCase()
  const parts = (slash === -1 ? spec : spec.slice(0, slash)).split(':')
  const [HostIp = '', publicPorts = '', privatePorts = ''] = [
    ...Array(Math.max(3 - parts.length, 0)).fill(''),
    ...parts,
  ]
  if (parts.length > 3 || privatePorts === '' || !PROTOCOLS.includes(protocol))
    throw new UntranslatableError(`Invalid PortSpec format: ${spec}`)
  const inner = rangeOf(privatePorts)
  const outer = publicPorts === '' ? undefined : rangeOf(publicPorts)
  if (inner === undefined) throw new UntranslatableError(`Invalid containerPort: ${privatePorts}`)
  if (publicPorts !== '' && outer?.length !== inner.length)
    throw new UntranslatableError(`Invalid hostPort: ${publicPorts}`)
  return inner.map((port, index) => ({
    port: `${port}/${protocol}`,
    binding: { HostIp, HostPort: outer === undefined ? '' : String(outer[index]) },
  }))
}

function rangeOf(text: string): readonly number[] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text)
  if (match === null) return undefined
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
  if (first > last || last > HIGHEST_PORT) return undefined
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
}

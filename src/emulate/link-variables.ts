/**
 * The variables that a container had of those it is linked to on the default bridge, up to docker 28 (moby
 * `daemon/links/links.go` at v28.5.2): address and ports, its own name for the other, and the other's variables.
 */
import { isJsonObject, type JsonObject } from '../translate/json.ts'

/**
 * In the form of `Env`. Empty where the target has no address on the default bridge.
 * @param target as it is inspected
 * @param name of the container that is linked to it; undefined: not known, and so the link's own name is not either
 */
export function linkVariables(alias: string, target: JsonObject, name: string | undefined): string[] {
  const address = bridgeAddressOf(target)
  if (address === undefined) return []
  const prefix = alias.toUpperCase().replaceAll('-', '_')
  const { Config: config } = target
  const { ExposedPorts: exposed, Env: env } = isJsonObject(config) ? config : {}
  const ports = isJsonObject(exposed) ? Object.keys(exposed).map(readPort).sort(byProtocolAndNumber) : []
  const url = ({ protocol, number }: Port) => `${protocol}://${address}:${number}`
  return [
    ...ports.slice(0, 1).map(first => `${prefix}_PORT=${url(first)}`),
    ...ports.flatMap(port => {
      const ofPort = portPrefix(prefix, port)
      return [
        `${ofPort}=${url(port)}`,
        `${ofPort}_ADDR=${address}`,
        `${ofPort}_PORT=${port.number}`,
        `${ofPort}_PROTO=${port.protocol}`,
      ]
    }),
    ...rangesOf(ports).flatMap(([first, last]) => {
      const ofRange = portPrefix(prefix, first)
      return [
        `${ofRange}_START=${url(first)}`,
        `${ofRange}_PORT_START=${first.number}`,
        `${ofRange}_END=${url(last)}`,
        `${ofRange}_PORT_END=${last.number}`,
      ]
    }),
    ...(name === undefined ? [] : [`${prefix}_NAME=/${name}/${alias}`]),
    ...(Array.isArray(env) ? env : [])
      .filter(variable => typeof variable === 'string' && /^(?!HOME=|PATH=)[^=]*=/.test(variable))
      .map(variable => `${prefix}_ENV_${variable}`),
  ]
}

interface Port {
  readonly number: number
  /** `tcp` */
  readonly protocol: string
}

function readPort(text: string): Port {
  const [number, protocol = 'tcp'] = text.split('/')
  return { number: Number(number), protocol }
}

/** What is TCP comes first. */
function byProtocolAndNumber(one: Port, other: Port): number {
  if (one.protocol === other.protocol) return one.number - other.number
  if (one.protocol === 'tcp' || other.protocol === 'tcp') return one.protocol === 'tcp' ? -1 : 1
  return one.protocol < other.protocol ? -1 : 1
}

/** First and last of the ports that follow each other. */
function rangesOf(ports: readonly Port[]): readonly (readonly [Port, Port])[] {
  const ranges: [Port, Port][] = []
  for (const port of ports) {
    const open = ranges.at(-1)
    if (open && port.protocol === open[1].protocol && port.number === open[1].number + 1) open[1] = port
    else ranges.push([port, port])
  }
  return ranges.filter(([first, last]) => first !== last)
}

const portPrefix = (prefix: string, { number, protocol }: Port): string =>
  `${prefix}_PORT_${number}_${protocol.toUpperCase()}`

function bridgeAddressOf({ NetworkSettings: settings }: JsonObject): string | undefined {
  const networks = isJsonObject(settings) ? settings.Networks : undefined
  const bridge = isJsonObject(networks) ? networks.bridge : undefined
  const address = isJsonObject(bridge) ? bridge.IPAddress : undefined
  return typeof address === 'string' && address !== '' ? address : undefined
}

/**
 * Ports of listed containers: a line of text up to API 1.4, published ones alone in 1.5, and up to 1.11 an exposed port stood
 * where a public one does (moby `api_params.go` and `server.go` at v0.6.2, `daemon/network_settings.go` at v0.11.1).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/translate/json.ts'
import type { ValueStep } from './json-edit.ts'

/** Of a port that is bound twice, once for IPv6, old daemons knew one binding. */
export const withExposedAsPublic: ValueStep = ports => {
  if (!Array.isArray(ports)) return ports
  const listed = (ports as readonly JsonValue[]).filter(isJsonObject)
  return listed
    .filter(port => !isSecond(port, listed))
    .map(port => (isPublished(port) ? port : asPublic(port)))
}

export const publishedOnly: ValueStep = ports =>
  Array.isArray(ports)
    ? (ports as readonly JsonValue[]).filter(port => isJsonObject(port) && port.PrivatePort !== 0)
    : ports

/** `49153->80, 49154->53/udp` */
export const portsAsText: ValueStep = ports => {
  if (ports === null) return ''
  if (!Array.isArray(ports)) return ports
  return (ports as readonly JsonValue[])
    .filter(isJsonObject)
    .map(
      ({ PublicPort, PrivatePort, Type }) =>
        `${PublicPort}->${PrivatePort}${Type === 'tcp' ? '' : `/${Type}`}`,
    )
    .sort()
    .join(', ')
}

const isPublished = ({ PublicPort }: JsonObject): boolean => PublicPort !== undefined && PublicPort !== 0

const asPublic = ({ PrivatePort, Type }: JsonObject): JsonObject => ({
  PrivatePort: 0,
  PublicPort: PrivatePort,
  Type,
  IP: '',
})

const isSecond = (port: JsonObject, ports: readonly JsonObject[]): boolean =>
  typeof port.IP === 'string' &&
  port.IP.includes(':') &&
  ports.some(other => other !== port && isSamePort(other, port) && !String(other.IP).includes(':'))

const isSamePort = (a: JsonObject, b: JsonObject): boolean =>
  a.PrivatePort === b.PrivatePort && a.PublicPort === b.PublicPort && a.Type === b.Type

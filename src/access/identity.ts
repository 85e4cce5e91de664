/**
 * Who is calling, as far as the connection says so: the listener it came in on, the certificate it proved to own, its
 * address. What a client says of itself in a header field (User-Agent) is no identity.
 */
import type { TLSSocket } from 'node:tls'

export interface Identity {
  readonly listener: string
  /** Only of a certificate that the listener's CA has signed. */
  readonly tls?: TlsIdentity
  /** Credentials of the peer of a unix socket, where the system was asked for them. */
  readonly unix?: UnixIdentity
  readonly address?: string
}

export interface TlsIdentity {
  /** Empty when the certificate has none, or several. */
  readonly commonName: string
  /** Each with its type, as Node writes them: `DNS:ci.example`, `URI:spiffe://example/ci`, `IP Address:10.0.0.1`. */
  readonly subjectAltNames: readonly string[]
}

export interface UnixIdentity {
  readonly uid: number
  readonly gid: number
  readonly pid: number
  readonly containerId?: string
}

/** Undefined when the client showed no certificate, or one that nobody vouches for. */
export function tlsIdentity(socket: TLSSocket): TlsIdentity | undefined {
  if (!socket.authorized) return undefined
  const certificate = socket.getPeerCertificate()
  if (certificate?.subject === undefined) return undefined
  const { CN } = certificate.subject as { CN?: string | string[] }
  return {
    commonName: typeof CN === 'string' ? CN : '',
    subjectAltNames: splitAltNames(certificate.subjectaltname ?? ''),
  }
}

/** `DNS:"a, DNS:b"`: a name that would be mistaken for several is quoted like a JSON string (CVE-2021-44532). */
const ALT_NAME = /\s*([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:,|$)/y

export function splitAltNames(text: string): readonly string[] {
  const names: string[] = []
  ALT_NAME.lastIndex = 0
  while (ALT_NAME.lastIndex < text.length) {
    const match = ALT_NAME.exec(text)
    // A list that cannot be read to its end names nobody.
    if (match === null) return []
    const [, type, value] = match
    names.push(`${type}:${value!.startsWith('"') ? (JSON.parse(value!) as string) : value}`)
  }
  return names
}

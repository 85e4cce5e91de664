/**
 * From single values to what `longshore serve` runs on: checks what values say to each other, and reads what they name
 * (certificates, the group).
 */
import type { ApiVersion } from '../api/version.ts'
import { type Address, AddressError, formatAddress, parseDaemonAddress } from '../daemon/address.ts'
import { formatListenAddress, isLoopback, type ListenAddress, type Listener } from '../listen/address.ts'
import type { ServerTls } from '../listen/tls.ts'
import { ConfigError, type ConfigErrorCode } from './errors.ts'
import { defaultGroup, lookUpGroup } from './group.ts'
import type { LogLevel, OptionKey, OptionValues } from './schema.ts'
import type { Path } from './source.ts'
import { stateFolder } from './state-folder.ts'
import { type KeyPair, readCertificates, readKeyPair } from './tls-files.ts'

export interface ServeOptions {
  readonly listen: readonly Listener[]
  /** Permission bits of unix sockets. */
  readonly socketMode: number
  /** The gid of unix sockets; the process's own when undefined. */
  readonly socketGroup?: number
  /** For all tcp listeners. */
  readonly tls?: ServerTls
  readonly allowInsecureTcp: boolean
  readonly upstream: Upstream
  /** Speak this to the daemon, always. */
  readonly upstreamVersion?: ApiVersion
  /** What clients speak that name no version. */
  readonly unversioned: 'auto' | 'newest' | ApiVersion
  readonly drainSeconds: number
  /** A file, `-` for standard output, `syslog:` or `journald:` with or without the path of a socket. */
  readonly audit?: string
  readonly auditFailure: OptionValues['audit-failure']
  /** The folder of recorded sessions. */
  readonly recordings: string
  readonly maxRecordingBytes: number
  /** Where metrics are told. */
  readonly metrics?: ListenAddress
  /** A file, the name of a ready-made policy, or `tecnativa`. */
  readonly policy?: string
  /** The folder of the logins kept for clients before API 1.2. */
  readonly credentials: string
  /** Keeps their secrets: `pass` for docker-credential-pass. */
  readonly credentialHelper?: string
  readonly logLevel: LogLevel
  readonly maxHeaderBytes: number
  readonly maxJsonBytes: number
  readonly maxContextBytes: number
}

export interface Upstream {
  readonly address: Address
  /** Fits `tls.connect`. */
  readonly tls?: UpstreamTls
}

export interface UpstreamTls extends Partial<KeyPair> {
  /** The system's CAs are trusted when there is none. */
  readonly ca?: Buffer
}

type Fail = (code: ConfigErrorCode, key: OptionKey, problem: string) => never

/** Throws ConfigError. `where` says where a value was written. */
export function assemble(values: OptionValues, where: (path: Path) => string): ServeOptions {
  const fail: Fail = (code, key, problem) => {
    throw new ConfigError(code, `${where([key])}: ${problem}`)
  }
  const pem = (key: OptionKey, path: string) => ({ path, where: where([key]) })

  const listen = values.listen.map(({ address, name }) => ({
    address,
    name: name ?? formatListenAddress(address),
  }))
  requireDistinct(listen, fail)
  const tls = serverTls(values, pem, fail)
  if (tls === undefined && !values['allow-insecure-tcp']) requireLoopback(listen, where)
  const upstream = resolveUpstream(values, pem, fail)
  requireNoLoop(listen, upstream, fail)
  const socketGroup = resolveGroup(values['socket-group'], fail)

  return {
    listen,
    socketMode: values['socket-mode'],
    ...(socketGroup === undefined ? {} : { socketGroup }),
    ...(tls && { tls }),
    allowInsecureTcp: values['allow-insecure-tcp'],
    upstream,
    ...(values['upstream-version'] && { upstreamVersion: values['upstream-version'] }),
    unversioned: values.unversioned,
    drainSeconds: values.drain,
    ...(values.audit && { audit: values.audit }),
    auditFailure: values['audit-failure'],
    recordings: values.recordings ?? stateFolder('recordings'),
    maxRecordingBytes: values['max-recording-bytes'],
    ...(values.metrics && { metrics: values.metrics }),
    ...(values.policy && { policy: values.policy }),
    credentials: values.credentials ?? stateFolder('credentials'),
    ...(values['credential-helper'] && { credentialHelper: values['credential-helper'] }),
    logLevel: values['log-level'],
    maxHeaderBytes: values['max-header-bytes'],
    maxJsonBytes: values['max-json-bytes'],
    maxContextBytes: values['max-context-bytes'],
  }
}

function requireDistinct(listen: readonly Listener[], fail: Fail) {
  const seen = new Set<string>()
  for (const { name } of listen) {
    if (seen.has(name))
      fail('conflict', 'listen', `two listeners are called ${name}; remove one or give it another name.`)
    seen.add(name)
  }
}

/** A name may resolve to anything, so only localhost passes here; what was really bound is checked again. */
function requireLoopback(listen: readonly Listener[], where: (path: Path) => string) {
  for (const [index, { address }] of listen.entries()) {
    if (address.kind !== 'tcp' || isLoopback(address.host)) continue
    throw new ConfigError(
      'insecure-tcp',
      `${where(['listen', index])}: ${formatAddress(address)} can be reached from other machines, and whoever reaches it is root here; give tls-cert and tls-key (and tls-ca), or allow-insecure-tcp.`,
    )
  }
}

/** Calls that come back in are passed on again, without end. */
function requireNoLoop(listen: readonly Listener[], upstream: Upstream, fail: Fail) {
  const daemon = formatAddress(upstream.address)
  if (listen.some(({ address }) => formatListenAddress(address) === daemon)) {
    fail('conflict', 'upstream', `${daemon} is also listened on; give one of the two another address.`)
  }
}

type Pem = (key: OptionKey, path: string) => { readonly path: string; readonly where: string }

function serverTls(values: OptionValues, pem: Pem, fail: Fail): ServerTls | undefined {
  const pair = keyPair('tls-cert', 'tls-key', values, pem, fail)
  const ca = values['tls-ca']
  if (pair === undefined) {
    if (ca !== undefined)
      fail('conflict', 'tls-ca', 'there is no TLS to ask certificates in; give tls-cert and tls-key too.')
    return undefined
  }
  return ca === undefined ? pair : { ...pair, ca: readCertificates(pem('tls-ca', ca)) }
}

const UPSTREAM_TLS_KEYS = [
  'upstream-tls',
  'upstream-tls-ca',
  'upstream-tls-cert',
  'upstream-tls-key',
] as const

function resolveUpstream(values: OptionValues, pem: Pem, fail: Fail): Upstream {
  const tls = upstreamTls(values, pem, fail)
  let address: Address
  try {
    address = parseDaemonAddress(values.upstream, tls !== undefined)
  } catch (error) {
    if (error instanceof AddressError) return fail('invalid-value', 'upstream', error.message)
    throw error
  }
  if (tls === undefined) return { address }
  if (address.kind === 'unix') {
    const given = UPSTREAM_TLS_KEYS.find(key => values[key] !== undefined) ?? 'upstream-tls'
    fail(
      'conflict',
      given,
      `${formatAddress(address)} is spoken to without TLS; leave it out, or give a tcp:// upstream.`,
    )
  }
  return { address, tls }
}

function upstreamTls(values: OptionValues, pem: Pem, fail: Fail): UpstreamTls | undefined {
  const pair = keyPair('upstream-tls-cert', 'upstream-tls-key', values, pem, fail)
  const ca = values['upstream-tls-ca']
  if (pair === undefined && ca === undefined) return values['upstream-tls'] ? {} : undefined
  if (values['upstream-tls'] === false) {
    fail(
      'conflict',
      'upstream-tls',
      'it is false, but there are upstream-tls-* files; leave the one or the others out.',
    )
  }
  return { ...pair, ...(ca !== undefined && { ca: readCertificates(pem('upstream-tls-ca', ca)) }) }
}

function keyPair(
  certKey: 'tls-cert' | 'upstream-tls-cert',
  keyKey: 'tls-key' | 'upstream-tls-key',
  values: OptionValues,
  pem: Pem,
  fail: Fail,
): KeyPair | undefined {
  const cert = values[certKey]
  const key = values[keyKey]
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined) return fail('conflict', keyKey, `a key needs its certificate; give ${certKey} too.`)
  if (key === undefined) return fail('conflict', certKey, `a certificate needs its key; give ${keyKey} too.`)
  return readKeyPair(pem(certKey, cert), pem(keyKey, key))
}

function resolveGroup(group: string | undefined, fail: Fail): number | undefined {
  if (group === undefined) return defaultGroup()
  return (
    lookUpGroup(group) ??
    fail('invalid-value', 'socket-group', `/etc/group has no group ${group}; create it or give its number.`)
  )
}

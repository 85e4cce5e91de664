/** Puts the parts together: options → daemon → translator → gateway → listeners, and takes them apart again in order. */
import type { Socket } from 'node:net'
import pino, { type Logger } from 'pino'
import type { UnixIdentity } from './access/identity.ts'
import { watchPolicy } from './access/policy-source.ts'
import type { ApiVersion } from './api/version.ts'
import { type AuditLog, noAuditLog, openAuditLog } from './audit/audit-log.ts'
import { SessionRecorder } from './audit/session-recorder.ts'
import type { ServeOptions } from './config/assemble.ts'
import { Daemon } from './daemon/daemon.ts'
import { credentialHelper } from './emulate/credential-helper.ts'
import { CredentialStore } from './emulate/credential-store.ts'
import { Gateway } from './gateway/gateway.ts'
import { containerOfProcess } from './listen/container-of-process.ts'
import { type BoundListener, bindListeners } from './listen/listener.ts'
import { loadPeerCredentials } from './listen/peer-credentials.ts'
import { Metrics } from './metrics/metrics.ts'
import { serveMetrics } from './metrics/metrics-server.ts'
import type { KeyedChange } from './translate/change.ts'
import { createTranslator } from './translate/plan.ts'

export interface Rules {
  readonly changes: readonly KeyedChange[]
  readonly oldestTranslated: ApiVersion
  readonly newestKnown: ApiVersion
}

export interface RunningProxy {
  readonly listeners: readonly BoundListener[]
  /** Where metrics are told. */
  readonly metricsAddress: string | undefined
  /** Reads the policy again, and opens the audit log's file anew. */
  reload(): void
  /** Takes no new connections and lets what runs finish; true when nothing had to be cut off. */
  stop(): Promise<boolean>
}

/** Throws ListenError, ConfigError for a wrong policy, and the audit file's error. The daemon need not be there yet. */
export async function serve(
  options: ServeOptions,
  rules: Rules,
  log: Logger = operationalLog(options),
): Promise<RunningProxy> {
  const daemon = new Daemon(options.upstream.address, options.upstream.tls)
  const audit =
    options.audit === undefined ? noAuditLog : openAuditLog(options.audit, options.auditFailure, log)
  const policy = options.policy === undefined ? undefined : watchPolicy(options.policy, process.env, log)
  // Always, so that logins are kept under the same name whether or not calls are judged and recorded.
  const peer = peerIdentity()
  const known = { oldest: rules.oldestTranslated, newest: rules.newestKnown }
  const metrics =
    options.metrics &&
    new Metrics({
      known,
      openHijacks: () => gateway.openHijacks,
      isUpstreamUp: () => daemon.knownFacts !== undefined,
      lostRecords: () => audit.lost,
    })
  const recorder = new SessionRecorder({
    folder: options.recordings,
    maxBytes: options.maxRecordingBytes,
    onFailure: options.auditFailure,
    log,
  })
  const gateway: Gateway = new Gateway({
    daemon,
    translator: createTranslator(rules.changes),
    audit,
    recorder,
    onEnded(call) {
      metrics?.count(call)
      recorder.sees(call)
    },
    log,
    known,
    pinned: options.upstreamVersion,
    unversioned: options.unversioned,
    policy: () => policy?.current(),
    ...(peer && { peer }),
    maxHeaderBytes: options.maxHeaderBytes,
    maxJsonBytes: options.maxJsonBytes,
    maxContextBytes: options.maxContextBytes,
    credentials: credentialStore(options),
  })
  const metricsServer = metrics && (await serveMetrics(options.metrics!, metrics, daemon))
  const listeners = await bindListeners(options.listen, options, {
    connection: (socket, { name }) => gateway.accept(socket, name),
    fault: (error, { name }) => log.warn({ listener: name }, error.message),
  })
  if (metricsServer) log.info({ address: metricsServer.address }, 'metrics')
  if (options.tls !== undefined && options.tls.ca === undefined) {
    log.warn(
      'TLS clients need no certificate: whoever reaches the port is root here. Give tls-ca to ask for one.',
    )
  }
  for (const { name, address } of listeners) log.info({ listener: name, address }, 'listening')
  greet(daemon, log)
  return {
    listeners,
    metricsAddress: metricsServer?.address,
    reload() {
      policy?.reload()
      reopen(audit, log)
    },
    async stop() {
      const closed = listeners.map(listener => listener.close())
      const isDrained = await gateway.close(options.drainSeconds * 1000)
      await Promise.all(closed)
      await metricsServer?.close()
      policy?.close()
      daemon.close()
      audit.close()
      log.info({ drained: isDrained }, 'stopped')
      return isDrained
    },
  }
}

function credentialStore({ credentials, credentialHelper: name }: ServeOptions): CredentialStore {
  return new CredentialStore(credentials, name === undefined ? undefined : credentialHelper(name))
}

/** Undefined where the system cannot be asked: rules about `uid`, `gid` and `container` match nobody then. */
function peerIdentity(): ((socket: Socket) => UnixIdentity | undefined) | undefined {
  const credentialsOf = loadPeerCredentials()
  return (
    credentialsOf &&
    (socket => {
      const credentials = credentialsOf(socket)
      if (credentials === undefined) return undefined
      const containerId = containerOfProcess(credentials.pid)
      return { ...credentials, ...(containerId !== undefined && { containerId }) }
    })
  )
}

/** The operational log, on standard error: standard output may be the audit log's. */
function operationalLog({ logLevel }: ServeOptions): Logger {
  return pino({ level: logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
}

function reopen(audit: AuditLog, log: Logger): void {
  try {
    audit.reopen()
  } catch (error) {
    log.error(`the audit log goes on in the file it had: ${(error as Error).message}`)
  }
}

function greet(daemon: Daemon, log: Logger): void {
  daemon.facts().then(
    ({ release, oldest, newest }) =>
      log.info({ daemon: daemon.name, release, oldest, newest }, 'daemon found'),
    (error: Error) => log.warn(`${error.message}. Calls are refused until it is there.`),
  )
}

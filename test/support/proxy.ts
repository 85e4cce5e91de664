/** Longshore in front of a daemon, in this process, on a socket of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { newestKnown, oldestTranslated, rules } from '../../rules/index.ts'
import type { ServeOptions } from '../../src/config/assemble.ts'
import { type Rules, type RunningProxy, serve } from '../../src/serve.ts'
import { IDLE_CHANGE } from '../rules/idle.ts'

export interface TestProxy {
  readonly socket: string
  readonly proxy: RunningProxy
  /** The audit records of calls that have ended so far. */
  audit(): Record<string, unknown>[]
  /** Those of calls that have begun among them. */
  fullAudit(): Record<string, unknown>[]
  stop(): Promise<boolean>
}

const allRules: Rules = {
  changes: rules.filter(({ id }) => id !== process.env[IDLE_CHANGE]),
  oldestTranslated,
  newestKnown,
}

/** @param upstream path of the daemon's unix socket */
export async function startProxy(
  upstream: string,
  options: Partial<ServeOptions> = {},
  theRules: Partial<Rules> = {},
): Promise<TestProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  const socket = join(folder, 'l.sock')
  const audit = join(folder, 'audit.jsonl')
  const proxy = await serve(
    {
      listen: [{ name: 'test', address: { kind: 'unix', path: socket } }],
      socketMode: 0o600,
      allowInsecureTcp: false,
      upstream: { address: { kind: 'unix', path: upstream } },
      unversioned: 'auto',
      drainSeconds: 0,
      audit,
      auditFailure: 'refuse',
      recordings: join(folder, 'recordings'),
      maxRecordingBytes: 1024 * 1024,
      credentials: join(folder, 'credentials'),
      logLevel: 'silent',
      maxHeaderBytes: 64 * 1024,
      maxJsonBytes: 64 * 1024 * 1024,
      maxContextBytes: 512 * 1024 * 1024,
      ...options,
    },
    { ...allRules, ...theRules },
    pino({ level: 'silent' }),
  )
  const fullAudit = () =>
    readFileSync(audit, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Record<string, unknown>)
  return {
    socket,
    proxy,
    audit: () => fullAudit().filter(({ stage }) => stage === 'ended'),
    fullAudit,
    async stop() {
      const drained = await proxy.stop()
      rmSync(folder, { recursive: true, force: true })
      return drained
    },
  }
}

/** Longshore for the demonstration: a process of its own, started by the command line that users type. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** It listens within a second on an idle machine. */
const START_TIMEOUT_MS = 120_000
const POLL_INTERVAL_MS = 20
/** A record is written as its call ends. */
const RECORD_TIMEOUT_MS = 30_000

export interface AuditRecord {
  readonly method: string
  readonly path: string
  readonly operation?: string
  readonly changes?: readonly string[]
  readonly losses?: readonly string[]
  readonly status?: number
}

export interface Longshore {
  /** The audit log, once it has at least this many records: the one of a raw stream is written when both sides have closed. */
  records(atLeast: number): Promise<AuditRecord[]>
  stop(): Promise<void>
}

export async function startLongshore(socket: string, upstream: string, audit: string): Promise<Longshore> {
  const options = ['--listen', `unix://${socket}`, '--upstream', `unix://${upstream}`, '--audit', audit]
  const command = [process.execPath, '--import', 'tsx', main, 'serve', ...options, '--log-level', 'warn']
  // It ends with the demonstration, whatever becomes of that: prctl(2), PR_SET_PDEATHSIG.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!existsSync(socket)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('longshore did not start')
    await sleep(POLL_INTERVAL_MS)
  }
  const written = () =>
    readFileSync(audit, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as AuditRecord)
  return {
    async records(atLeast) {
      const deadline = Date.now() + RECORD_TIMEOUT_MS
      while (written().length < atLeast && Date.now() < deadline) await sleep(POLL_INTERVAL_MS)
      return written()
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

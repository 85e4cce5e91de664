/**
 * Longshore as users run it: compiled, in a process of its own, with its audit log. The process is watched from outside,
 * by what the kernel says of it (proc(5)).
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { call } from '../daemon/http.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
/** Below the project, where its dependencies are found. */
const compiled = join(project, 'dist', `bench-${process.pid}`)

/** A compiled proxy listens within 300 ms on an idle machine. */
const START_TIMEOUT_MS = 10_000
const POLL_INTERVAL_MS = 10
/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10

export interface Longshore {
  readonly socket: string
  /** The audit records written so far. */
  audit(): readonly AuditRecord[]
  /** Memory held, in bytes. */
  residentBytes(): number
  openDescriptors(): number
  /** Processor time used so far, in milliseconds; unlike a call's duration it does not grow on a busy machine. */
  processorMs(): number
  stop(): Promise<void>
}

export interface AuditRecord {
  readonly operation?: string
  readonly changes?: readonly string[]
}

/** Anew each time: what is measured is the code as it stands. */
export function compile(): void {
  const tsc = join(project, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', join(project, 'tsconfig.build.json'), '--outDir', compiled],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the project does not compile:\n${stdout}`)
}

export const removeCompiled = (): void => rmSync(compiled, { recursive: true, force: true })

export interface StartOptions {
  /** Of `longshore serve`, besides listen, upstream, audit and log-level. */
  readonly options?: readonly string[]
  /** Whether it has an audit log; yes, if not said. */
  readonly audits?: boolean
}

export async function startLongshore(
  upstream: string,
  { options = [], audits = true }: StartOptions = {},
): Promise<Longshore> {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-bench-'))
  const socket = join(folder, 'longshore.sock')
  const audit = join(folder, 'audit.jsonl')
  const command = [
    ...[process.execPath, join(compiled, 'src', 'main.js'), 'serve'],
    ...['--listen', `unix://${socket}`, '--upstream', `unix://${upstream}`],
    ...['--log-level', 'warn', '--drain', '1'],
    ...(audits ? ['--audit', audit] : []),
    ...options,
  ]
  // It ends with the benchmark, whatever becomes of that: prctl(2), PR_SET_PDEATHSIG.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answering(socket, () => child.exitCode === null)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    socket,
    audit: () =>
      readFileSync(audit, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as AuditRecord),
    residentBytes: () =>
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    openDescriptors: () => readdirSync(`/proc/${child.pid}/fd`).length,
    processorMs() {
      // Fields are counted from behind the command's name, which may hold spaces: utime and stime are 14 and 15.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1]!.split(' ')
      return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
    },
    stop,
  }
}

async function answering(socket: string, isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const status = await call(socket, { path: '/_ping' }).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    if (!isRunning()) throw new Error('longshore ended while starting')
    if (Date.now() > deadline) throw new Error(`longshore does not answer after ${START_TIMEOUT_MS} ms`)
    await sleep(POLL_INTERVAL_MS)
  }
}

/**
 * The folders of started daemons, registries and proxies, one each, and what is left of them when the tests have ended,
 * however they ended: nothing.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeCgroup, subfolders, thaw } from './cgroup.ts'
import { killAllTrees } from './namespace.ts'

export interface Root {
  readonly folder: string
  /** Name of the control group that its containers belong to. */
  readonly cgroup: string
}

// Short, because the path of a unix socket has at most 107 bytes.
const allRoots = join(tmpdir(), 'longshore-test')

/** Of this process: folders with their control groups. */
const roots = new Map<string, string>()
let started = 0

export function newRoot(): Root {
  sweepAbandoned()
  const name = `${process.pid}-${++started}`
  const root = { folder: join(allRoots, name), cgroup: cgroupOf(name) }
  mkdirSync(root.folder, { recursive: true })
  roots.set(root.folder, root.cgroup)
  return root
}

export function removeRoot(folder: string): void {
  // A container's processes may still be closing files for a moment.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  const cgroup = roots.get(folder)
  roots.delete(folder)
  if (cgroup) removeCgroup(cgroup)
}

function cgroupOf(name: string): string {
  return `longshore-test-${name}`
}

/** Roots whose test process was killed: nothing runs in them any more, the kernel saw to that. */
function sweepAbandoned(): void {
  for (const name of subfolders(allRoots)) {
    const owner = Number(name.split('-')[0])
    const folder = join(allRoots, name)
    // A process of an earlier run may have had the number of this one.
    if (owner === process.pid ? roots.has(folder) : alive(owner)) continue
    thaw(cgroupOf(name))
    roots.set(folder, cgroupOf(name))
    removeRoot(folder)
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function cleanUp(): void {
  killAllTrees()
  for (const [folder, cgroup] of [...roots]) {
    thaw(cgroup)
    removeRoot(folder)
  }
}

process.once('exit', cleanUp)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    cleanUp()
    process.kill(process.pid, signal)
  })

/**
 * Control groups of killed containers stay behind, empty, in every hierarchy (cgroup v1) or in the only one (v2); and with
 * v1 a paused container's processes do not even die before they are thawed (kernel: cgroup-v1/freezer-subsystem.rst).
 */
import { readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'

/** Lets the processes of paused containers below `name` go on, or die if they were killed. */
export function thaw(name: string): void {
  thawBelow(join(ROOT, 'freezer', name))
}

function thawBelow(folder: string): void {
  for (const sub of subfolders(folder)) thawBelow(join(folder, sub))
  try {
    writeFileSync(join(folder, 'freezer.state'), 'THAWED')
  } catch {
    // No v1 freezer here, or nothing was ever paused.
  }
}

export function removeCgroup(name: string): void {
  for (const hierarchy of ['', ...subfolders(ROOT)]) removeEmpty(join(ROOT, hierarchy, name))
}

function removeEmpty(folder: string): void {
  for (const sub of subfolders(folder)) removeEmpty(join(folder, sub))
  try {
    rmdirSync(folder)
  } catch {
    // Not in this hierarchy.
  }
}

export function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
      entry.isDirectory() ? [entry.name] : [],
    )
  } catch {
    return []
  }
}

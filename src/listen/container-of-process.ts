/**
 * The container that a process runs in, read from the names of its control groups: `/docker/<id>`, or
 * `/system.slice/docker-<id>.scope` where systemd makes them (moby `daemon/oci_linux.go` at docker-v29.7.2).
 */
import { readFileSync } from 'node:fs'

const CONTAINER_ID = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g

/**
 * Undefined for a process of the host, one that cannot be seen, and one whose groups name several containers: whoever may
 * choose the parent of a group could otherwise choose whom to be taken for.
 * @param pid in the namespace of this process
 */
export function containerOfProcess(pid: number): string | undefined {
  if (pid <= 0) return undefined
  let groups: string
  try {
    groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8')
  } catch {
    return undefined
  }
  const ids = new Set(groups.match(CONTAINER_ID))
  return ids.size === 1 ? [...ids][0] : undefined
}

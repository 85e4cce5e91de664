/** The group of unix sockets, looked up where groups of this machine are kept: /etc/group, group(5). */
import { readFileSync } from 'node:fs'

/** The group docker's packages create for those who may use the daemon. */
const DOCKER_GROUP = 'docker'

/** Largest gid; the one above it means "leave as it is" to chown(2). */
const GID_MAX = 2 ** 32 - 2

/** The gid of a group given by name or number; undefined when no such group is known. */
export function lookUpGroup(nameOrGid: string): number | undefined {
  if (/^\d+$/.test(nameOrGid)) return Number(nameOrGid) <= GID_MAX ? Number(nameOrGid) : undefined
  for (const line of readGroups().split('\n')) {
    const [name, , gid] = line.split(':')
    if (name === nameOrGid && gid !== undefined) return Number(gid)
  }
  return undefined
}

/** The docker group, if it exists and this process may give a file to it: root, or a member. */
export function defaultGroup(): number | undefined {
  const gid = lookUpGroup(DOCKER_GROUP)
  if (gid === undefined) return undefined
  return process.geteuid?.() === 0 || process.getgroups?.().includes(gid) ? gid : undefined
}

function readGroups(): string {
  try {
    return readFileSync('/etc/group', 'utf8')
  } catch {
    return '' // minimal container images have none
  }
}

/** A directory of the test's own, short enough for the paths of sockets, and sockets left behind in it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

export function scratchDirectory(t: Test): string {
  const directory = mkdtempSync(join(tmpdir(), 'longshore-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Socket files as `kill -9` leaves them. */
export function killedListener(...paths: readonly string[]): void {
  const script = `
    const listen = path => new Promise(bound => require('net').createServer().listen(path, bound))
    Promise.all(process.argv.slice(1).map(listen)).then(() => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', script, ...paths])
}

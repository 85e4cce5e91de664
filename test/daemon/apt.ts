/**
 * Debian packages for tests. apt runs once at a time, however many test files ask for it: `flock` waits for the other one, and
 * the kernel lets go of the lock whatever becomes of its owner.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'longshore-test')

export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Long enough for 60 MB of packages over a slow line; a hanging mirror must not eat a whole CI run. */
const INSTALL_TIMEOUT_MS = 300_000

/** A mirror that failed is asked again after a while, not by each of a hundred test files. */
const FAILED_FOR_MS = 600_000

/**
 * `apt …` is apt-get without questions, tried again when a mirror fails or another program has its lists locked
 * (DPkg::Lock::Timeout only waits for the lock of dpkg).
 */
const APT = `
apt() {
  for pause in 5 10 20 40 0; do
    apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@" >/dev/null && return
    sleep $pause
  done
  return 1
}
apt_install() {
  apt update
  apt install -y --no-install-recommends "$@"
}
`

/** Runs a shell script that may use `apt` and `apt_install`. Returns why it failed, or undefined. */
export function runApt(script: string): string | undefined {
  mkdirSync(cacheFolder, { recursive: true })
  const failed = join(cacheFolder, 'failed')
  if (Date.now() - (statSync(failed, { throwIfNoEntry: false })?.mtimeMs ?? 0) < FAILED_FOR_MS)
    return `they could not be had a short while ago; rm ${failed} and try again`
  const { status, stderr, error } = spawnSync(
    'flock',
    [join(cacheFolder, 'lock'), 'sh', '-ec', APT + script],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: SYSTEM_PATH },
      encoding: 'utf8',
      timeout: INSTALL_TIMEOUT_MS,
    },
  )
  if (status === 0) {
    rmSync(failed, { force: true })
    return undefined
  }
  writeFileSync(failed, stderr)
  return error?.message ?? stderr.trim().split('\n').slice(-3).join(' | ')
}

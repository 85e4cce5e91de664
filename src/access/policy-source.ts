/**
 * The policy in force: a file, a ready-made one, or the environment variables of Tecnativa's docker-socket-proxy. A file is
 * read again when it changes and on SIGHUP; one that cannot be read or understood then leaves the old policy in force.
 */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { ConfigError } from '../config/errors.ts'
import type { Policy } from './judge.ts'
import { loadPolicy } from './policy-file.ts'
import { isPreset, readPreset } from './presets.ts'
import { policyFromTecnativa } from './tecnativa.ts'

/** In place of a file: the variables `CONTAINERS=1`, `POST=0` and so on. */
export const TECNATIVA = 'tecnativa'

/** How often a policy file is looked at for a change (milliseconds). Watching the folder would miss network file systems. */
const WATCH_INTERVAL_MS = 1000

export interface PolicySource {
  current(): Policy
  /** Reads again; errors are reported and change nothing. */
  reload(): void
  close(): void
}

export interface PolicyLog {
  info(text: string): void
  error(text: string): void
}

/** @param name a file, a preset's name, or `tecnativa`. Throws ConfigError. */
export function openPolicy(name: string, env: NodeJS.ProcessEnv): Policy {
  if (name === TECNATIVA) return policyFromTecnativa(env)
  if (isPreset(name)) {
    const { fileName, text } = readPreset(name)
    return loadPolicy(text, fileName)
  }
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch (error) {
    throw new ConfigError(
      'unreadable-file',
      `policy: ${name} cannot be read: ${(error as Error).message}`,
      error,
    )
  }
  return loadPolicy(text, name)
}

/** Throws ConfigError. */
export function watchPolicy(name: string, env: NodeJS.ProcessEnv, log: PolicyLog): PolicySource {
  let policy = openPolicy(name, env)
  const isFile = name !== TECNATIVA && !isPreset(name)
  const reload = () => {
    try {
      policy = openPolicy(name, env)
      log.info(`policy ${name} was read again`)
    } catch (error) {
      log.error(`policy ${name} is wrong and the old one stays in force: ${(error as Error).message}`)
    }
  }
  if (isFile) watchFile(name, { interval: WATCH_INTERVAL_MS, persistent: false }, reload)
  return {
    current: () => policy,
    reload,
    close() {
      if (isFile) unwatchFile(name, reload)
    },
  }
}

/** A place options come from: flags, the environment, the file. */
import { serveOptions } from './options.ts'

export type Path = readonly PropertyKey[]

export interface Source {
  readonly values: Readonly<Record<string, unknown>>
  /** Where the value at a path was written and what it is called there: `longshore.yaml:3:11: drain`. */
  readonly where: (path: Path) => string
}

/** A flag that was not given is undefined. */
export function flagSource(flags: Readonly<Record<string, unknown>>): Source {
  return { values: flags, where: ([key]) => `--${String(key)}` }
}

/**
 * Variables of the options alone: an orchestrator sets `LONGSHORE_PORT` and the like for a service of that name.
 * An empty variable is as good as none, because compose files and units cannot always leave one out.
 */
export function envSource(env: NodeJS.ProcessEnv): Source {
  const values: Record<string, unknown> = {}
  const names = new Map<PropertyKey, string>()
  for (const option of serveOptions) {
    names.set(option.key, option.env)
    if (env[option.env]) values[option.key] = env[option.env]
  }
  return { values, where: ([key]) => names.get(key ?? '') ?? String(key) }
}

/** From flags, environment and file to options: a flag goes before a variable, a variable before the file. */
import type * as z from 'zod'
import { assemble, type ServeOptions } from './assemble.ts'
import { ConfigError } from './errors.ts'
import { fileSource } from './file.ts'
import { nearest } from './nearest.ts'
import { configFileOption } from './options.ts'
import { serveSchema } from './schema.ts'
import { envSource, flagSource, type Path, type Source } from './source.ts'

/** Values of flags by option key, and of `config`. */
export type Flags = Readonly<Record<string, unknown>>

/** Reads all sources and the files they name. Throws ConfigError. */
export function loadServeOptions({ config, ...flags }: Flags, env: NodeJS.ProcessEnv): ServeOptions {
  const sources = [flagSource(flags), envSource(env)]
  if (config !== undefined) sources.push(fileSource(String(config), configFileOption.flag))
  else if (env[configFileOption.env])
    sources.push(fileSource(env[configFileOption.env]!, configFileOption.env))
  return fromSources(sources)
}

/** The first source that has a key decides it. Throws ConfigError. */
export function fromSources(sources: readonly Source[]): ServeOptions {
  const decided = new Map<string, { readonly value: unknown; readonly source: Source }>()
  for (const source of sources) {
    for (const [key, value] of Object.entries(source.values)) {
      if (value !== undefined && !decided.has(key)) decided.set(key, { value, source })
    }
  }
  const where = (path: Path) => decided.get(String(path[0]))?.source.where(path) ?? String(path[0])

  const result = serveSchema.safeParse(
    Object.fromEntries(Array.from(decided, ([key, { value }]) => [key, value])),
  )
  if (!result.success) {
    const { issues } = result.error
    const code = issues.every(issue => issue.code === 'unrecognized_keys') ? 'unknown-key' : 'invalid-value'
    throw new ConfigError(code, issues.flatMap(issue => sentences(issue, where)).join('\n'))
  }
  return assemble(result.data, where)
}

type Issue = z.core.$ZodIssue

function sentences(issue: Issue, where: (path: Path) => string): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${where(issue.path)}: ${issue.message}`]
  const known = issue.path.length === 0 ? Object.keys(serveSchema.shape) : ['address', 'name']
  return issue.keys.map(key => {
    const meant = nearest(key, known)
    const remedy = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`
    return `${where([...issue.path, key])}: no such option; ${remedy}${remedy.endsWith('?') ? '' : '.'}`
  })
}

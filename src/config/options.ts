/** The names an option goes by, derived from its key in the schema: `log-level`, `--log-level`, `LONGSHORE_LOG_LEVEL`. */
import * as z from 'zod'
import { type OptionHelp, type OptionKey, optionHelp, serveSchema } from './schema.ts'

export interface Option<Key extends string = string> extends OptionHelp {
  readonly key: Key
  readonly flag: string
  readonly env: string
  readonly default?: string
}

function named<Key extends string>(key: Key, help: OptionHelp): Option<Key> {
  return { ...help, key, flag: `--${key}`, env: `LONGSHORE_${key.toUpperCase().replaceAll('-', '_')}` }
}

/** Names the file, so it cannot stand in one. */
export const configFileOption = named('config', {
  argument: '<file>',
  description: 'YAML file with the same options as keys; flags and environment variables go before it',
})

export const serveOptions: readonly Option<OptionKey>[] = Object.entries(serveSchema.shape).map(
  ([key, schema]) => {
    const help = optionHelp.get(schema)
    if (help === undefined) throw new Error(`option ${key} has no help`)
    const option = named(key as OptionKey, help)
    return schema instanceof z.ZodPrefault ? { ...option, default: String(schema.def.defaultValue) } : option
  },
)

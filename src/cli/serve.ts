/** `longshore serve`: its flags are the options of the schema. */
import { type Command, Option } from 'commander'
import type { ServeOptions } from '../config/assemble.ts'
import { loadServeOptions } from '../config/load.ts'
import { type Option as ConfigOption, configFileOption, serveOptions } from '../config/options.ts'
import { EXIT_CODES_HELP, type ExitCode } from './exit-codes.ts'

export interface ServeDeps {
  readonly env: NodeJS.ProcessEnv
  /** Serves until a signal; rejects when it cannot start. */
  readonly serve: (options: ServeOptions) => Promise<ExitCode>
}

export function addServe(program: Command, deps: ServeDeps, done: (code: ExitCode) => void): void {
  const flags = [configFileOption, ...serveOptions].map(option => ({ key: option.key, flag: flagOf(option) }))
  const command = program
    .command('serve')
    .description('listen for docker clients and pass their calls on to the daemon')
    .addHelpText(
      'after',
      '\nSizes are bytes, or a number with KiB, MiB or GiB. Paths are relative to the working directory.',
    )
    .addHelpText('after', EXIT_CODES_HELP)
    .action(async (given: Readonly<Record<string, unknown>>) => {
      const values = Object.fromEntries(flags.map(({ key, flag }) => [key, given[flag.attributeName()]]))
      done(await deps.serve(loadServeOptions(values, deps.env)))
    })
  for (const { flag } of flags) command.addOption(flag)
}

/** commander neither fills in defaults nor reads the environment: it could not tell a flag from the file's business. */
function flagOf(option: ConfigOption): Option {
  const notes = [
    ...(option.repeatable ? ['may be repeated'] : []),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
    `env: ${option.env}`,
  ]
  const flag = new Option(`${option.flag} ${option.argument}`, `${option.description} (${notes.join(', ')})`)
  return option.repeatable
    ? flag.argParser((value: string, earlier: readonly string[] = []) => [...earlier, value])
    : flag
}

/** The command line: which subcommands there are, and how their outcome becomes an exit code. */
import { Command, CommanderError } from 'commander'
import { AuditLineError } from '../access/learn.ts'
import { ConfigError } from '../config/errors.ts'
import { type AuditDeps, addAudit } from './audit.ts'
import { addChanges, type ChangesDeps } from './changes.ts'
import { EXIT_CODES_HELP, EXIT_FAILED, EXIT_OK, EXIT_USAGE, type ExitCode } from './exit-codes.ts'
import { addExplain, type ExplainDeps, UsageError } from './explain.ts'
import { addPolicy, type PolicyDeps } from './policy.ts'
import { addServe, type ServeDeps } from './serve.ts'

export interface ProgramDeps extends ServeDeps, ChangesDeps, ExplainDeps, PolicyDeps, AuditDeps {
  readonly version: string
  readonly stderr: (text: string) => void
}

/** `done` gets the exit code of a subcommand that came to its end; parsing throws CommanderError, ConfigError and the like. */
export function createProgram(deps: ProgramDeps, done: (code: ExitCode) => void): Command {
  const program = new Command('longshore')
    .description('A version-translating reverse proxy for the Docker Engine API')
    .version(deps.version)
    .configureOutput({ writeOut: deps.stdout, writeErr: deps.stderr })
    .exitOverride()
    .showHelpAfterError('(--help shows the usage)')
    .addHelpText('after', EXIT_CODES_HELP)
  // Settings above are inherited by the commands added after them.
  addServe(program, deps, done)
  addChanges(program, deps)
  addExplain(program, deps)
  addPolicy(program, deps)
  addAudit(program, deps)
  return program
}

/** Runs one command line (without the names of node and script) and gives the exit code; errors are printed. */
export async function run(args: readonly string[], deps: ProgramDeps): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_OK
  try {
    await createProgram(deps, code => {
      exitCode = code
    }).parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has printed its own errors, and help and version, which it throws too
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE
    deps.stderr(`longshore: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof ConfigError || error instanceof UsageError || error instanceof AuditLineError
      ? EXIT_USAGE
      : EXIT_FAILED
  }
}

/** Exit codes and where things are printed. */
import t from 'tap'
import { EXIT_DRAIN_EXCEEDED, type ExitCode } from '../../src/cli/exit-codes.ts'
import type { ServeOptions } from '../../src/config/assemble.ts'
import { serveOptions } from '../../src/config/options.ts'
import { ListenError } from '../../src/listen/errors.ts'
import { runLine } from './running.ts'

t.test('help and version are answers: printed to stdout, exit code 0', async t => {
  t.strictSame(await runLine('--version'), { code: 0, stdout: '1.2.3\n', stderr: '' })
  for (const line of ['--help', 'help', 'serve --help', 'help explain', 'changes -h']) {
    t.match(await runLine(line), { code: 0, stdout: /Usage: longshore/, stderr: '' }, line)
  }
})

t.test('help has every option with its variable and default, and the exit codes', async t => {
  const help = (await runLine('serve --help')).stdout.replace(/\s+/g, ' ')
  for (const { flag, argument, env, default: written } of serveOptions) {
    t.ok(help.includes(`${flag} ${argument} `), flag)
    t.ok(help.includes(`env: ${env})`), env)
    if (written !== undefined) t.ok(help.includes(`default: ${written},`), written)
  }
  t.match(help, /--config <file>.*env: LONGSHORE_CONFIG/)
  t.match(help, /3 stopped by a signal, and calls were cut off/)
})

t.test('wrong usage is told on stderr, exit code 2', async t => {
  const wrong: Record<string, RegExp> = {
    'serve --bogus': /unknown option '--bogus'/,
    'serve --listne x': /Did you mean --listen/,
    'serve here': /too many arguments/,
    'serve --drain': /argument missing/,
    'serve --drain ten': /^longshore: --drain: must be a whole number of seconds/,
    'serve --config /none.yaml': /^longshore: --config: \/none.yaml cannot be read/,
    bogus: /unknown command 'bogus'/,
    explain: /missing required argument 'method'/,
    'explain GET /info --from old': /Write an API version such as 1.24/,
    'explain GET /info --engine old': /Write a release such as 29.0.0/,
    'explain GET /info': /^longshore: nothing to explain\n$/,
  }
  for (const [line, message] of Object.entries(wrong)) {
    t.match(await runLine(line), { code: 2, stdout: '', stderr: message }, line)
  }
  t.match(await runLine([]), { code: 2, stdout: '', stderr: /Usage: longshore/ })
})

t.test('serve gets its options from flags and environment, and its exit code is the program’s', async t => {
  const served: ServeOptions[] = []
  const serve = async (options: ServeOptions): Promise<ExitCode> => {
    served.push(options)
    return EXIT_DRAIN_EXCEEDED
  }
  const line = 'serve --listen unix:///a --listen tcp://0.0.0.0:1 --allow-insecure-tcp --unversioned newest'
  const result = await runLine(line, { serve, env: { LONGSHORE_DRAIN: '3', LONGSHORE_UNVERSIONED: '1.24' } })
  t.equal(result.code, EXIT_DRAIN_EXCEEDED)
  t.match(served, [
    {
      listen: [{ name: 'unix:///a' }, { name: 'tcp://0.0.0.0:1' }],
      allowInsecureTcp: true,
      unversioned: 'newest',
      drainSeconds: 3,
    },
  ])
})

t.test('a failure while starting is told on stderr, exit code 1', async t => {
  const serve = async () => {
    throw new ListenError('address-in-use', 'unix:///a: a running process listens there.')
  }
  t.strictSame(await runLine('serve', { serve }), {
    code: 1,
    stdout: '',
    stderr: 'longshore: unix:///a: a running process listens there.\n',
  })
})

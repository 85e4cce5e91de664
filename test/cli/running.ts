/** Runs a command line and keeps what it printed. */
import { type ProgramDeps, run } from '../../src/cli/program.ts'

export async function runLine(line: string | readonly string[], deps: Partial<ProgramDeps> = {}) {
  const printed = { stdout: '', stderr: '' }
  const code = await run(typeof line === 'string' ? line.split(' ') : line, {
    version: '1.2.3',
    env: {},
    changes: [],
    explain: () => ({ error: 'nothing to explain' }),
    prepareCall: () => ({ error: 'nothing to judge' }),
    openPolicy: () => {
      throw new Error('no policy')
    },
    readFile: () => '',
    readLines: async function* () {},
    serve: async () => 0,
    stdout: text => {
      printed.stdout += text
    },
    stderr: text => {
      printed.stderr += text
    },
    ...deps,
  })
  return { code, ...printed }
}

/** `npm run demo` on a machine that has nothing but Node: plain JavaScript, because what runs TypeScript may not be there yet. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('..', import.meta.url))
const run = (command, args) => spawnSync(command, args, { cwd: project, stdio: 'inherit' }).status ?? 1

if (!existsSync(new URL('../node_modules/tsx', import.meta.url))) {
  console.log('Installing the npm packages, once ...')
  // Without scripts: the demonstration runs the sources, and needs nothing built.
  const status = run('npm', [
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (status !== 0) process.exit(status)
}
process.exitCode = run(process.execPath, ['--import', 'tsx', 'demo/session.ts', ...process.argv.slice(2)])

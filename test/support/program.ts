/** Longshore as a program, for tests that start it as a process: compiled once, it then starts three times as fast as from sources. */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = new URL('../../', import.meta.url)
/** As deep as `dist/src`, so that it finds package.json and the policies. */
const program = fileURLToPath(new URL(`dist/test/longshore-${process.pid}.js`, root))
let isBuilt = false

/** The command that it is run by, to which its arguments are added. It lasts as long as this process. */
export function longshore(): [command: string, program: string] {
  if (!isBuilt) {
    const main = fileURLToPath(new URL('src/main.ts', root))
    buildSync({
      ...{ entryPoints: [main], outfile: program, bundle: true, packages: 'external' },
      ...{ platform: 'node', format: 'esm', sourcemap: 'inline', logLevel: 'error' },
    })
    process.once('exit', () => rmSync(program))
    isBuilt = true
  }
  return [process.execPath, program]
}

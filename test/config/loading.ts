/** Loads options from a file of the given text. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { ServeOptions } from '../../src/config/assemble.ts'
import { loadServeOptions } from '../../src/config/load.ts'
import { scratchDirectory } from '../listen/scratch.ts'

export function configFile(t: Test, yaml: string): string {
  const path = join(scratchDirectory(t), 'longshore.yaml')
  writeFileSync(path, yaml)
  return path
}

export function loadYaml(t: Test, yaml: string): ServeOptions {
  return loadServeOptions({ config: configFile(t, yaml) }, {})
}

/** Whether a test of rules fails when the steps of a change do nothing. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IDLE_CHANGE } from '../../rules/idle.ts'

const folder = fileURLToPath(new URL('../../rules', import.meta.url))

/** A table of rows takes a second or two, on a busy machine several. */
const TIMEOUT_MS = 60_000

/** Name of the first test file that notices. */
export async function noticingTest(id: string): Promise<string | undefined> {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.test.ts'))) {
    const path = join(folder, file)
    if (readFileSync(path, 'utf8').includes(`'${id}'`) && (await fails(path, id))) return basename(path)
  }
  return undefined
}

/** @throws when the test fails with the change at work, too */
async function fails(path: string, id: string): Promise<boolean> {
  if (await passes(path, { [IDLE_CHANGE]: id })) return false
  if (await passes(path, {})) return true
  throw new Error(`${path} fails with every change at work`)
}

function passes(path: string, variables: Readonly<Record<string, string>>): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', path], {
    stdio: 'ignore',
    env: { ...process.env, ...variables },
    timeout: TIMEOUT_MS,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code === 0))
  })
}

/** Whether a test of rules or of an emulation fails when a change does nothing. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IDLE_CHANGE } from '../../rules/idle.ts'

const folders = ['rules', 'emulate'].map(name => fileURLToPath(new URL(`../../${name}`, import.meta.url)))

/** A table of rows takes a second or two; a busy machine, and a test with a property, much longer. */
const TIMEOUT_MS = 600_000

/**
 * Name of the first test file that notices.
 *
 * @throws when a test that names the change fails with every change at work, or hangs
 */
export async function noticingTest(id: string): Promise<string | undefined> {
  const named = new RegExp(`'${id}(?![\\w-])`)
  for (const path of folders.flatMap(testsIn)) {
    if (!named.test(readFileSync(path, 'utf8'))) continue
    if (!(await passesAtAll(path))) throw new Error(`${path} fails with every change at work`)
    if (!(await passes(path, { [IDLE_CHANGE]: id }))) return basename(path)
  }
  return undefined
}

function testsIn(folder: string): string[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.test.ts'))
  return files.map(file => join(folder, file))
}

const passing = new Map<string, Promise<boolean>>()

function passesAtAll(path: string): Promise<boolean> {
  const known = passing.get(path) ?? passes(path, {})
  passing.set(path, known)
  return known
}

function passes(path: string, variables: Readonly<Record<string, string>>): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', path], {
    stdio: 'ignore',
    env: { ...process.env, ...variables },
    timeout: TIMEOUT_MS,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (signal) reject(new Error(`${path} is not over after ${TIMEOUT_MS} ms`))
      else resolve(code === 0)
    })
  })
}

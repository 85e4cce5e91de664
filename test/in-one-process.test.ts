/**
 * The tests of these folders in one process: each file by itself spends most of its time loading all rules.
 * One alone runs with `npx tsx test/rules/v1.44.test.ts`.
 */
import { readdirSync } from 'node:fs'
import t from 'tap'

/** All of them, on a machine that is busy (milliseconds). */
t.setTimeout(900_000)

const FOLDERS = ['api', 'cli', 'config', 'rules', 'translate']

for (const folder of FOLDERS) {
  const files = readdirSync(new URL(`${folder}/`, import.meta.url)).filter(name => name.endsWith('.test.ts'))
  t.not(files.length, 0, `there are tests of ${folder}`)
  for (const file of files) await import(`./${folder}/${file}`)
}

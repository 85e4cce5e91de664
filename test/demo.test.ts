/** `npm run demo` does what it shows, and leaves nothing running. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { daemonsUnavailable } from './daemon/daemon.ts'

t.test('every step succeeds', { skip: daemonsUnavailable() }, async t => {
  const script = fileURLToPath(new URL('../demo/run.js', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
  t.match(stdout, /^directly {2}refused: .*client version 1\.000000 is too old/m)
  t.match(stdout, /^directly {2}refused: .*client version 1\.24 is too old/m)
  t.match(stdout, /"Repository":"longshore-demo-base","Tag":"latest"/)
  t.notMatch(stdout, /^directly {2}accepted/m)
  t.match(stdout, /POST \/v1\.24\/containers\/create.* POST \/v1\.44\/containers\/create.* 201/)
  t.match(stdout, /this line went in and came back/)
  t.match(stdout, /^(\d+) of \1 steps succeeded/m)
})

/** Folders are made with all above them, and where none can be, that is said at once. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { makeFolder } from '../../src/config/make-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
t.teardown(() => rmSync(folder, { recursive: true }))

t.test('each that was not there has the mode', async t => {
  const deep = join(folder, 'a', 'b', 'c')
  makeFolder(deep, 0o700)
  for (const one of ['a', 'a/b', 'a/b/c']) t.equal(statSync(join(folder, one)).mode & 0o777, 0o700, one)
  t.doesNotThrow(() => makeFolder(deep, 0o700), 'it may be there already')
})

t.test(
  'below a file system that has no folders of others',
  { skip: process.platform !== 'linux' },
  async t => {
    t.throws(() => makeFolder('/proc/longshore/recordings', 0o700), { code: 'ENOENT' })
    t.throws(() => makeFolder('/dev/null/recordings', 0o700), { code: 'ENOTDIR' })
  },
)

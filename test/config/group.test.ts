/** Groups by name and number. */
import t from 'tap'
import { lookUpGroup } from '../../src/config/group.ts'

t.test('a group has a number; a number need not have a group', async t => {
  t.equal(lookUpGroup('root'), 0)
  t.equal(lookUpGroup('4294967294'), 4294967294)
  t.equal(lookUpGroup('4294967295'), undefined)
  t.equal(lookUpGroup('no-such-group'), undefined)
  t.equal(lookUpGroup('ro'), undefined)
})

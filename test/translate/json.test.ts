import fc from 'fast-check'
import t from 'tap'
import { decodeClientJson, decodeJson, encodeJson, type RepeatedKey } from '../../src/translate/json.ts'

t.test('numbers that a double cannot hold keep every digit', async t => {
  for (const text of [
    '{"timeNano":1795448043213394943}',
    '[18446744073709551615,-9223372036854775808]',
    '{"a":[1,{"limit":9223372036854771712}]}',
    '9007199254740993',
    '{"rate":1e400}',
  ]) {
    const { value, lossless } = decodeJson(text)
    t.equal(encodeJson(value, lossless), text)
  }
})

t.test('any 64-bit integer, anywhere, in either decoder', async t => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), fc.string(), (number, key) => {
      const text = `{${JSON.stringify(key)}:[${number}],"sha":"sha256:${number}"}`
      fc.pre(key !== 'sha' && !/^\d+$/.test(key))
      const { value, lossless } = decodeJson(text)
      return encodeJson(value, lossless) === text && encodeJson(decodeClientJson(text), true) === text
    }),
    { numRuns: 1000 },
  )
  t.pass('1000 integers')
})

t.test('any JSON value comes back as the same value', async t => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = JSON.stringify(value)
      const { value: decoded, lossless } = decodeJson(text)
      return JSON.stringify(JSON.parse(encodeJson(decoded, lossless))) === JSON.stringify(JSON.parse(text))
    }),
  )
  t.pass('no difference')
})

t.test('a key named __proto__ is a key', async t => {
  t.equal(encodeJson(decodeClientJson('{"Labels":{"__proto__":"x"}}'), true), '{"Labels":{"__proto__":"x"}}')
})

t.test('every value of a repeated key is kept until its shape says what that means', async t => {
  const value = decodeClientJson('{"Image":"a","Image":"b","Image":"c"}') as Record<string, unknown>
  t.strictSame((value.Image as RepeatedKey).values, ['a', 'b', 'c'])
})

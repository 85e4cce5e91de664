import fc from 'fast-check'
import t from 'tap'
import type { JsonValue } from '../../src/translate/json.ts'
import { JsonStreamTranslation, type MessageWriter } from '../../src/translate/json-stream.ts'
import { pieces } from '../support/split.ts'

const LIMIT = 1024 * 1024

async function run(
  chunks: readonly Buffer[],
  step: (value: JsonValue) => JsonValue | undefined,
  write?: MessageWriter,
): Promise<string> {
  const stream = new JsonStreamTranslation(step, LIMIT, write)
  const out: Buffer[] = []
  stream.on('data', chunk => out.push(chunk))
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
  await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject))
  return Buffer.concat(out).toString()
}

t.test('every value is found, whatever stands between them and wherever the stream is cut', async t => {
  const values = fc.array(
    fc.oneof(
      fc.object(),
      fc.array(fc.jsonValue()),
      fc.string().map(text => ({ text })),
    ),
    { minLength: 1, maxLength: 5 },
  )
  const gaps = fc.constantFrom('', '\n', '\r\n', ' ', '\n\n')
  await fc.assert(
    fc.asyncProperty(
      values.chain(list => {
        const texts = list.map(value => JSON.stringify(value)).filter(text => text !== undefined)
        return fc.tuple(fc.constant(texts), gaps).chain(([all, gap]) => {
          const bytes = Buffer.from(all.map(text => text + gap).join(''))
          return fc.tuple(fc.constant(all), fc.constant(bytes), pieces(bytes))
        })
      }),
      async ([texts, bytes, chunks]) => {
        const seen: string[] = []
        const out = await run(chunks, value => {
          seen.push(JSON.stringify(value))
          return value
        })
        t.strictSame(
          seen,
          texts.map(text => JSON.stringify(JSON.parse(text))),
        )
        return out === bytes.toString()
      },
    ),
    { numRuns: 300 },
  )
})

t.test('a changed value is written anew, its neighbours and the separators stay', async t => {
  const out = await run([Buffer.from('{"a":1}{"b":2}\r\n{"a":3}\n')], value =>
    'a' in (value as object) ? { z: 0 } : value,
  )
  t.equal(out, '{"z":0}{"b":2}\r\n{"z":0}\n')
})

t.test('a dropped value takes its separator along', async t => {
  t.equal(
    await run([Buffer.from('{"a":1}\n{"b":2}\n')], value => ('a' in (value as object) ? undefined : value)),
    '{"b":2}\n',
  )
})

t.test('integers beyond 2^53 keep every digit in a message that is changed', async t => {
  const out = await run(
    [Buffer.from('{"timeNano":1795448043213394943,"limit":18446744073709551615}')],
    value => ({ ...(value as object), added: true }),
  )
  t.equal(out, '{"timeNano":1795448043213394943,"limit":18446744073709551615,"added":true}')
})

t.test('plain text in the middle of a stream passes as it is', async t => {
  const text = '{"status":"Pulling"}\nError: no such "thing"\n'
  t.equal(await run([Buffer.from(text)], value => value), text)
})

t.test('a value that was cut off is passed on when the stream ends', async t => {
  t.equal(await run([Buffer.from('{"a":1}\n{"b":')], () => ({ z: 0 })), '{"z":0}\n{"b":')
})

t.test('a message over the limit is an error that says so', async t => {
  const stream = new JsonStreamTranslation(value => value, 16)
  const failed = new Promise<Error>(resolve => stream.on('error', resolve))
  stream.write('{"a":"0123456789abcdef"}')
  t.match((await failed).message, /larger than 16 bytes/)
})

t.test('a step may give several messages for one', async t => {
  t.equal(await run([Buffer.from('{"a":1}\r\n')], () => [{ x: 1 }, { y: 2 }]), '{"x":1}\r\n{"y":2}\r\n')
})

t.test('a writer says how each message is written, and what stands behind it', async t => {
  const bytes = Buffer.from('{"a":1}\r\n{"b":2}\n\n{"drop":0}\r\n[{"c":3},{"d":4}]\r\n')
  const step = (value: JsonValue) => (JSON.stringify(value) === '{"drop":0}' ? undefined : value)
  const written = await run([bytes], step, message => `<${JSON.stringify(message)}>`)
  t.equal(written, '<{"a":1}><{"b":2}><{"c":3}><{"d":4}>')
})

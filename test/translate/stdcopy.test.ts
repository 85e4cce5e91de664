import fc from 'fast-check'
import t from 'tap'
import type { StdcopyFrame } from '../../src/translate/change.ts'
import { encodeStdcopyFrame, StdcopyTranslation } from '../../src/translate/stdcopy.ts'
import { pieces } from '../support/split.ts'

async function run(chunks: readonly Buffer[], step: (frame: StdcopyFrame) => StdcopyFrame): Promise<Buffer> {
  const stream = new StdcopyTranslation(step)
  const out: Buffer[] = []
  stream.on('data', chunk => out.push(chunk))
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
  await new Promise(resolve => stream.on('end', resolve))
  return Buffer.concat(out)
}

/** What each stream says when its frames are joined: how a reader of stdcopy sees it. */
function perStream(bytes: Buffer): Record<number, string> {
  const streams: Record<number, string> = {}
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4)
    const stream = bytes[at]!
    streams[stream] = (streams[stream] ?? '') + bytes.toString('hex', at + 8, at + 8 + length)
    at += 8 + length
  }
  return streams
}

t.test('frames survive any split of the stream', async t => {
  const frames = fc.array(
    fc.record({
      stream: fc.integer({ min: 0, max: 3 }),
      payload: fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
    }),
    { minLength: 1, maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(
      frames.chain(list => {
        const bytes = Buffer.concat(list.map(encodeStdcopyFrame))
        return fc.tuple(fc.constant(bytes), pieces(bytes))
      }),
      async ([bytes, chunks]) => {
        const out = await run(chunks, frame => frame)
        return JSON.stringify(perStream(out)) === JSON.stringify(perStream(bytes))
      },
    ),
    { numRuns: 500 },
  )
  t.pass('500 streams')
})

t.test('a step sees the stream of each frame and may change it', async t => {
  const input = Buffer.concat([
    encodeStdcopyFrame({ stream: 3, payload: Buffer.from('log read error') }),
    encodeStdcopyFrame({ stream: 1, payload: Buffer.from('out') }),
  ])
  const out = await run([input], frame => (frame.stream === 3 ? { ...frame, stream: 2 } : frame))
  t.strictSame(perStream(out), {
    1: Buffer.from('out').toString('hex'),
    2: Buffer.from('log read error').toString('hex'),
  })
})

t.test('the raw bytes of a TTY pass as they are', async t => {
  const raw = Buffer.from('root@box:/# ls\r\n')
  const out = await run([raw.subarray(0, 2), raw.subarray(2)], () => ({
    stream: 9,
    payload: Buffer.from('never'),
  }))
  t.equal(out.toString(), raw.toString())
})

t.test('a header cut off by the end is passed on', async t => {
  t.strictSame(await run([Buffer.from([1, 0, 0])], frame => frame), Buffer.from([1, 0, 0]))
})

/** 10,000 requests cut into chunks and packets at random places: every one arrives whole, and so does the next. */
import fc from 'fast-check'
import t from 'tap'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { ground } from '../support/ground.ts'
import { RawClient } from '../support/raw.ts'
import { split } from '../support/split.ts'

const RUNS = 10_000
const BODY = Buffer.from('{"Name":"split","Labels":{"bytes":"äöü 0\\r\\n\\r\\n1f"}}')

const cuts = (length: number) => fc.uniqueArray(fc.integer({ min: 1, max: length - 1 }), { maxLength: 8 })

/** A chunked body with the chunk borders at `borders`. */
function chunked(borders: readonly number[]): Buffer {
  const chunks = split(BODY, borders).map(piece =>
    Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
  )
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')])
}

t.setTimeout(900_000)

t.test('random splits', { skip: daemonsUnavailable() }, async t => {
  t.setTimeout(900_000)
  const { proxy } = await ground(t)
  const kept = new RawClient(proxy.socket)
  kept.socket.setNoDelay(true)
  let ok = 0
  await fc.assert(
    fc.asyncProperty(
      cuts(BODY.length),
      fc.boolean(),
      fc.constantFrom('1.41', '1.51'),
      fc.infiniteStream(fc.nat()),
      async (borders, isChunked, version, randomness) => {
        const body = isChunked ? chunked(borders) : BODY
        const framing = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
        const request = Buffer.concat([
          Buffer.from(
            `POST /v${version}/volumes/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`,
          ),
          body,
          Buffer.from('GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n'),
        ])
        const packets = split(
          request,
          Array.from({ length: 4 }, () => 1 + (randomness.next().value! % (request.length - 1))),
        )
        for (const packet of packets) {
          kept.send(packet)
          // The next write is a packet of its own only after the event loop has turned.
          await new Promise(resolve => setImmediate(resolve))
        }
        const created = await kept.answer()
        const pinged = await kept.answer()
        const isRight =
          created.status === 201 &&
          JSON.parse(created.body.toString()).Name === 'split' &&
          pinged.body.toString() === 'OK'
        if (isRight) ok++
        return isRight
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
  t.equal(ok, RUNS)
})

/**
 * A directory to build, as an archive on its way to the daemon: the Dockerfile that came apart from it is put in place of
 * its own. A later entry of an archive replaces an earlier one of the same name.
 *
 * What is packed by bzip2 or xz goes on as it is, for the daemon to unpack: unpacking it here would take a core's time and
 * hold up everybody. The CLI packs by bzip2, and the Dockerfile it sends apart is always the one inside.
 */
import { once } from 'node:events'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { TarAddition } from '../translate/tar-addition.ts'
import { EmulatedAnswer } from './emulation.ts'

/** First bytes by which daemons tell the packing too (moby `pkg/archive/archive.go` at v28.5.2, DetectCompression). */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08])
const BZIP2 = Buffer.from('BZh')
const XZ = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
const MAGIC_BYTES = XZ.length

/** What `context` has to pass. The limit is on what comes, and on what it unpacks to where that is done here. */
export async function contextSteps(
  context: Readable,
  dockerfile: Promise<Buffer>,
  maxBytes: number,
): Promise<Transform[]> {
  const magic = await peek(context, MAGIC_BYTES)
  const startsWith = (bytes: Buffer): boolean => magic.subarray(0, bytes.length).equals(bytes)
  const limit = () => new ByteLimit(maxBytes)
  if (startsWith(BZIP2) || startsWith(XZ)) return [limit(), new HeldEnd(dockerfile)]
  const addition = new TarAddition({
    reads: () => undefined,
    entries: async () => [{ name: 'Dockerfile', content: await dockerfile }],
  })
  return startsWith(GZIP) ? [limit(), createGunzip(), limit(), addition] : [limit(), addition]
}

async function peek(stream: Readable, bytes: number): Promise<Buffer> {
  while (stream.readableLength < bytes && !stream.readableEnded) {
    const before = stream.readableLength
    stream.read(0)
    if (stream.readableLength === before) await Promise.race([once(stream, 'readable'), once(stream, 'end')])
  }
  const start = stream.read(Math.min(bytes, stream.readableLength)) as Buffer | null
  if (start !== null) stream.unshift(start)
  return start ?? Buffer.alloc(0)
}

class ByteLimit extends Transform {
  readonly #limit: number
  #bytes = 0

  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#limit) done(null, chunk)
    else
      done(
        new EmulatedAnswer(500, `the build context is larger than ${this.#limit} bytes (max-context-bytes)`),
      )
  }
}

/** Keeps the last part back until the Dockerfile is there too: without one, nothing is to be built. */
class HeldEnd extends Transform {
  readonly #dockerfile: Promise<Buffer>
  #held: Buffer | undefined

  constructor(dockerfile: Promise<Buffer>) {
    super()
    this.#dockerfile = dockerfile
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const previous = this.#held
    this.#held = chunk
    done(null, previous)
  }

  override _flush(done: TransformCallback): void {
    this.#dockerfile.then(() => done(null, this.#held), done)
  }
}

/** How fast an image comes out, in bytes per second. Nothing of it is translated, so Longshore must only not stand in the way. */
import { call, open } from '../daemon/http.ts'

export interface Export {
  readonly bytes: number
  readonly bytesPerSecond: number
}

/** Reads `GET path` to its end and forgets it. */
export async function measureExport(socket: string, path: string): Promise<Export> {
  const started = performance.now()
  const { status, stream } = await open(socket, { path })
  if (status !== 200) throw new Error(`GET ${path} answered ${status}`)
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) bytes += chunk.length
  return { bytes, bytesPerSecond: bytes / ((performance.now() - started) / 1000) }
}

/** Whether two exports of a small image are the same but for the times in them: those of the export itself. */
export async function isSameExport(socket: string, other: string, path: string): Promise<boolean> {
  const [one, two] = [await call(socket, { path }), await call(other, { path })]
  return one.status === 200 && withoutTimes(one.body).equals(withoutTimes(two.body))
}

const BLOCK = 512

/** The archive with the time and checksum of every header (bytes 136 to 155, POSIX.1-1988 ustar) set to zero. */
function withoutTimes(archive: Buffer): Buffer {
  const masked = Buffer.from(archive)
  for (let header = 0; header < masked.length; ) {
    const size = Number.parseInt(masked.toString('latin1', header + 124, header + 136), 8) || 0
    masked.fill(0, header + 136, header + 156)
    header += BLOCK * (1 + Math.ceil(size / BLOCK))
  }
  return masked
}

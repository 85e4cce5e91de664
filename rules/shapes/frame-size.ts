/** Frames of stdcopy in pieces: readers that make room for a frame but not for its header (moby `utils/stdcopy.go` at v0.6.4). */
import type { StdcopyFrame } from '../../src/translate/change.ts'
import { encodeStdcopyFrame } from '../../src/translate/stdcopy.ts'

/** @param limit largest payload (bytes) */
export const inFramesOf =
  (limit: number) =>
  ({ stream, payload }: StdcopyFrame): Buffer => {
    if (payload.length <= limit) return encodeStdcopyFrame({ stream, payload })
    const pieces = []
    for (let start = 0; start < payload.length; start += limit)
      pieces.push(encodeStdcopyFrame({ stream, payload: payload.subarray(start, start + limit) }))
    return Buffer.concat(pieces)
  }

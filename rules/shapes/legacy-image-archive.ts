/**
 * Archives of `docker save` up to 1.9: `repositories`, and for each image `<id>/json`, `<id>/layer.tar` and
 * `<id>/VERSION`. Daemons up to 28 loaded them; newer ones want the `manifest.json` that docker 1.10 began to write. It is made
 * here from what passes by, and added at the end (moby `image/tarexport/load.go`, legacyLoad, at v28.5.2).
 */
import { createHash } from 'node:crypto'
import type { Transform } from 'node:stream'
import { decodeJson, isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import {
  type AddedEntry,
  type Addition,
  type EntryReader,
  type PassingEntry,
  TarAddition,
} from '../../src/translate/tar-addition.ts'
import { type LegacyImage, manifestEntries } from './legacy-image-manifest.ts'

export const withManifest = (): Transform => new TarAddition(new LegacyArchive())

/** All JSON that is kept of an archive. That of 127 images, the most there can be on one another, takes a tenth of it. */
const KEPT_LIMIT_BYTES = 4 * 1024 * 1024

/** Far more images than anybody saves at once. */
const MOST_IMAGES = 4096

const FILE_OF_IMAGE = /^([0-9a-f]{64})\/(json|layer\.tar)$/
const SIGNS_OF_NEWER_LAYOUT = ['manifest.json', 'index.json', 'oci-layout']

class LegacyArchive implements Addition {
  readonly #images = new Map<string, LegacyImage>()
  #repositories: JsonObject = {}
  #keptBytes = 0
  #isOther = false

  reads({ name, bytes, isFile }: PassingEntry): EntryReader | undefined {
    if (SIGNS_OF_NEWER_LAYOUT.includes(name)) this.#isOther = true
    if (this.#isOther || !isFile) return undefined
    if (name === 'repositories') return this.#jsonReader(bytes, value => (this.#repositories = value))
    const [, id, file] = FILE_OF_IMAGE.exec(name) ?? []
    if (id === undefined) return undefined
    const image: LegacyImage = this.#images.get(id) ?? {}
    this.#images.set(id, image)
    if (this.#images.size > MOST_IMAGES) this.#isOther = true
    return file === 'json'
      ? this.#jsonReader(bytes, value => (image.json = value))
      : digestReader(bytes, digest => (image.diffId = digest))
  }

  entries(): readonly AddedEntry[] {
    return this.#isOther ? [] : manifestEntries(this.#images, this.#repositories)
  }

  /** An archive with more than images have is left alone. */
  #jsonReader(bytes: number, take: (value: JsonObject) => void): EntryReader | undefined {
    this.#keptBytes += bytes
    if (this.#keptBytes > KEPT_LIMIT_BYTES) this.#isOther = true
    if (this.#isOther) return undefined
    const parts: Buffer[] = []
    let left = bytes
    return part => {
      parts.push(part)
      left -= part.length
      if (left > 0) return
      const value = valueIn(Buffer.concat(parts))
      if (isJsonObject(value)) take(value)
    }
  }
}

function valueIn(text: Buffer) {
  try {
    return decodeJson(text.toString()).value
  } catch {
    return undefined
  }
}

function digestReader(bytes: number, take: (digest: string) => void): EntryReader {
  const hash = createHash('sha256')
  let left = bytes
  return part => {
    hash.update(part)
    left -= part.length
    if (left === 0) take(`sha256:${hash.digest('hex')}`)
  }
}

/**
 * A tar archive passing by, to which something is added at its end. Its entries go on as they come, the mark of its end
 * comes anew behind what is added (ustar, POSIX.1-1988, with the size records of pax, POSIX.1-2001).
 */
import { Transform, type TransformCallback } from 'node:stream'

const BLOCK_BYTES = 512
const END = Buffer.alloc(2 * BLOCK_BYTES)

export interface PassingEntry {
  /** Without `./` in front. */
  readonly name: string
  readonly bytes: number
  readonly isFile: boolean
}

/** Sees the content of one entry, in parts. */
export type EntryReader = (part: Buffer) => void

export interface AddedEntry {
  /** At most 100 bytes. */
  readonly name: string
  readonly content: Buffer
}

export interface Addition {
  /** Undefined: the content is of no interest. */
  reads(entry: PassingEntry): EntryReader | undefined
  /** What stands at the end of the archive, when it came to an orderly end. Asked for when all of it has passed. */
  entries(): readonly AddedEntry[] | Promise<readonly AddedEntry[]>
}

export class TarAddition extends Transform {
  readonly #addition: Addition
  #header = Buffer.alloc(0)
  #contentLeft = 0
  #paddingLeft = 0
  #reader: EntryReader | undefined
  #sizeFromPax: number | undefined
  /** `foreign` is no archive, or one of another kind: not for us to add to. */
  #state: 'empty' | 'inside' | 'over' | 'foreign' = 'empty'

  constructor(addition: Addition) {
    super()
    this.#addition = addition
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let rest = chunk
    while (rest.length > 0 && (this.#state === 'empty' || this.#state === 'inside'))
      rest = this.#advance(rest)
    if (rest.length > 0 && this.#state === 'foreign') this.push(rest)
    done()
  }

  override _flush(done: TransformCallback): void {
    if (!this.#isAtAnEnd) {
      done(null, this.#header)
      return
    }
    Promise.resolve(this.#addition.entries()).then(entries => done(null, encodeArchive(entries)), done)
  }

  /** Go's reader takes an archive that stops between two entries as whole, too. */
  get #isAtAnEnd(): boolean {
    const isBetween = this.#header.length === 0 && this.#contentLeft === 0 && this.#paddingLeft === 0
    return this.#state === 'over' || (this.#state === 'inside' && isBetween)
  }

  /** Takes one step and gives what is left. */
  #advance(chunk: Buffer): Buffer {
    if (this.#contentLeft > 0) {
      const part = chunk.subarray(0, this.#contentLeft)
      this.#reader?.(part)
      this.#contentLeft -= part.length
      this.push(part)
      return chunk.subarray(part.length)
    }
    if (this.#paddingLeft > 0) {
      const part = chunk.subarray(0, this.#paddingLeft)
      this.#paddingLeft -= part.length
      this.push(part)
      return chunk.subarray(part.length)
    }
    const part = chunk.subarray(0, BLOCK_BYTES - this.#header.length)
    this.#header = Buffer.concat([this.#header, part])
    if (this.#header.length === BLOCK_BYTES) this.#enter(this.#header)
    return chunk.subarray(part.length)
  }

  #enter(header: Buffer): void {
    this.#header = Buffer.alloc(0)
    if (header.every(byte => byte === 0)) {
      this.#state = 'over'
      return
    }
    this.#state = isHeader(header) ? 'inside' : 'foreign'
    if (this.#state === 'inside') this.#begin(header)
    this.push(header)
  }

  #begin(header: Buffer): void {
    const type = String.fromCharCode(header[156]!)
    const bytes = this.#sizeFromPax ?? numberIn(header, 124, 12)
    this.#sizeFromPax = undefined
    this.#contentLeft = bytes
    this.#paddingLeft = -bytes & (BLOCK_BYTES - 1)
    this.#reader =
      type === 'x' && bytes <= PAX_LIMIT_BYTES
        ? this.#paxReader()
        : this.#addition.reads({ name: nameIn(header), bytes, isFile: type === '0' || type === '\0' })
  }

  /** Files of 8 GiB and more have their size before their header. */
  #paxReader(): EntryReader {
    let records = ''
    return part => {
      records += part.toString('latin1')
      const size = / size=(\d+)\n/.exec(records)?.[1]
      if (size !== undefined) this.#sizeFromPax = Number(size)
    }
  }
}

/** Far more than a few records of numbers and names take. */
const PAX_LIMIT_BYTES = 64 * 1024

const nameIn = (header: Buffer): string => {
  const prefix = textIn(header, 345, 155)
  const name = textIn(header, 0, 100)
  return (prefix === '' ? name : `${prefix}/${name}`).replace(/^\.\//, '')
}

function textIn(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal digits, or after a byte of 0x80 a binary number, as GNU tar has it. */
function numberIn(header: Buffer, start: number, length: number): number {
  if (header[start] === 0x80) return Number(BigInt(`0x${header.toString('hex', start + 1, start + length)}`))
  return Number.parseInt(textIn(header, start, length).trim() || '0', 8)
}

function isHeader(header: Buffer): boolean {
  const size = numberIn(header, 124, 12)
  return Number.isSafeInteger(size) && size >= 0 && numberIn(header, 148, 8) === checksumOf(header)
}

/** The sum of all bytes, those of the checksum itself counted as spaces. */
function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}

export const encodeArchive = (entries: readonly AddedEntry[]): Buffer =>
  Buffer.concat([...entries.map(encodeEntry), END])

function encodeEntry({ name, content }: AddedEntry): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('0', 156)
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc(-content.length & (BLOCK_BYTES - 1))])
}

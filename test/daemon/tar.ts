/**
 * Writes tar archives in memory, in the ustar format (POSIX.1-1988): enough for images, build contexts and copied files.
 * Times and owners are fixed, so that equal input gives equal bytes.
 */

export interface TarEntry {
  /** Path inside the archive, at most 100 bytes; a trailing slash makes it a directory. */
  readonly name: string
  readonly content?: string | Buffer
  /** Permission bits. Default 0644 for files, 0755 for directories. */
  readonly mode?: number
  /** Makes it a symbolic link to this target. */
  readonly link?: string
}

const BLOCK = 512

export function tar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(entry => {
    const content = Buffer.from(entry.content ?? '')
    return [header(entry, content.length), content, Buffer.alloc(-content.length & (BLOCK - 1))]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}

function header(entry: TarEntry, size: number): Buffer {
  const directory = entry.name.endsWith('/')
  const block = Buffer.alloc(BLOCK)
  block.write(entry.name, 0, 100, 'utf8')
  block.write(octal(entry.mode ?? (directory ? 0o755 : 0o644), 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(0, 12), 136)
  block.fill(' ', 148, 156)
  block.write(entry.link !== undefined ? '2' : directory ? '5' : '0', 156)
  block.write(entry.link ?? '', 157, 100, 'utf8')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 7)}\0 `, 148, 8, 'latin1')
  return block
}

/** Digits and a closing NUL that fill a field of `width` bytes. */
function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

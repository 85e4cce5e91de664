/**
 * Rewrites what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` in the documentation from the sources:
 * `npx tsx scripts/readme.ts`. A test holds the two together.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { blocks } from './blocks.ts'

export const documents = ['README.md', 'docs/losses.md', 'test/golden/README.md'] as const

const urlOf = (document: string): URL => new URL(`../${document}`, import.meta.url)

export const written = (document: string): string => readFileSync(urlOf(document), 'utf8')

/** The document with its blocks up to date. Blocks that nobody here knows stay as they are. */
export function rewritten(document: string): string {
  const known = blocks()
  return written(document).replace(
    /(<!-- begin ([\w-]+) -->\n).*?(<!-- end \2 -->)/gs,
    (whole, begin: string, name: string, end: string) =>
      known[name] === undefined ? whole : `${begin}${known[name]}\n${end}`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const document of documents) writeFileSync(urlOf(document), rewritten(document))
}

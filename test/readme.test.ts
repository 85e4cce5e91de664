/** What the documentation says of options, changes and audit records is what the sources say. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { blocks } from '../scripts/blocks.ts'
import { documents, rewritten, written } from '../scripts/readme.ts'
import { loadPolicy } from '../src/access/policy-file.ts'

/** The tables are made of all changes, which takes a while on a busy machine (milliseconds). */
t.setTimeout(300_000)

for (const document of documents) {
  t.test(`${document} is up to date; npx tsx scripts/readme.ts makes it so`, async t => {
    t.equal(rewritten(document), written(document))
  })
}

t.test('every generated block stands in a document', async t => {
  const all = documents.map(written).join('')
  for (const name of Object.keys(blocks())) t.match(all, `<!-- begin ${name} -->`)
})

t.test('every dependency is named with its reason', async t => {
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as {
    dependencies: Record<string, string>
    optionalDependencies: Record<string, string>
  }
  const named = [...written('README.md').matchAll(/^\| \[([^\]]+)\]\(https:\/\/www\.npmjs\.com/gm)].map(
    ([, name]) => name,
  )
  t.same(named, Object.keys({ ...dependencies, ...optionalDependencies }).sort())
})

t.test('the policy shown is one', async t => {
  const shown = /^```yaml\n(rules:.*?)^```/ms.exec(written('README.md'))?.[1]
  t.equal(loadPolicy(shown ?? '', 'README.md').rules.length, 2)
})

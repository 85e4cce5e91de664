/** Several processes started at once on one path: one serves, the others are told, whether the path was free or stale. */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { bindListeners } from '../../src/listen/listener.ts'
import { answering, ask, PLAIN } from './connections.ts'
import { killedListener, scratchDirectory } from './scratch.ts'

const CONTENDERS = 3
const ROUNDS = 10
/** For the word to reach all of them. */
const HEAD_START_MS = 100

t.test('one of several processes takes a path, and it is the one that answers there', async t => {
  const directory = scratchDirectory(t)
  const paths = Array.from({ length: ROUNDS }, (_, round) => join(directory, `${round}.sock`))
  killedListener(...paths.filter((_, round) => round % 2))
  const args = ['--import', 'tsx', fileURLToPath(new URL('contender.ts', import.meta.url)), ...paths]
  const contenders = Array.from({ length: CONTENDERS }, () =>
    spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  t.teardown(() => {
    for (const contender of contenders) contender.kill()
  })
  const outputs = contenders.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]())
  for (const output of outputs) t.equal((await output.next()).value, 'ready')
  const start = Date.now() + HEAD_START_MS
  for (const { stdin } of contenders) stdin.write(String(start))

  const outcomes = (await Promise.all(outputs.map(outcomesOf))).flat()
  for (const path of paths) {
    const fared = outcomes.filter(([where]) => where === path).map(([, outcome]) => outcome)
    t.strictSame(fared.sort(), [...Array(CONTENDERS - 1).fill('address-in-use'), 'won'], path)
    t.equal(await ask({ path }, 'ping'), 'x got ping')
  }
  t.strictSame(
    readdirSync(directory).sort(),
    paths.map((_, round) => `${round}.sock`),
    'no locks, no hidden names',
  )
})

t.test('one of several listeners in a process takes a stale path', async t => {
  const path = join(scratchDirectory(t), 's')
  killedListener(path)
  const attempts = Array.from({ length: 20 }, (_, index) =>
    bindListeners([{ name: `${index}`, address: { kind: 'unix', path } }], PLAIN, answering()),
  )
  const settled = await Promise.allSettled(attempts)
  const won = settled.filter(attempt => attempt.status === 'fulfilled').flatMap(attempt => attempt.value)
  t.equal(won.length, 1)
  t.equal(await ask({ path }, 'ping'), `${won[0]?.name} got ping`)
  await won[0]?.close()
})

async function outcomesOf(output: AsyncIterator<string>): Promise<[path: string, outcome: string][]> {
  const outcomes: [string, string][] = []
  for (;;) {
    const { value, done } = await output.next()
    if (done) throw new Error('a contender ended early')
    if (value === 'done') return outcomes
    outcomes.push(JSON.parse(value))
  }
}

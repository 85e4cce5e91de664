/** Several of these processes try, round by round at the same moments, to listen on one path; each says how it fared. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { ListenError } from '../../src/listen/errors.ts'
import { bindListeners } from '../../src/listen/listener.ts'
import { answering, PLAIN } from './connections.ts'

const paths = process.argv.slice(2)
const ROUND_MS = 200

async function contend(start: number) {
  for (const [round, path] of paths.entries()) {
    const at = start + round * ROUND_MS
    await sleep(at - Date.now() - 5)
    while (Date.now() < at); // a timer is a millisecond coarse, the race is not
    const outcome = await bindListeners(
      [{ name: 'x', address: { kind: 'unix', path } }],
      PLAIN,
      answering(),
    ).then(
      () => 'won',
      error => (error instanceof ListenError ? error.code : String(error)),
    )
    console.log(JSON.stringify([path, outcome]))
  }
  console.log('done')
}

process.on('SIGTERM', () => process.exit())
console.log('ready')
const [start] = await once(process.stdin, 'data')
await contend(Number(start)) // then stays, with all it won, until it is told to go

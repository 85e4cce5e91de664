/**
 * Every attack of this folder, one file each, against one daemon. One alone: `npx tsx test/attacks/attacks.test.ts dot-segments`.
 * Doors that today's daemons have closed are tried at docker 20.10.
 */
import { readdirSync } from 'node:fs'
import t from 'tap'
import { daemonsUnavailable, type Release } from '../daemon/daemon.ts'
import { type Attack, attackGround } from './ground.ts'

const [only] = process.argv.slice(2)
const files = readdirSync(new URL('.', import.meta.url)).filter(
  name => !['attacks.test.ts', 'ground.ts'].includes(name) && name.includes(only ?? ''),
)

interface AttackFile {
  readonly default: Attack
  readonly release?: Release
}

t.test('attacks', { skip: daemonsUnavailable() }, async t => {
  const attacks = await Promise.all(
    files.map(async name => ({
      name: name.replace('.ts', ''),
      ...((await import(`./${name}`)) as AttackFile),
    })),
  )
  for (const release of ['28', '20.10'] as const) {
    const here = attacks.filter(attack => (attack.release ?? '28') === release)
    if (here.length === 0) continue
    await t.test(`at docker ${release}`, async t => {
      const ground = await attackGround(t, release)
      for (const { name, default: attack } of here) await t.test(name, t => attack(t, ground))
    })
  }
})

/**
 * What a policy of a hundred rules adds to a list of containers. None of the rules but the last fits, and each looks at who
 * calls, at names and at a condition.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Latency, measureAdded } from './latency.ts'

const RULES = 100

const policy = {
  rules: [
    ...Array.from({ length: RULES - 1 }, (_, index) => ({
      name: `rule-${index}`,
      operations: ['containers', 'images'],
      who: { listener: ['*'] },
      names: index % 2 === 0 ? [`team-${index}-*`] : undefined,
      when: `privileged.privileged || mounts.exists(m, m.source.startsWith("/etc/${index}")) || query.exists(k, k == "x${index}")`,
      decision: 'deny',
    })),
    { name: 'last', operations: 'read', decision: 'allow' },
  ],
}

/** `direct` is Longshore without a policy, `through` the one with it. */
export async function measurePolicy(daemon: string, path: string, calls: number): Promise<Latency> {
  const file = join(tmpdir(), `longshore-bench-policy-${process.pid}.yaml`)
  writeFileSync(file, JSON.stringify(policy))
  try {
    return await measureAdded(daemon, {}, { options: ['--policy', file] }, path, calls)
  } finally {
    rmSync(file)
  }
}

/**
 * Statistics as docker up to 1.12 sent them, with every member always there, on cgroup v1 (moby `types/stats.go` of
 * engine-api as vendored at v1.12.6). Since 1.13 members that are zero are left out, and a cgroup v2 host knows other
 * ones (moby `daemon/stats_unix.go` at docker-v29.7.2, statsV2).
 */
import { isJsonObject, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { at, inOrder, onObject, type ValueStep, withCopy, withDefaults } from './json-edit.ts'

/** Linux is never built for more (NR_CPUS); whatever claims to be more is no count of CPUs. */
const MOST_CPUS = 8192

/** Counters of cgroup v1 and what cgroup v2 calls them. The latter are hierarchical, as the `total_` ones were. */
const CGROUP_V1_COUNTERS = [
  ['cache', 'file'],
  ['rss', 'anon'],
  ['mapped_file', 'file_mapped'],
  ['total_cache', 'file'],
  ['total_rss', 'anon'],
  ['total_mapped_file', 'file_mapped'],
  ['total_active_anon', 'active_anon'],
  ['total_inactive_anon', 'inactive_anon'],
  ['total_active_file', 'active_file'],
  ['total_inactive_file', 'inactive_file'],
] as const

const everyCpuMember = inOrder(
  withDefaults({ cpu_usage: {}, system_cpu_usage: 0 }),
  at('cpu_usage', withDefaults({ percpu_usage: [] })),
)

/** Fills in what a client of before 1.25 takes for granted. */
export const everyStatsMember: ValueStep = inOrder(
  at('cpu_stats', everyCpuMember),
  at('precpu_stats', everyCpuMember),
  at(
    'memory_stats',
    inOrder(
      withDefaults({ usage: 0 }),
      withCopy('max_usage', 'usage'),
      withDefaults({ failcnt: 0, limit: 0, stats: {} }),
      at('stats', inOrder(...CGROUP_V1_COUNTERS.map(([name, source]) => withCopy(name, source)))),
    ),
  ),
)

/**
 * Clients of before 1.27 count the CPUs by the length of `percpu_usage`, which cgroup v2 does not have: it gets one element for each
 * of `online_cpus`, and the total is shared out evenly.
 */
export const usageOfEachCpu: ValueStep = onObject(stats => {
  const cpus = stats.online_cpus
  const usage = stats.cpu_usage
  if (typeof cpus !== 'number' || !Number.isInteger(cpus) || cpus < 1 || cpus > MOST_CPUS) return stats
  if (!isJsonObject(usage)) return stats
  if (Array.isArray(usage.percpu_usage) && usage.percpu_usage.length > 0) return stats
  return { ...stats, cpu_usage: { ...usage, percpu_usage: evenShares(usage.total_usage, cpus) } }
})

function evenShares(total: JsonValue | undefined, parts: number): JsonValue[] {
  const sum = wholeNumber(total)
  const share = sum / BigInt(parts)
  const first = share + (sum % BigInt(parts))
  return Array.from({ length: parts }, (_, index) => jsonNumber(index === 0 ? first : share))
}

function wholeNumber(value: JsonValue | undefined): bigint {
  const digits = typeof value === 'number' || value instanceof LosslessNumber ? String(value) : ''
  return /^\d+$/.test(digits) ? BigInt(digits) : 0n
}

function jsonNumber(value: bigint): JsonValue {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : new LosslessNumber(String(value))
}

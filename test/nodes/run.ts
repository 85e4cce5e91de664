/**
 * The raw-socket and hijack tests on newer releases of Node, which frame and hand over requests in ways of their own.
 * The binaries come from the npm package `node`.
 *
 *   npm run test:nodes            all of them
 *   npm run test:nodes -- 24      one
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAJORS = ['22', '24', '26']
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'longshore-test', 'nodes')
const tests = fileURLToPath(new URL('../gateway/', import.meta.url))

function nodeBinary(major: string): string {
  const folder = join(cache, major)
  const binary = join(folder, 'node_modules', 'node', 'bin', 'node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${major}`], {
      stdio: 'inherit',
    })
  }
  return binary
}

/** Assertions passed and failed, as the file's last line of TAP counts them. */
function count(tap: string): { passed: number; failed: number } {
  const totals = /^# \{ total: \d+(?:, pass: (\d+))?(?:, fail: (\d+))?/m.exec(tap)
  return { passed: Number(totals?.[1] ?? 0), failed: Number(totals?.[2] ?? 0) }
}

let passed = 0
let failed = 0
for (const major of process.argv.length > 2 ? process.argv.slice(2) : MAJORS) {
  const node = nodeBinary(major)
  const release = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  for (const file of readdirSync(tests)
    .filter(name => name.endsWith('.test.ts'))
    .sort()) {
    const run = spawnSync(node, ['--import', 'tsx', join(tests, file)], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    const totals = count(run.stdout)
    const broken = run.status !== 0 && totals.failed === 0 ? 1 : 0
    passed += totals.passed
    failed += totals.failed + broken
    console.log(`${release} ${file}: ${totals.passed} passed, ${totals.failed + broken} failed`)
    if (run.status !== 0)
      console.log(
        run.stdout
          .split('\n')
          .filter(line => /^ *not ok/.test(line))
          .join('\n'),
        run.stderr.slice(-2000),
      )
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

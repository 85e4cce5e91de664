#!/usr/bin/env node
/** The composition root: the rules, the command line and the process are put together here and nowhere else. */
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { newestKnown, oldestTranslated, rules } from '../rules/index.ts'
import { openPolicy } from './access/policy-source.ts'
import { EXIT_DRAIN_EXCEEDED, EXIT_OK, type ExitCode } from './cli/exit-codes.ts'
import { prepareCallWith } from './cli/policy-call.ts'
import { run } from './cli/program.ts'
import type { ServeOptions } from './config/assemble.ts'
import { explainWith } from './explain.ts'
import { type Rules, serve } from './serve.ts'
import { createTranslator } from './translate/plan.ts'

const everything: Rules = { changes: rules, oldestTranslated, newestKnown }

async function serveUntilSignal(options: ServeOptions): Promise<ExitCode> {
  const stopped = new Promise(resolve => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  const proxy = await serve(options, everything)
  process.on('SIGHUP', () => proxy.reload())
  await stopped
  return (await proxy.stop()) ? EXIT_OK : EXIT_DRAIN_EXCEEDED
}

async function* readLines(path: string): AsyncIterable<string> {
  const input = path === '-' ? process.stdin : createReadStream(path)
  // The interface swallows the stream's error.
  const failed = new Promise<never>((_resolve, reject) => input.once('error', reject))
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]()
  for (;;) {
    const { value, done } = await Promise.race([lines.next(), failed])
    if (done) return
    yield value
  }
}

/** package.json stands above `dist/src` when built, and above `src` in a checkout. */
function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version
    } catch {
      // It is at the other place.
    }
  }
  return 'unknown'
}

// Whoever reads `longshore changes | head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2), {
  version: packageVersion(),
  env: process.env,
  changes: createTranslator(rules).changes,
  serve: serveUntilSignal,
  explain: explainWith(everything),
  prepareCall: prepareCallWith(everything),
  openPolicy: name => openPolicy(name, process.env),
  readFile: path => readFileSync(path, 'utf8'),
  readLines,
  stdout: text => process.stdout.write(text),
  stderr: text => process.stderr.write(text),
})

/** A configuration printed to YAML and loaded gives the options that were meant, however YAML writes them. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import type { ApiVersion } from '../../src/api/version.ts'
import { parseFile } from '../../src/config/file.ts'
import { fromSources, loadServeOptions } from '../../src/config/load.ts'
import type { LogLevel } from '../../src/config/schema.ts'
import { flagSource } from '../../src/config/source.ts'
import { formatListenAddress, type Listener } from '../../src/listen/address.ts'
import { loadYaml } from './loading.ts'

const version = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fc.nat(60))
  .map(([major, minor]): ApiVersion => `${major}.${minor}`)
const word = fc.stringMatching(/^[a-z0-9:#&*!|>'"%@{}[\], _-]{1,16}$/)
const path = word.filter(name => name !== '.').map(name => `/run/${name}`)
const loopback = fc.constantFrom('127.0.0.1', '::1', 'localhost')
const listener: fc.Arbitrary<Listener> = fc
  .tuple(
    fc.oneof(
      path.map(path => ({ kind: 'unix' as const, path })),
      fc.tuple(loopback, fc.nat(65535)).map(([host, port]) => ({ kind: 'tcp' as const, host, port })),
      word.map(name => ({ kind: 'fd' as const, name })),
    ),
    fc.option(word),
  )
  .map(([address, name]) => ({ address, name: name ?? formatListenAddress(address) }))

const options = fc.record(
  {
    listen: fc.uniqueArray(listener, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    socketMode: fc.nat(0o777),
    socketGroup: fc.nat(2 ** 32 - 2),
    allowInsecureTcp: fc.boolean(),
    upstream: fc.tuple(loopback, fc.integer({ min: 1, max: 65535 })).map(([host, port]) => ({
      address: { kind: 'tcp' as const, host: `d-${host}`.replaceAll(':', ''), port },
    })),
    upstreamVersion: version,
    unversioned: fc.oneof(fc.constantFrom('auto' as const, 'newest' as const), version),
    drainSeconds: fc.nat(86_400),
    audit: path,
    logLevel: fc.constantFrom<LogLevel>('trace', 'info', 'silent'),
    maxHeaderBytes: fc.integer({ min: 4096, max: 2 ** 28 }),
    maxJsonBytes: fc.integer({ min: 1, max: 400 }).map(mebibytes => mebibytes * 2 ** 20),
    maxContextBytes: fc.integer({ min: 1, max: 4000 }).map(mebibytes => mebibytes * 2 ** 20),
  },
  { requiredKeys: [], noNullPrototype: true },
)
type Given = typeof options extends fc.Arbitrary<infer T> ? T : never

/** As a person would write it: numbers bare where they are numbers to people. */
function written(given: Given): Record<string, unknown> {
  const { listen, upstream } = given
  const keys = {
    listen: listen?.map(({ name, address }) => {
      const text = formatListenAddress(address)
      return name === text ? text : { address: text, name }
    }),
    'socket-mode': given.socketMode?.toString(8).padStart(4, '0'),
    'socket-group': given.socketGroup,
    'allow-insecure-tcp': given.allowInsecureTcp,
    upstream: upstream && formatListenAddress(upstream.address),
    'upstream-version': given.upstreamVersion,
    unversioned: given.unversioned,
    drain: given.drainSeconds,
    audit: given.audit,
    'log-level': given.logLevel,
    'max-header-bytes': given.maxHeaderBytes,
    'max-json-bytes': given.maxJsonBytes && `${given.maxJsonBytes / 2 ** 20}MiB`,
    'max-context-bytes': given.maxContextBytes && `${given.maxContextBytes / 2 ** 20}MiB`,
  }
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined))
}

const defaults = loadServeOptions({}, {})

t.test('printed to YAML and loaded', async t => {
  const same = (given: Given) =>
    isDeepStrictEqual(fromSources([parseFile('longshore.yaml', stringify(written(given)))]), {
      ...defaults,
      ...given,
    })
  t.doesNotThrow(() => fc.assert(fc.property(options, same), { numRuns: 500 }))
})

t.test('given as flags', async t => {
  const same = (given: Given) => {
    const flags = Object.entries(written(given)).map(([key, value]) => [
      key,
      Array.isArray(value) ? value : String(value),
    ])
    return isDeepStrictEqual(fromSources([flagSource(Object.fromEntries(flags))]), { ...defaults, ...given })
  }
  t.doesNotThrow(() => fc.assert(fc.property(options, same)))
})

t.test('numbers that YAML would change are read as they were typed', async t => {
  t.match(loadYaml(t, 'upstream-version: 1.40\nunversioned: 1.30\nsocket-mode: 0640\n'), {
    upstreamVersion: '1.40',
    unversioned: '1.30',
    socketMode: 0o640,
  })
  t.match(loadYaml(t, 'socket-mode: 0o600'), { socketMode: 0o600 })
  t.match(loadYaml(t, "socket-mode: '600'\nmax-json-bytes: 2048\nlisten: tcp://localhost:0"), {
    socketMode: 0o600,
    maxJsonBytes: 2048,
    listen: [{ name: 'tcp://localhost:0' }],
  })
})

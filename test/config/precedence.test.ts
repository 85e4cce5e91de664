/** A flag goes before a variable, a variable before the file, the file before the default. */
import t from 'tap'
import { loadServeOptions } from '../../src/config/load.ts'
import { serveOptions } from '../../src/config/options.ts'
import { configFile } from './loading.ts'

t.test('each source decides what the ones before it leave open', async t => {
  const config = configFile(t, 'drain: 1\nlog-level: debug\nmax-json-bytes: 1MiB\n')
  const env = { LONGSHORE_CONFIG: config, LONGSHORE_LOG_LEVEL: 'warn', LONGSHORE_MAX_JSON_BYTES: '2MiB' }
  t.match(loadServeOptions({}, {}), { drainSeconds: 10, logLevel: 'info', maxJsonBytes: 64 * 2 ** 20 })
  t.match(loadServeOptions({}, env), { drainSeconds: 1, logLevel: 'warn', maxJsonBytes: 2 * 2 ** 20 })
  t.match(loadServeOptions({ 'max-json-bytes': '4096' }, env), {
    drainSeconds: 1,
    logLevel: 'warn',
    maxJsonBytes: 4096,
  })
})

t.test('a flag names another file than the environment', async t => {
  const env = { LONGSHORE_CONFIG: '/nonexistent' }
  t.match(loadServeOptions({ config: configFile(t, 'drain: 7') }, env), { drainSeconds: 7 })
})

t.test('a flag or variable can take back what the file permits', async t => {
  const config = configFile(t, 'allow-insecure-tcp: true')
  t.equal(loadServeOptions({ config }, {}).allowInsecureTcp, true)
  t.equal(loadServeOptions({ config }, { LONGSHORE_ALLOW_INSECURE_TCP: '0' }).allowInsecureTcp, false)
  t.equal(loadServeOptions({ config, 'allow-insecure-tcp': 'false' }, {}).allowInsecureTcp, false)
})

t.test('listeners of one source replace those of another', async t => {
  const config = configFile(t, 'listen:\n  - address: unix:///ci.sock\n    name: ci\n  - unix:///b.sock\n')
  const unix = (path: string, name = `unix://${path}`) => ({ name, address: { kind: 'unix', path } })
  t.strictSame(loadServeOptions({ config }, {}).listen, [unix('/ci.sock', 'ci'), unix('/b.sock')])
  t.strictSame(loadServeOptions({ config }, { LONGSHORE_LISTEN: 'unix:///c.sock, unix:///d.sock' }).listen, [
    unix('/c.sock'),
    unix('/d.sock'),
  ])
  t.strictSame(loadServeOptions({ config, listen: ['unix:///e,f.sock'] }, {}).listen, [unix('/e,f.sock')])
})

t.test('an empty variable is none, and variables of other things are left alone', async t => {
  const env = { LONGSHORE_AUDIT: '', LONGSHORE_CONFIG: '', LONGSHORE_PORT: 'tcp://10.0.0.1:80' }
  t.strictSame(loadServeOptions({}, env), loadServeOptions({}, {}))
})

t.test('names derive from one key', async t => {
  t.match(
    serveOptions.find(({ key }) => key === 'upstream-version'),
    {
      flag: '--upstream-version',
      env: 'LONGSHORE_UPSTREAM_VERSION',
    },
  )
})

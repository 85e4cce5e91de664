/** Certificates and keys named by options are read, and tried, before anything starts. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadServeOptions } from '../../src/config/load.ts'
import { createAuthority } from '../listen/certificates.ts'
import { scratchDirectory } from '../listen/scratch.ts'

const directory = scratchDirectory(t)
const authority = createAuthority(directory)
const server = authority.sign('server')
const client = authority.sign('client')
const junk = join(directory, 'junk.pem')
writeFileSync(junk, 'no certificate\n')
const own = { 'tls-cert': server.certPath, 'tls-key': server.keyPath }

t.test('with TLS, tcp may be open to other machines', async t => {
  const options = loadServeOptions({ ...own, 'tls-ca': authority.path, listen: ['tcp://0.0.0.0:2376'] }, {})
  t.strictSame(options.tls, { cert: server.cert, key: server.key, ca: authority.pem })
  t.equal(loadServeOptions(own, {}).tls?.ca, undefined)
})

t.test('TLS to the daemon comes with any of its files, or when asked for', async t => {
  const upstream = (flags: Record<string, string>) =>
    loadServeOptions({ upstream: 'tcp://build-7', ...flags }, {}).upstream
  const address = { kind: 'tcp', host: 'build-7', port: 2376 }
  t.strictSame(upstream({ 'upstream-tls-ca': authority.path }), { address, tls: { ca: authority.pem } })
  t.strictSame(upstream({ 'upstream-tls-cert': client.certPath, 'upstream-tls-key': client.keyPath }), {
    address,
    tls: { cert: client.cert, key: client.key },
  })
  t.strictSame(upstream({ 'upstream-tls': 'true' }), { address, tls: {} })
  t.strictSame(upstream({}), { address: { ...address, port: 2375 } })
})

t.test('what cannot be used is named', async t => {
  const refused = (flags: Record<string, string>, expected: { code: string; message: string | RegExp }) =>
    t.throws(() => loadServeOptions(flags, {}), expected)
  refused(
    { ...own, 'tls-key': '/none.pem' },
    {
      code: 'unreadable-file',
      message: '--tls-key: /none.pem cannot be read: no such file or directory.',
    },
  )
  refused(
    { ...own, 'tls-ca': junk },
    { code: 'unusable-tls', message: `--tls-ca: there is no certificate (PEM) in ${junk}.` },
  )
  refused(
    { ...own, 'tls-cert': junk },
    { code: 'unusable-tls', message: /^--tls-cert: there is no certificate/ },
  )
  refused(
    { ...own, 'tls-key': junk },
    { code: 'unusable-tls', message: /^--tls-key: there is no private key/ },
  )
  refused(
    { ...own, 'tls-key': client.keyPath },
    { code: 'unusable-tls', message: /^--tls-key: .* is not the key of/ },
  )
  refused(
    { upstream: 'tcp://h', 'upstream-tls-ca': junk },
    { code: 'unusable-tls', message: /^--upstream-tls-ca: / },
  )
})

/** A certificate that the listener's CA signed says who calls; one that nobody vouches for says nothing. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls, { type TLSSocket } from 'node:tls'
import t from 'tap'
import { splitAltNames, tlsIdentity } from '../../src/access/identity.ts'
import { createAuthority } from '../listen/certificates.ts'

t.test('of a TLS connection', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const authority = createAuthority(folder)
  const stranger = createAuthority(folder, 'stranger')
  const { cert, key } = authority.sign('server')
  const server = tls.createServer({
    cert,
    key,
    ca: authority.pem,
    requestCert: true,
    // A listener refuses strangers; here they are let in to see what is made of them.
    rejectUnauthorized: false,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => void server.close())
  const { port } = server.address() as { port: number }

  const identityOf = async (shown: { cert?: Buffer; key?: Buffer }) => {
    const client = tls.connect({ host: '127.0.0.1', port, ca: authority.pem, ...shown })
    const [socket] = (await once(server, 'secureConnection')) as [TLSSocket]
    const identity = tlsIdentity(socket)
    client.destroy()
    return identity
  }
  t.strictSame(await identityOf(authority.sign('ci')), {
    commonName: 'ci',
    subjectAltNames: ['IP Address:127.0.0.1', 'DNS:localhost'],
  })
  t.equal(await identityOf(stranger.sign('ci')), undefined)
  t.equal(await identityOf({}), undefined)
})

t.test('alternative names', async t => {
  t.strictSame(splitAltNames(''), [])
  t.strictSame(splitAltNames('DNS:a, URI:spiffe://x/y, IP Address:10.0.0.1'), [
    'DNS:a',
    'URI:spiffe://x/y',
    'IP Address:10.0.0.1',
  ])
  t.strictSame(splitAltNames('DNS:"a, DNS:admin", DNS:b'), ['DNS:a, DNS:admin', 'DNS:b'], 'one name')
  t.strictSame(splitAltNames('DNS:"never closed'), [])
})

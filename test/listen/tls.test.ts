/** TLS on tcp listeners: who gets in, and that whoever does not leaves the listener as it was. */
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect } from 'node:tls'
import t from 'tap'
import { bindListeners } from '../../src/listen/listener.ts'
import { tlsAcceptor } from '../../src/listen/tls.ts'
import { until } from '../support/until.ts'
import { createAuthority } from './certificates.ts'
import { answering, answerTo, PLAIN, portOf } from './connections.ts'
import { scratchDirectory } from './scratch.ts'

const directory = scratchDirectory(t)
const authority = createAuthority(directory)
const server = authority.sign('server')
const client = authority.sign('client')
const stranger = createAuthority(directory, 'other-ca').sign('stranger')

const faults: Error[] = []
const [bound] = await bindListeners(
  [{ name: 'tls', address: { kind: 'tcp', host: '127.0.0.1', port: 0 } }],
  { ...PLAIN, tls: { cert: server.cert, key: server.key, ca: authority.pem } },
  answering(faults),
)
t.teardown(() => bound?.close())
const port = portOf(bound!.address)

const asks = (options: ConnectionOptions) =>
  answerTo(
    connect({
      host: '127.0.0.1',
      port,
      ca: authority.pem,
      allowHalfOpen: true,
      ...options,
    } as ConnectionOptions),
    'ping',
  )
const credentials = { cert: client.cert, key: client.key }

/** The one fault that came of it, for the client may be gone before the server knows. */
async function faultOf(attempt: () => unknown): Promise<Error> {
  faults.length = 0
  await attempt()
  await until(() => faults.length > 0)
  return faults[0]!
}

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  t.test(`${maxVersion}: a client with a certificate is served, half-closed`, async t => {
    t.equal(await asks({ ...credentials, maxVersion }), 'tls got ping')
    t.equal(bound?.address, `tcp://127.0.0.1:${port}`)
  })

  t.test(`${maxVersion}: a client without a certificate is not`, async t => {
    let answer: unknown
    const fault = await faultOf(async () => {
      answer = await asks({ maxVersion }).catch(error => error)
    })
    t.not(answer, 'tls got ping')
    t.type(fault, Error)
  })

  t.test(`${maxVersion}: a client with a certificate of another authority is not`, async t => {
    let answer: unknown
    const fault = await faultOf(async () => {
      answer = await asks({ cert: stranger.cert, key: stranger.key, maxVersion }).catch(error => error)
    })
    t.not(answer, 'tls got ping')
    t.type(fault, Error)
  })
}

t.test('TLS 1.1 is refused', async t => {
  const old = {
    ...credentials,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const
  const fault = await faultOf(() => t.rejects(asks(old), /protocol version/))
  t.match(fault, { code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' })
})

t.test('a client that speaks no TLS is closed', async t => {
  const fault = await faultOf(async () => {
    const plain = createConnection(port, '127.0.0.1')
    plain.write('GET /_ping HTTP/1.1\r\n\r\n')
    plain.resume()
    await once(plain, 'close')
  })
  t.match(fault, { code: 'ERR_SSL_HTTP_REQUEST' })
})

/** The first bytes of a ClientHello of 512 bytes, and then no more. */
const BROKEN_OFF = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00])

t.test('a client that resets the connection within the handshake does no harm', async t => {
  const fault = await faultOf(async () => {
    const plain = createConnection(port, '127.0.0.1')
    plain.write(BROKEN_OFF)
    await Promise.all([once(plain, 'connect'), once(bound!.server, 'connection')])
    await sleep(10) // for the bytes to arrive before the reset
    plain.resetAndDestroy()
  })
  t.match(fault, { code: 'ECONNRESET' })
  t.equal(await asks(credentials), 'tls got ping')
})

t.test('a client that leaves a handshake unfinished is closed after a while', async t => {
  const HANDSHAKE_TIMEOUT_MS = 50
  const failures: Error[] = []
  const accept = tlsAcceptor(
    server,
    () => {},
    error => failures.push(error),
    HANDSHAKE_TIMEOUT_MS,
  )
  const short = createServer({ allowHalfOpen: true }, accept).listen(0, '127.0.0.1')
  await once(short, 'listening')
  const { port } = short.address() as AddressInfo
  const plain = createConnection(port, '127.0.0.1')
  plain.resume().end(BROKEN_OFF)
  await once(short, 'connection')
  await once(short.close(), 'close')
  t.match(failures, [{ code: 'ERR_TLS_HANDSHAKE_TIMEOUT' }])
})

t.test('without a CA no certificate is asked for', async t => {
  const [open] = await bindListeners(
    [{ name: 'open', address: { kind: 'tcp', host: 'localhost', port: 0 } }],
    { ...PLAIN, tls: { cert: server.cert, key: server.key } },
    answering(),
  )
  t.equal(
    await asks({ port: portOf(open!.address), host: 'localhost' } as ConnectionOptions),
    'open got ping',
  )
  await open?.close()
})

t.test('close resolves when the last TLS connection has ended', async t => {
  const [short] = await bindListeners(
    [{ name: 'short', address: { kind: 'tcp', host: '127.0.0.1', port: 0 } }],
    { ...PLAIN, tls: { cert: server.cert, key: server.key } },
    answering(),
  )
  const socket = connect({ host: '127.0.0.1', port: portOf(short!.address), ca: authority.pem })
  await once(socket, 'secureConnect')
  const closing = short?.close()
  t.equal(await answerTo(socket, 'bye'), 'short got bye')
  await closing
})

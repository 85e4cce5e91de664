/** The spelling of addresses: what is read, what it is written as, and what is said of anything else. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { formatAddress, parseAddress, parseDaemonAddress } from '../../src/daemon/address.ts'
import {
  formatListenAddress,
  isLoopback,
  type ListenAddress,
  parseListenAddress,
} from '../../src/listen/address.ts'

const path = fc
  .array(fc.stringMatching(/^[^/\0]{1,12}$/), { minLength: 1, maxLength: 4 })
  .map(names => `/${names.join('/')}`)
  .filter(text => Buffer.byteLength(text) <= 107)
const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain())
const address: fc.Arbitrary<ListenAddress> = fc.oneof(
  path.map(path => ({ kind: 'unix' as const, path })),
  fc
    .tuple(host, fc.integer({ min: 0, max: 65535 }))
    .map(([host, port]) => ({ kind: 'tcp' as const, host, port })),
  fc.constant({ kind: 'fd' as const }),
  fc.stringMatching(/^[a-z.-]{1,20}$/).map(name => ({ kind: 'fd' as const, name })),
)

t.test('an address written and read is the same address', async t => {
  const same = (given: ListenAddress) =>
    isDeepStrictEqual(parseListenAddress(formatListenAddress(given)), given)
  t.doesNotThrow(() => fc.assert(fc.property(address, same)))
})

t.test("a daemon's address has docker's port unless it says another", async t => {
  t.strictSame(parseDaemonAddress('tcp://build-7', false), { kind: 'tcp', host: 'build-7', port: 2375 })
  t.strictSame(parseDaemonAddress('tcp://[::1]', true), { kind: 'tcp', host: '::1', port: 2376 })
  t.strictSame(parseDaemonAddress('tcp://build-7:80', true), { kind: 'tcp', host: 'build-7', port: 80 })
  t.strictSame(parseDaemonAddress('unix:///run/docker.sock', false), {
    kind: 'unix',
    path: '/run/docker.sock',
  })
  t.equal(formatAddress({ kind: 'tcp', host: '::1', port: 1 }), 'tcp://[::1]:1')
})

t.test('whatever is not an address gets a sentence with the remedy', async t => {
  const remedies: Record<string, RegExp> = {
    '': /write unix:\/\/\/path or tcp:\/\/host:port\./,
    '/run/docker.sock': /write unix:\/\/\/run\/docker.sock\./,
    'localhost:2375': /is not an address/,
    'unix://run/docker.sock': /three slashes/,
    'unix:///run/': /no absolute path to a socket/,
    'unix:///a\0b': /NUL/,
    [`unix:///${'é'.repeat(54)}`]: /109 bytes; the system allows 107/,
    'http://h:2375': /write tcp:\/\/h:2375/,
    'ssh://h': /ssh:\/\/ addresses are not supported/,
    'npipe:////./pipe/docker_engine': /not supported/,
    'tcp://': /write for example tcp:\/\/127.0.0.1:2375/,
    'tcp://:2375': /write for example/,
    'tcp://h': /has no port/,
    'tcp://h:65536': /highest is 65535/,
    'tcp://::1:2375': /\[::1\]/,
    'tcp://[h]:2375': /\[::1\]/,
    'tcp://h:1/path': /is not tcp:\/\/host:port/,
    'tcp://user@h:1': /is not tcp:\/\/host:port/,
  }
  for (const [text, message] of Object.entries(remedies)) {
    t.throws(() => parseAddress(text), { name: 'AddressError', message }, JSON.stringify(text))
  }
  t.throws(() => parseDaemonAddress('tcp://h:0', false), /port 0/)
})

t.test('loopback is 127.0.0.0/8, ::1 and localhost', async t => {
  for (const host of [
    '127.0.0.1',
    '127.255.0.3',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    'localhost',
    'LOCALHOST',
  ]) {
    t.ok(isLoopback(host), host)
  }
  for (const host of [
    '0.0.0.0',
    '::',
    '128.0.0.1',
    '::ffff:10.0.0.1',
    'example.org',
    '127.0.0.1.example.org',
    '127.1',
  ]) {
    t.notOk(isLoopback(host), host)
  }
})

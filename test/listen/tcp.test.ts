/** tcp without TLS: for this machine alone, unless somebody insists. */
import t from 'tap'
import type { Listener } from '../../src/listen/address.ts'
import { bindListener, bindListeners } from '../../src/listen/listener.ts'
import { answering, ask, PLAIN, portOf } from './connections.ts'

const tcp = (host: string, port = 0): Listener => ({ name: 'tcp', address: { kind: 'tcp', host, port } })

t.test('listens on loopback and says on which port', async t => {
  for (const host of ['127.0.0.1', '127.3.2.1', 'localhost']) {
    const bound = await bindListener(tcp(host), PLAIN, answering())
    t.match(bound.address, /^tcp:\/\/(127\.\d+\.\d+\.1|\[::1\]):\d+$/)
    t.equal(await ask({ host, port: portOf(bound.address) }, 'ping'), 'tcp got ping')
    await bound.close()
  }
})

t.test('refuses an address which other machines can reach', async t => {
  for (const host of ['0.0.0.0', '::']) {
    await t.rejects(bindListener(tcp(host), PLAIN, answering()), {
      code: 'insecure-tcp',
      message: /allow-insecure-tcp/,
    })
  }
})

t.test('allow-insecure-tcp allows it', async t => {
  const bound = await bindListener(tcp('0.0.0.0'), { ...PLAIN, allowInsecureTcp: true }, answering())
  t.equal(await ask({ host: '127.0.0.1', port: portOf(bound.address) }, 'ping'), 'tcp got ping')
  await bound.close()
})

t.test('says why it cannot listen', async t => {
  const bound = await bindListener(tcp('127.0.0.1'), PLAIN, answering())
  const again = tcp('127.0.0.1', portOf(bound.address))
  await t.rejects(bindListener(again, PLAIN, answering()), { code: 'address-in-use', message: bound.address })
  await bound.close()
  await t.rejects(bindListener(tcp('192.0.2.1'), PLAIN, answering()), {
    code: 'cannot-listen',
    message: /no such address/,
  })
})

t.test('binds all listeners or none', async t => {
  const free = await bindListener(tcp('127.0.0.1'), PLAIN, answering())
  const port = portOf(free.address)
  await free.close()
  await t.rejects(bindListeners([tcp('127.0.0.1', port), tcp('192.0.2.1')], PLAIN, answering()), {
    code: 'cannot-listen',
  })
  const bound = await bindListener(tcp('127.0.0.1', port), PLAIN, answering())
  t.equal(portOf(bound.address), port)
  await bound.close()
})

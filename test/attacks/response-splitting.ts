/** What a client wrote comes back in an answer's header, where a line end of its own would begin another answer. */
import { type Attack, createBytes } from './ground.ts'

const INJECTED = /^X-Injected/im

export default (async (t, ground) => {
  for (const target of [
    '//%0d%0aX-Injected:%20yes',
    '/v1.41/../_ping?%0d%0aX-Injected:%20yes',
    '/v1.41/containers/%0d%0aX-Injected:%20yes/json',
    '//v1.41/_ping?a=\rX-Injected: yes',
    '//v1.41/_ping?a=\nX-Injected: yes',
    '/v9.9%0d%0aX-Injected:%20yes/info',
  ]) {
    const { text, statuses } = await ground.send(`GET ${target} HTTP/1.1\r\nHost: docker\r\n\r\n`)
    t.equal(statuses.length, 1, `${JSON.stringify(target)} is answered once`)
    t.notMatch(text.split('\r\n\r\n')[0], INJECTED)
  }
  const named = createBytes('{"Image":"none\\r\\nX-Injected: yes"}')
  const { text, statuses } = await ground.send(named)
  t.strictSame(statuses, [400])
  t.notMatch(text.split('\r\n\r\n')[0], INJECTED)
  // The control: where the daemon itself tells a client to go elsewhere, the target does come back in a field.
  const moved = await ground.send('GET //v1.41/_ping?X-Injected HTTP/1.1\r\nHost: docker\r\n\r\n')
  t.match(moved.text, /^Location: \/v1.41\/_ping\?X-Injected\r$/m)
}) satisfies Attack

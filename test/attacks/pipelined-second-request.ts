/** A second request behind an allowed one, on the same connection or inside its body: each is judged for itself. */
import { type Attack, createBytes, HARMLESS } from './ground.ts'

const CREATE = 'POST /v1.41/containers/create'

export default (async (t, ground) => {
  const hidden = createBytes()
  const ping = 'GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n'
  const exec = `{"Detach":true}`
  const start = `POST /v1.41/exec/none/start HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: ${exec.length}\r\n\r\n${exec}`
  for (const [what, first] of [
    ['a ping', ping],
    ['twenty pings', ping.repeat(20)],
    ['a ping with a body of no bytes', ping.replace('\r\n\r\n', '\r\nContent-Length: 0\r\n\r\n')],
    ['an exec that is not there', start],
    ['one that is refused', hidden],
    [
      'HTTP/1.0 that is kept alive',
      ping.replace('1.1', '1.0').replace('\r\n\r\n', '\r\nConnection: keep-alive\r\n\r\n'),
    ],
    ['100-continue', createBytes(HARMLESS).replace('Host: docker', 'Host: docker\r\nExpect: 100-continue')],
  ] as const) {
    const reached = await ground.reached(() => ground.send(first + hidden))
    const creates = reached.filter(call => call.startsWith(CREATE)).length
    t.equal(creates, what === '100-continue' ? 1 : 0, `behind ${what} it does not reach the daemon`)
    const both = await ground.reached(() => ground.send(first + createBytes(HARMLESS)))
    t.equal(
      both.filter(call => call.startsWith(CREATE)).length,
      creates + 1,
      `behind ${what} a harmless one does`,
    )
  }
}) satisfies Attack

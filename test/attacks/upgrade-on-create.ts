/** `Upgrade` on an ordinary call: a proxy that switches to passing bytes has stopped judging. */
import { type Attack, admitted, createBytes, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

const upgrading = (body: unknown, protocol: string, behind = '') =>
  `${createBytes(body).replace('Host: docker', `Host: docker\r\nConnection: Upgrade\r\nUpgrade: ${protocol}`)}${behind}`

export default (async (t, ground) => {
  for (const protocol of ['tcp', 'websocket', 'h2c', 'HTTP/2.0'])
    await repelled(t, ground, protocol, upgrading(PRIVILEGED, protocol))
  await repelled(t, ground, 'h2c by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  await repelled(t, ground, 'CONNECT', 'CONNECT docker:80 HTTP/1.1\r\nHost: docker\r\n\r\n')
  const behind = await ground.reached(() => ground.send(upgrading(HARMLESS, 'tcp', createBytes(PRIVILEGED))))
  t.equal(behind.length, 1, 'what comes behind an upgrade is a request like any other')
  await admitted(t, ground, 'a harmless create that asks for one', upgrading(HARMLESS, 'tcp'))
}) satisfies Attack

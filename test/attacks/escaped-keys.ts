/** JSON may write any letter of a key as an escape, and Go reads it. */
import { type Attack, admitted, create, repelled } from './ground.ts'

const body = (host: string, key = 'HostConfig') =>
  `{"Image":"busybox","Cmd":["true"],"${key}":{"NetworkMode":"none",${host}}}`

export default (async (t, ground) => {
  for (const text of [
    body('"\\u0050rivileged":true'),
    body('"\\u0070\\u0072ivileged":true'),
    body('"\\u0050\\u0052\\u0049\\u0056\\u0049\\u004c\\u0045\\u0047\\u0045\\u0044":true'),
    body('"Privileged":true', '\\u0048ostConfig'),
    body('"Privileged":true', 'Ho\\u017ftConfig'),
    body('"Binds":["\\u002f:/host"]'),
    body('"PidMode":"\\u0068ost"'),
    `\ufeff${body('"Privileged":true')}`,
  ])
    await repelled(t, ground, text, create(text))
  await admitted(t, ground, 'an escape that hides nothing', create(body('"\\u0050rivileged":false')))
}) satisfies Attack
